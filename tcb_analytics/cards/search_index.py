"""Ranked full-text search over cards: words, word beginnings and quoted phrases.

An inverted index with one weight per field, built once per catalogue; small enough to be
read, fast enough for every keystroke on a few thousand cards. Leaves out typing errors
(names have "did you mean" in ``catalog.py``) and meaning.
"""

from __future__ import annotations

import bisect
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from tcb_analytics.cards.card import Card

_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WEIGHTS = {"name": 8.0, "types": 4.0, "effect": 1.0, "trigger": 1.0}
_BEGINNING = 0.4
_TOGETHER = 3.0


def words(text: str) -> list[str]:
    """The text's words for matching: small letters, accents dropped."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(char for char in bare if not unicodedata.combining(char)))


def _fields(card: Card) -> Iterator[tuple[str, list[str]]]:
    yield "name", words(f"{card.name} {card.number}")
    yield "types", words(" ".join((*card.types, *card.attributes, *card.colors, card.category)))
    yield "effect", words(card.effect or "")
    yield "trigger", words(card.trigger or "")


class SearchIndex:
    """An index over cards; positions in the given order identify them."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self._weight: dict[str, dict[int, float]] = {}
        self._lines: list[str] = []
        for position, card in enumerate(cards):
            line = []
            for field, found in _fields(card):
                line.append(" ".join(found))
                for word, count in Counter(found).items():
                    here = self._weight.setdefault(word, {})
                    here[position] = here.get(position, 0.0) + _WEIGHTS[field] * (
                        1 + math.log(count)
                    )
            self._lines.append(" | ".join(["", *line, ""]))
        self._words = sorted(self._weight)

    def search(self, query: str) -> list[int]:
        """Positions of the cards that hold every part of the query, best first.

        Each word must occur, whole or as the beginning of a word (worth less); a quoted
        phrase must occur as it stands. Rare words weigh more, names more than types, types
        more than texts; the words standing together raise a card. Ties keep catalogue order.
        """
        phrases, singles = _parts(query)
        wanted = [*singles, *(word for phrase in phrases for word in phrase)]
        if not wanted:
            return []
        scores = self._all_of(singles, [word for phrase in phrases for word in phrase])
        for phrase in phrases:
            text = f" {' '.join(phrase)} "
            scores = {at: score for at, score in scores.items() if text in self._lines[at]}
        if len(singles) > 1:
            together = f" {' '.join(singles)}"
            for at in scores:
                if together in self._lines[at]:
                    scores[at] *= _TOGETHER
        return sorted(scores, key=lambda at: (-scores[at], at))

    def _all_of(self, singles: list[str], exact: list[str]) -> dict[int, float]:
        per_word = [self._starting(word) for word in singles]
        per_word += [self._weight.get(word, {}) for word in exact]
        scored = [(hits, math.log1p(len(self._lines) / (1 + len(hits)))) for hits in per_word]
        common = set.intersection(*(set(hits) for hits in per_word))
        return {at: sum(rarity * hits[at] for hits, rarity in scored) for at in common}

    def _starting(self, beginning: str) -> dict[int, float]:
        hits = dict(self._weight.get(beginning, {}))
        start = bisect.bisect_left(self._words, beginning)
        for word in self._words[start:]:
            if not word.startswith(beginning):
                break
            if word != beginning:
                for at, weight in self._weight[word].items():
                    hits[at] = max(hits.get(at, 0.0), _BEGINNING * weight)
        return hits


def _parts(query: str) -> tuple[list[list[str]], list[str]]:
    phrases: list[list[str]] = []
    singles: list[str] = []
    for quoted, single in _PIECE.findall(query):
        if single:
            singles.extend(words(single))
        elif found := words(quoted):
            phrases.append(found)
    return phrases, singles

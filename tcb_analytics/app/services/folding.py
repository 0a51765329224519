"""Text as it is searched: without case, accents and punctuation that people leave out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from tcb_analytics.cards.card import Card

_DROPPED = "'’‘ʼ`´"
_PARTING = '.,!?:;"“”„«»·・•/&()[]{}–—‑'
_LETTERS = {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
_SIGNS = str.maketrans({
    **dict.fromkeys(_DROPPED, ""), **dict.fromkeys(_PARTING, " "), **_LETTERS,
})  # fmt: skip


def folded(text: str) -> str:
    """A text as it is compared: `Monkey.D.Luffy` is found by `monkey d luffy`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.translate(_SIGNS).split())


def words(text: str) -> Sequence[str] | None:
    """The words that are looked for; None where a text has none, so that nothing can be found."""
    found = folded(text).split()
    return found if found or not text.strip() else None


def searched(card: Card) -> str:
    """All of a card that a search looks at."""
    return folded(" ".join((card.name, card.number, *card.types)))


def facts(card: Card) -> Mapping[str, Any]:
    """A card's own columns."""
    return {
        "name": card.name, "folded": searched(card), "category": card.category.value,
        "cost": card.cost, "power": card.power, "counter": card.counter, "life": card.life,
        "rarity": card.rarity, "block": card.block, "effect": card.effect,
        "trigger": card.trigger, "keywords": "\n".join(card.keywords),
    }  # fmt: skip

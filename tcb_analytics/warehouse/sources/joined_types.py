"""Card types that a source joined with spaces, told apart by the types already known.

``Straw Hat Crew Supernovas`` holds two types, and nothing in the text says where the
first ends. The text is cut only where every piece is a known type and no other cut is
possible; otherwise the answer is None, never the likeliest guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class KnownTypes:
    """Types known for a game, found whatever the case of their letters.

    Args:
        types: Type names, as a catalogue that lists them apart has them.
    """

    def __init__(self, types: Iterable[str]) -> None:
        self._exact = frozenset(types)
        folded: defaultdict[str, set[str]] = defaultdict(set)
        for name in self._exact:
            folded[name.casefold()].add(name)
        self._folded = {fold: names.pop() for fold, names in folded.items() if len(names) == 1}
        self._longest = max((len(name.split()) for name in self._exact), default=0)

    def named(self, text: str) -> str | None:
        """The known type of this name; None where none, or more than one by case, has it."""
        return text if text in self._exact else self._folded.get(text.casefold())

    def cut(self, text: str) -> list[str] | None:
        """The types in a text, in its order; None where they cannot be told apart.

        Slashes part types for certain. A single word, and a part between slashes that no
        known types make up, can only be a type of its own.
        """
        parts = [" ".join(part.split()) for part in text.split("/")]
        if not all(parts):
            return None
        found: list[str] = []
        for part in parts:
            covers = self._covers(part.split())
            if not covers and (len(parts) > 1 or " " not in part):
                covers = [[part]]
            if len(covers) != 1:
                return None
            found += covers[0]
        return found

    def _covers(self, words: list[str]) -> list[list[str]]:
        """At most two ways to lay known types end to end over the words."""
        ways: list[list[list[str]]] = [[[]]]
        for end in range(1, len(words) + 1):
            here: list[list[str]] = []
            for start in range(max(0, end - self._longest), end):
                if ways[start] and (name := self.named(" ".join(words[start:end]))):
                    here += [[*way, name] for way in ways[start]]
            ways.append(here[:2])
        return ways[-1]

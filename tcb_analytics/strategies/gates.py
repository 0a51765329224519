"""Texts that ask for a leader: "if your Leader has the {…} type", "if your Leader is […]".

With another leader the effect is dead, so such a card is worth less, whatever its figures. Also
which types a leader cares for. Leaves out every other condition of a card's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tcb_analytics.cards.card import Card

_CLAUSE = re.compile(
    r"if your Leader(?:'s type includes| has the| is) ((?:[^,.:\n]|\.(?=\w))*)", re.IGNORECASE
)
_TYPE = re.compile(r"\{([^{}]+)\}|\"([^\"]+)\"")
_NAME = re.compile(r"\[([^\[\]]+)\]")
_BRACED = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Gate:
    """What a card's text asks of the leader: one of these types or names.

    Attributes:
        types: Types, of which the leader's own may be a longer form.
        names: Leader names.
    """

    types: frozenset[str]
    names: frozenset[str]

    def opens(self, leader: Card) -> bool:
        """Whether the leader has one of the types or names."""
        return leader.name in self.names or any(
            wanted in held for wanted in self.types for held in leader.types
        )


def gate_of(card: Card) -> Gate | None:
    """What the card's text asks of its leader; None where it asks nothing that is read."""
    types: set[str] = set()
    names: set[str] = set()
    for clause in _CLAUSE.findall(card.effect or ""):
        types |= {braced or quoted for braced, quoted in _TYPE.findall(clause)}
        names |= set(_NAME.findall(clause))
    return Gate(frozenset(types), frozenset(names)) if types or names else None


def cared_types(leader: Card) -> tuple[str, ...]:
    """Types that the leader's text names in braces; where it names none, its own."""
    named = tuple(dict.fromkeys(_BRACED.findall(leader.text)))
    return named or leader.types

"""A question about a card's printed facts, answered once per match.

Leaves out everything that changes in play (cost, power, rested), which ``ir.Target`` asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tcb_analytics.cards.card import Card

_ALSO_NAMED = re.compile(r"[Aa]lso treat this card's name as ((?:\[[^\]]+\](?:,? (?:and )?)?)+)")
_NAME = re.compile(r"\[([^\]]+)\]")


def names_of(card: Card) -> frozenset[str]:
    """The names under which rules know a card: its own and those its text adds."""
    also = _ALSO_NAMED.search(card.effect or "")
    return frozenset((card.name, *(_NAME.findall(also[1]) if also else ())))


@dataclass(frozen=True, slots=True)
class CardFilter:
    """Printed facts that a card must have; an empty field asks nothing.

    Attributes:
        categories: Any of these categories ("Character", "Event" ...).
        colors: Any of these colours.
        types: Any of these types, whole.
        type_parts: Any type that contains one of these words.
        names: Any of these names.
        not_names: None of these names.
        not_types: None of these types.
        attributes: Any of these attributes.
        trigger: Whether it has a trigger text; None: does not matter.
        keywords: Any of these keywords, as ``Card.keywords`` holds them.
        plain: Only cards without effect text.
        multicolored: Only cards of more than one colour.
        either: Other filters: passing one of them is as good as passing this one's names, types
            and categories; the remaining fields must hold in any case.
        any_of: Filters of which one must pass besides.
    """

    categories: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    type_parts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    trigger: bool | None = None
    keywords: tuple[str, ...] = ()
    plain: bool = False
    multicolored: bool = False
    either: tuple[CardFilter, ...] = ()
    any_of: tuple[CardFilter, ...] = ()

    def matches(self, card: Card) -> bool:
        """Whether the card has every printed fact that is asked."""
        asked = self.names or self.not_names or self.either
        names = names_of(card) if asked else frozenset[str]()
        return (
            not names.intersection(self.not_names)
            and not set(card.types).intersection(self.not_types)
            and _any(self.colors, card.colors)
            and _any(self.attributes, card.attributes)
            and _any(self.keywords, card.keywords)
            and (self.trigger is None or self.trigger == bool(card.trigger))
            and not (self.plain and card.effect)
            and not (self.multicolored and len(card.colors) < 2)
            and (not self.any_of or any(one.matches(card) for one in self.any_of))
            and (self._kind(card, names) or any(other.matches(card) for other in self.either))
        )

    def _kind(self, card: Card, names: frozenset[str]) -> bool:
        parts = any(part in kind for part in self.type_parts for kind in card.types)
        return (
            _any(self.categories, (card.category,))
            and _any(self.types, card.types)
            and _any(self.names, tuple(names))
            and (not self.type_parts or parts)
        )


def _any(wanted: tuple[str, ...], held: tuple[str, ...]) -> bool:
    return not wanted or not set(wanted).isdisjoint(held)


ANY_CARD = CardFilter()
"""The filter that every card passes."""

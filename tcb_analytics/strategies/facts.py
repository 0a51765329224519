"""A catalogue's main-deck cards as columns of figures, sorted by number.

Made once for a catalogue and a format and kept while the catalogue lives, so that a deck costs
array operations and not loops over cards. The order by number makes every program, and with it
every deck, the same whatever order the catalogue has. Leaves out leaders, days and collections
(``eligible.py``).
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.cards.restriction import Restrictor
from tcb_analytics.cards.selector import Selector
from tcb_analytics.strategies.gates import Gate, gate_of
from tcb_analytics.strategies.mana import free_card, sources
from tcb_analytics.strategies.values import value_of

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


class Facts:
    """Columns over the cards of a format's game that may stand in a main deck.

    Args:
        cards: The catalogue's cards.
        format: The format whose game, categories, free cards and copies rules hold.
    """

    def __init__(self, cards: Iterable[Card], format: Format) -> None:  # noqa: A002 - as in cards
        self.format = format
        kept = {card.number: card for card in cards if _playable(card, format)}
        for name in sorted(format.free_cards):
            if not any(card.name == name for card in kept.values()):
                kept[name] = free_card(name, format.game)
        self.cards: tuple[Card, ...] = tuple(kept[number] for number in sorted(kept))
        self.index = {card.number: at for at, card in enumerate(self.cards)}
        self._masks: dict[Selector, Mask] = {}
        self._breaks: dict[str, Mask] = {}

    def __len__(self) -> int:
        return len(self.cards)

    def column(self, figure: str, default: float = 0.0) -> Floats:
        """A numeric field of every card."""
        return np.array(
            [default if (v := getattr(card, figure)) is None else v for card in self.cards], float
        )

    @cached_property
    def cost(self) -> Floats:
        """Costs."""
        return self.column("cost")

    @cached_property
    def counter(self) -> Floats:
        """Counter values in thousands, to a tenth."""
        return np.round(self.column("counter") / 1000, 1)

    @cached_property
    def power(self) -> Floats:
        """Power; 0 for none."""
        return self.column("power")

    @cached_property
    def block(self) -> Floats:
        """Blocks; -1 for none."""
        return self.column("block", -1.0)

    @cached_property
    def category(self) -> NDArray[Any]:
        """Categories as text."""
        return np.array([str(card.category) for card in self.cards], dtype=object)

    @cached_property
    def lands(self) -> Mask:
        """Which cards are lands."""
        return np.asarray(self.category == str(Category.LAND), dtype=bool)

    @cached_property
    def colors(self) -> dict[str, Mask]:
        """Which cards have a colour, by colour."""
        return self._members("colors")

    @cached_property
    def makes(self) -> dict[str, Mask]:
        """Which lands stand for a colour of mana, by colour."""
        places: dict[str, list[int]] = {}
        for at, card in enumerate(self.cards):
            for color in sources(card):
                places.setdefault(color, []).append(at)
        return {color: self.marked(found) for color, found in places.items()}

    @cached_property
    def halves(self) -> Floats:
        """Halves of a card that each of its colours stands for; 0 with three colours or more."""
        return np.array([{0: 2, 1: 2, 2: 1}.get(len(card.colors), 0) for card in self.cards], float)

    @cached_property
    def types(self) -> dict[str, Mask]:
        """Which cards have a type, by type."""
        return self._members("types")

    @cached_property
    def keywords(self) -> dict[str, Mask]:
        """Which cards have a keyword, by keyword."""
        return self._members("keywords")

    @cached_property
    def prior(self) -> Floats:
        """Points of the stated prior."""
        return np.array([value_of(card).value for card in self.cards], float)

    @cached_property
    def any_number(self) -> Mask:
        """Which cards are free of the copies limit."""
        named = self.format.any_number
        phrases = tuple(phrase.casefold() for phrase in self.format.any_number_text)
        return np.array(
            [
                card.number in named
                or card.name in named
                or any(phrase in card.text.casefold() for phrase in phrases)
                for card in self.cards
            ],
            dtype=bool,
        )

    @cached_property
    def free(self) -> Mask:
        """Which cards need not come from a pool."""
        return np.array([card.name in self.format.free_cards for card in self.cards], dtype=bool)

    @cached_property
    def undeclared(self) -> Mask:
        """Which cards restrict their deck in a way that the format does not declare."""
        declared = {rule.number for rule in self.format.restrictors}
        phrases = tuple(phrase.casefold() for phrase in self.format.restrictor_text)
        return np.array(
            [
                card.number not in declared
                and any(phrase in card.text.casefold() for phrase in phrases)
                for card in self.cards
            ],
            dtype=bool,
        )

    @cached_property
    def release(self) -> Floats:
        """Release days as ordinals; 0 where the format knows none."""
        days = self.format.sets
        return np.array(
            [d.toordinal() if (d := days.get(c.set_code or "")) else 0 for c in self.cards], float
        )

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Cards that the format counts as one, where it is more than one."""
        if self.format.identity != "name":
            return ()
        together: dict[str, list[int]] = {}
        for at, card in enumerate(self.cards):
            together.setdefault(card.name, []).append(at)
        return tuple(tuple(found) for found in together.values() if len(found) > 1)

    @cached_property
    def gates(self) -> tuple[tuple[Gate, Mask], ...]:
        """What texts ask of the leader, with the cards that ask it."""
        found: dict[Gate, list[int]] = {}
        for at, card in enumerate(self.cards):
            gate = gate_of(card)
            if gate is not None:
                found.setdefault(gate, []).append(at)
        return tuple((gate, self.marked(places)) for gate, places in found.items())

    def at(self, number: str) -> tuple[int, ...]:
        """Places of a number, or of a name where the format counts by name."""
        if number in self.index:
            return (self.index[number],)
        if self.format.identity != "name":
            return ()
        return tuple(place for place, card in enumerate(self.cards) if card.name == number)

    def marked(self, places: Iterable[int]) -> Mask:
        """A mask that is true at these places."""
        mask = np.zeros(len(self.cards), dtype=bool)
        mask[list(places)] = True
        return mask

    def breaking(self, rule: Restrictor) -> Mask:
        """Which cards break a restrictor."""
        if rule.number not in self._breaks:
            self._breaks[rule.number] = np.array([rule.breaks(card) for card in self.cards], bool)
        return self._breaks[rule.number]

    def mask(self, selector: Selector) -> Mask:
        """Which cards a selector takes."""
        if selector not in self._masks:
            self._masks[selector] = self._select(selector)
        return self._masks[selector]

    def _select(self, wanted: Selector) -> Mask:
        none = np.zeros(len(self.cards), dtype=bool)
        kept = np.ones(len(self.cards), dtype=bool)
        for value, members in (
            (wanted.color, self.colors),
            (wanted.type, self.types),
            (wanted.keyword, self.keywords),
        ):
            kept &= members.get(value, none) if value is not None else True
        for bound, held in (
            (wanted.cost_least, self.cost),
            (wanted.counter_least, self.counter * 1000),
            (wanted.power_least, self.power),
        ):
            kept &= held >= bound if bound is not None else True
        kept &= self.cost <= wanted.cost_most if wanted.cost_most is not None else True
        kept &= self.category == str(wanted.category) if wanted.category is not None else True
        kept &= self.lands != wanted.castable if wanted.castable is not None else True
        return kept

    def _members(self, field: str) -> dict[str, Mask]:
        places: dict[str, list[int]] = {}
        for at, card in enumerate(self.cards):
            for item in getattr(card, field):
                places.setdefault(item, []).append(at)
        return {item: self.marked(found) for item, found in places.items()}


_KEPT: dict[int, dict[Format, Facts]] = {}


def facts_of(catalog: Catalog, format: Format) -> Facts:  # noqa: A002 - as in cards
    """The columns of a catalogue under a format, made at the first call and then kept."""
    if id(catalog) not in _KEPT:
        weakref.finalize(catalog, _KEPT.pop, id(catalog), None)
    kept = _KEPT.setdefault(id(catalog), {})
    found = kept.get(format)
    if found is None:
        found = kept[format] = Facts(catalog.cards, format)
    return found


def _playable(card: Card, rules: Format) -> bool:
    """Whether a card can stand in a main deck of the format's game at all."""
    if not card.known or card.game != rules.game or card.category is Category.LEADER:
        return False
    return rules.categories is None or card.category in rules.categories

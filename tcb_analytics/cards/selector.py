"""Which cards a rule, a target, a preference or a demand speaks of.

A selector is data: all given parts must hold. ``meets`` answers it for one card; the strategy
engine answers it for a whole catalogue at once. Leaves out what follows for a selected card.
"""

from __future__ import annotations

from dataclasses import dataclass

from tcb_analytics.cards.card import Card, Category


@dataclass(frozen=True, slots=True)
class Selector:
    """A condition on a card; a part that is None holds for every card.

    Attributes:
        category: The card is of this category.
        cost_least: It costs at least this much.
        cost_most: It costs at most this much.
        keyword: It has this keyword.
        type: It has this type.
        color: It has this colour.
        counter_least: Its counter is at least this much.
        power_least: Its power is at least this much.
        castable: It is paid for (True) or not (False): lands are not.
    """

    category: Category | None = None
    cost_least: int | None = None
    cost_most: int | None = None
    keyword: str | None = None
    type: str | None = None
    color: str | None = None
    counter_least: int | None = None
    power_least: int | None = None
    castable: bool | None = None

    def meets(self, card: Card) -> bool:
        """Whether the card meets every given part."""
        named = (
            (self.keyword, card.keywords),
            (self.type, card.types),
            (self.color, card.colors),
            (self.category, (card.category,)),
            (self.castable, (card.category is not Category.LAND,)),
        )
        least = (
            (self.cost_least, card.cost),
            (self.counter_least, card.counter or 0),
            (self.power_least, card.power or 0),
        )
        return (
            all(wanted is None or wanted in held for wanted, held in named)
            and all(bound is None or held >= bound for bound, held in least)
            and (self.cost_most is None or card.cost <= self.cost_most)
        )

    def __str__(self) -> str:
        cost = {
            (False, False): "",
            (True, False): f"cost {self.cost_least} or more",
            (False, True): f"cost {self.cost_most} or less",
            (True, True): f"cost {self.cost_least} to {self.cost_most}"
            if self.cost_least != self.cost_most
            else f"cost {self.cost_least}",
        }[self.cost_least is not None, self.cost_most is not None]
        parts = (
            self.color,
            self.category,
            f"[{self.keyword}]" if self.keyword else None,
            f"{{{self.type}}}" if self.type else None,
            cost,
            f"counter {self.counter_least} or more" if self.counter_least is not None else None,
            f"power {self.power_least} or more" if self.power_least is not None else None,
        )
        return " ".join(part for part in parts if part) or "any card"

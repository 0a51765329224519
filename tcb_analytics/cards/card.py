"""The card: one frozen noun for every game.

Fields a game lacks are None or empty. Leaves out prints and prices (a card is its number)
and any worth of a card.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tcb_analytics.cards.keywords import ABILITIES, KEYWORDS, TIMINGS, find_keywords
from tcb_analytics.cards.numbers import fold_print, set_of
from tcb_analytics.cards.text import one_line, plain_text
from tcb_analytics.errors import CardError

__all__ = [
    "ABILITIES",
    "KEYWORDS",
    "TIMINGS",
    "Card",
    "Category",
    "find_keywords",
    "fold_print",
    "plain_text",
    "set_of",
]


class Category(StrEnum):
    """What kind of card it is; ``UNKNOWN`` for a number that no catalogue knows."""

    LEADER = "Leader"
    CHARACTER = "Character"
    EVENT = "Event"
    STAGE = "Stage"
    CREATURE = "Creature"
    SPELL = "Spell"
    LAND = "Land"
    OTHER = "Other"
    UNKNOWN = "Unknown"


_TUPLES = ("colors", "attributes", "types", "keywords")


@dataclass(frozen=True, slots=True)
class Card:
    """One card: the facts that rules and analyses need.

    Attributes:
        number: Card number without print suffix; a name or id in games without numbers.
        name: Card name, plain text.
        category: Kind of card.
        colors: Colours in printed order.
        cost: Cost to play; 0 for leaders.
        life: A leader's life; None for other cards.
        power: Power; None for cards that have none.
        counter: Counter value; None for none.
        attributes: Attributes such as Slash.
        types: Types or tribes, in printed order.
        keywords: Abilities and timings that the card has (see ``find_keywords``).
        rarity: Rarity of the print.
        set_code: Set of the number; taken from the number where not given.
        block: Block number, for rotation: where reprints prolong a card's life, that of its
            newest print.
        effect: Rules text in plain form, lines separated by newline.
        trigger: Trigger text in plain form.
        game: Game it belongs to.
        print_id: The print whose facts these are.

    Raises:
        CardError: The number is empty, or a list field holds a bare string.
    """

    number: str
    name: str
    category: Category = Category.UNKNOWN
    colors: tuple[str, ...] = ()
    cost: int = 0
    life: int | None = None
    power: int | None = None
    counter: int | None = None
    attributes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    rarity: str | None = None
    set_code: str | None = None
    block: int | None = None
    effect: str | None = None
    trigger: str | None = None
    game: str = "onepiece"
    print_id: str | None = None

    def __post_init__(self) -> None:
        if not self.number.strip():
            raise CardError("a card needs a number", where=f"card {self.name!r}")
        for field in _TUPLES:
            value = getattr(self, field)
            if isinstance(value, str):
                raise CardError(
                    f"{field} must be a list of texts, got the text {value!r}",
                    where=self.number,
                    remedy=f"write ({value!r},)",
                )
            object.__setattr__(self, field, tuple(value))
        object.__setattr__(self, "category", _category(self.category, self.number))
        if self.set_code is None:
            object.__setattr__(self, "set_code", set_of(self.number))

    @classmethod
    def unknown(cls, number: str, game: str = "onepiece") -> Card:
        """A placeholder for a number that no catalogue knows: kept and flagged."""
        return cls(number=number, name=number, game=game)

    @property
    def known(self) -> bool:
        """Whether a catalogue knew the card; if not, nothing but its number is a fact."""
        return self.category is not Category.UNKNOWN

    @property
    def text(self) -> str:
        """Effect and trigger text together, one per line; empty for a card without."""
        return "\n".join(part for part in (self.effect, self.trigger) if part)

    @property
    def label(self) -> str:
        """Number and name on one line, for messages: ``OP01-016 Nami``."""
        return one_line(self.name if self.name == self.number else f"{self.number} {self.name}")


def _category(value: str, number: str) -> Category:
    try:
        return Category(value)
    except ValueError:
        known = ", ".join(Category)
        raise CardError(f"no category {value!r}; known: {known}", where=number) from None

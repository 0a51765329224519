"""What a deck is asked for beyond the format's rules, one small class each.

A demand adds its bounds and rows to an assembly and says itself in words, so that demands that
clash can be named. Leaves out the finding of clashes (``clash.py``).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from tcb_analytics.cards.selector import Selector
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.mana import sources

if TYPE_CHECKING:
    from tcb_analytics.strategies.assembly import Assembly
    from tcb_analytics.strategies.program import Branch, Expression

MOST_CHOICES = 40
"""Sets of colours up to which each is solved for itself."""


class Demanded(Protocol):
    """A demand: it tells itself, and adds itself to an assembly."""

    @property
    def label(self) -> str:
        """The demand in words."""

    def apply(self, assembly: Assembly) -> None:
        """Add the demand's bounds and rows."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand of the user's own: so many copies of the selected cards.

    Attributes:
        selector: Which cards are counted.
        least: Fewest copies.
        most: Most copies; None for no bound.

    Raises:
        DeckError: A bound is below 0, or the least is above the most.
    """

    selector: Selector
    least: int = 0
    most: int | None = None

    def __post_init__(self) -> None:
        if self.least < 0 or (self.most is not None and self.most < self.least):
            raise DeckError(
                f"a demand needs 0 <= least <= most, got {self.least} and {self.most}",
                where=str(self.selector),
                remedy="give whole numbers of copies, the lesser first",
            )

    @property
    def label(self) -> str:
        """The demand in words."""
        bounds = {
            (True, True): f"{self.least} to {self.most}",
            (True, False): f"at least {self.least}",
            (False, True): f"at most {self.most}",
        }.get((self.least > 0, self.most is not None), "any number")
        return f"{bounds} of {self.selector}"

    def apply(self, assembly: Assembly) -> None:
        """One row over the selected cards."""
        weights = assembly.question.facts.mask(self.selector).astype(float)
        high = np.inf if self.most is None else self.most
        assembly.draft.row([assembly.copies(weights)], self.least, high)


@dataclass(frozen=True, slots=True)
class Include:
    """At least so many copies of a card; ``place`` is the card's in the facts."""

    place: int
    name: str
    copies: int = 1

    @property
    def label(self) -> str:
        """The demand in words."""
        return f"include {self.copies} of {self.name}"

    def apply(self, assembly: Assembly) -> None:
        """A bound, or a row where owned and missing copies are apart."""
        columns = assembly.of(self.place)
        if len(columns) == 1:
            lower = assembly.draft.lower
            lower[columns[0]] = max(lower[columns[0]], self.copies)
        else:
            assembly.draft.total(columns, self.copies, np.inf)


@dataclass(frozen=True, slots=True)
class AtMost:
    """At most so many copies of a card; none is the user's ``exclude``."""

    place: int
    name: str
    copies: int = 0

    @property
    def label(self) -> str:
        """The demand in words."""
        return f"at most {self.copies} of {self.name}" if self.copies else f"exclude {self.name}"

    def apply(self, assembly: Assembly) -> None:
        """A bound, or a row where owned and missing copies are apart."""
        _hold(assembly, assembly.of(self.place), self.copies)


@dataclass(frozen=True, slots=True)
class Typical:
    """No more copies of any card than its learned value speaks of.

    Attributes:
        most: Copies of each card of the facts; infinity for no bound.
    """

    most: Floats = field(hash=False, compare=False)
    label: str = "no more copies of a card than the lists that play it"

    def apply(self, assembly: Assembly) -> None:
        """A bound for each card, or a row where owned and missing copies are apart."""
        bound = np.isfinite(self.most) & (self.most < assembly.most)
        for place in np.flatnonzero(bound):
            _hold(assembly, assembly.of(int(place)), float(self.most[place]))


@dataclass(frozen=True, slots=True)
class OnlyOwned:
    """No copy beyond those owned, or those in the pool; ``Assembly`` leaves the others out."""

    label: str = "only owned copies"

    def apply(self, assembly: Assembly) -> None:
        """Nothing: there are no columns of missing copies."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The missing copies cost at most this much; those without a price cannot be bought."""

    amount: float

    @property
    def label(self) -> str:
        """The demand in words."""
        return f"a budget of {self.amount:g}"

    def apply(self, assembly: Assembly) -> None:
        """One row over the missing copies."""
        owned = assembly.question.owned
        if owned is not None:
            lacking = np.flatnonzero(assembly.missing)
            prices = owned.prices[assembly.card[lacking]]
            assembly.draft.row([(lacking, prices)], -np.inf, self.amount)


@dataclass(frozen=True, slots=True)
class ColorsMost:
    """At most so many colours; a land counts as the colours it makes."""

    most: int

    @property
    def label(self) -> str:
        """The demand in words."""
        return f"at most {_plural(self.most, 'colour')}"

    def apply(self, assembly: Assembly) -> None:
        """A yes or no for each colour, and for each card the colours it needs."""
        cards = assembly.question.facts.cards
        chosen: dict[str, int] = {}
        of_color: dict[str, list[int]] = {}
        for place in np.unique(assembly.card):
            columns = assembly.of(int(place))
            for color in sources(cards[place]) or cards[place].colors:
                if color not in chosen:
                    chosen[color] = assembly.draft.column(upper=1, integer=True)
                need = ([chosen[color]], [-assembly.room(int(place))])
                assembly.draft.row([(columns, np.ones(len(columns))), need], -np.inf, 0)
                of_color.setdefault(color, []).extend(columns)
        if len(chosen) > self.most:
            assembly.draft.total(list(chosen.values()), 0, self.most)
            assembly.draft.branch(_choices(chosen, of_color, self.most))


@dataclass(frozen=True, slots=True)
class Near:
    """At most so many cards exchanged against a given deck.

    Attributes:
        counts: The deck's copies by place in the facts.
        size: The deck's cards, those outside the facts included.
        changes: Most cards exchanged.
    """

    counts: Mapping[int, int] = field(hash=False)
    size: int
    changes: int

    @property
    def label(self) -> str:
        """The demand in words."""
        return f"at most {_plural(self.changes, 'change')}"

    def apply(self, assembly: Assembly) -> None:
        """Kept copies, each at most the deck's and the program's, sum to enough."""
        kept = shared_copies(assembly, self.counts)
        least = max(self.size, assembly.question.size) - self.changes
        assembly.draft.total(kept, least, np.inf)


@dataclass(frozen=True, slots=True)
class Far:
    """At least so many cards exchanged against a given deck of the same size."""

    counts: Mapping[int, int] = field(hash=False)
    distance: int
    name: str = "a deck found before"

    @property
    def label(self) -> str:
        """The demand in words."""
        return f"at least {self.distance} cards other than in {self.name}"

    def apply(self, assembly: Assembly) -> None:
        """Removed copies sum to enough.

        A copy counts as removed only below the deck's count. Where more copies than the deck's
        are allowed, a yes or no keeps a card from counting as removed and added at once.
        """
        removed, fixed = [], 0
        for place, count in self.counts.items():
            columns, room = assembly.of(place), assembly.room(place)
            if not columns:
                fixed += count
                continue
            gone = assembly.draft.column(upper=count)
            removed.append(gone)
            terms: list[Expression] = [([gone], [1.0]), (columns, np.ones(len(columns)))]
            more = max(room - count, 0)
            if more:
                fewer = assembly.draft.column(upper=1, integer=True)
                assembly.draft.row([([gone, fewer], [1.0, -float(count)])], -np.inf, 0)
                terms.append(([fewer], [more]))
            assembly.draft.row(terms, -np.inf, count + more)
        assembly.draft.total(removed, self.distance - fixed, np.inf)


def _choices(
    chosen: Mapping[str, int], of_color: Mapping[str, list[int]], most: int
) -> list[Branch]:
    """For each set of so many colours: these are chosen, the others and their cards are not."""
    if math.comb(len(chosen), most) > MOST_CHOICES:
        return []
    found = []
    for some in itertools.combinations(chosen, most):
        held = {chosen[color]: float(color in some) for color in chosen}
        for color in chosen.keys() - set(some):
            held |= dict.fromkeys(of_color[color], 0.0)
        columns = sorted(held)
        found.append((np.array(columns), np.array([held[column] for column in columns])))
    return found


def _hold(assembly: Assembly, columns: list[int], most: float) -> None:
    """At most so many copies over the columns of one card."""
    upper = assembly.draft.upper
    upper[columns] = np.minimum(upper[columns], most)
    if len(columns) > 1:
        assembly.draft.total(columns, 0, most)


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def shared_copies(assembly: Assembly, counts: Mapping[int, int]) -> list[int]:
    """Columns for the copies that the program shares with a deck, at most the true number."""
    kept = []
    for place, count in counts.items():
        columns = assembly.of(place)
        if columns:
            kept.append(assembly.draft.column(upper=count))
            entries = -np.ones(len(columns))
            assembly.draft.row([([kept[-1]], [1.0]), (columns, entries)], -np.inf, 0)
    return kept

"""Card values for Limited pools, learned from how often games are won with a card in hand.

In each set the cards' win rates (GIH WR) are shrunk to what they have in common
(``statistics.shrinkage``), lands apart from other cards, because a land takes a land's place and
is compared with lands. In decks of given colours a card's rate is drawn to its rate in all decks,
moved by as much as the colours as a whole win more or less.

Points are on the scale of ``strategies.prior``: the mean of a set's rated cards gets the mean of
their priors, and each percentage point of win rate is worth 0.4 points. The true rates of
a set's cards spread by about 4 percentage points, so the best tenth gets 2 points more, which
makes a good card (5) of a plain one (3). The standard error is that of the rate alone: whoever
plays a card, and in which deck, is not told apart. A card without a rate has no value here and
keeps its prior.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import ndtri

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.shrinkage import BetaPrior, fit_beta
from tcb_analytics.strategies.prior import prior_value
from tcb_analytics.strategies.values import CardValue
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.seen_cards import ALL, SeenCard, seen_cards

POINTS = 40.0
"""Points for a win rate that is higher by 1, so 0.4 for a percentage point."""

_WUBRG = "WUBRG"
_LEVEL = 0.95
_ERRORS = 2 * float(ndtri((1 + _LEVEL) / 2))


@dataclass(frozen=True, slots=True, eq=False)
class RatedCards:
    """What a lake's games taught of Limited cards; ``build_deck`` takes it as ``values``.

    Attributes:
        catalog: The game's cards.
        seen: What was learned from.
        sets: The sets, the one that counts for a card of several first.
    """

    catalog: Catalog
    seen: Sequence[SeenCard]
    sets: tuple[str, ...]

    def __call__(self, leader: Card | None = None) -> dict[str, CardValue]:
        """Points by copy by number over decks of all colours; Limited has no leaders."""
        del leader
        return self.in_colors(ALL)

    def in_colors(self, colors: str) -> dict[str, CardValue]:
        """Points by copy by number in decks of some colours, of cards that fit them.

        Args:
            colors: Letters of WUBRG in any order, or ``ALL``.

        Raises:
            QueryError: No games of decks of these colours are known.
        """
        asked = ALL if colors == ALL else "".join(sorted(colors.upper(), key=_WUBRG.find))
        known = sorted({one.colors for one in self.seen}, key=lambda one: (len(one), one))
        if asked not in known:
            raise QueryError(
                f"no rated games of decks of the colours {colors!r}; known: {', '.join(known)}",
                where="colors",
                remedy="give one of these",
            )
        found: dict[str, CardValue] = {}
        for name in reversed(self.sets):
            for land in (False, True):
                found |= self._learned(name, asked, land)
        return found

    def _learned(self, name: str, colors: str, land: bool) -> dict[str, CardValue]:
        """Values of a set's lands, or of its other cards."""
        kind = [one for one in self.seen if one.set_code == name and self._land(one) is land]
        everywhere = [one for one in kind if one.colors == ALL]
        if not everywhere:
            return {}
        middle = float(np.mean([self._prior(one.number) for one in everywhere]))
        overall = _fitted(everywhere)
        rates = {one.number: _rate(overall, one) for one in everywhere}
        place, mean = "", overall.mean
        if colors != ALL:
            here = {one.number: one for one in kind if one.colors == colors}
            inside = _fitted(here.values())
            place, mean = f" in {colors} decks", inside.mean
            rates = {
                number: _rate(_towards(rate + mean - overall.mean, inside), here.get(number))
                for number, (rate, _) in rates.items()
            }
            everywhere = [
                here.get(one.number, one)
                for one in everywhere
                if one.number in here or self._fits(one.number, colors)
            ]
        return {
            one.number: CardValue(
                middle + POINTS * (rates[one.number][0] - mean),
                POINTS * rates[one.number][1],
                basis=f"{name}: in hand {one.copies:,} times"
                + (place if one.colors == colors else " in all decks"),
            )
            for one in everywhere
        }

    def _land(self, one: SeenCard) -> bool:
        card = self.catalog.get(one.number)
        return card is not None and card.category is Category.LAND

    def _fits(self, number: str, colors: str) -> bool:
        card = self.catalog.get(number)
        return card is not None and set(card.colors) <= set(colors)

    def _prior(self, number: str) -> float:
        card = self.catalog.get(number)
        return prior_value(card if card is not None else Card.unknown(number, "magic"))


def rated_cards(
    lake: Lake, game: str, *, on: date | None = None, pool: Iterable[str] = ()
) -> RatedCards:
    """Learn from the lake's games of Limited sets.

    Args:
        lake: The lake.
        game: The game.
        on: Only games of periods that ended before this day; None for all.
        pool: Numbers of the cards to choose from. A card that was rated in several sets is
            valued by the set that rates most of them, else by the newest.

    Raises:
        QueryError: The lake holds no such rating.
    """
    seen = seen_cards(lake, game, on=on)
    if not seen:
        raise QueryError(
            f"the lake holds no win rate of {game} cards"
            + (f" from before {on}" if on else "")
            + ": none published, or all withheld for too few games",
            where="learned values",
            remedy="tcb import a file of 17Lands card ratings, or build without learned values",
        )
    wanted = set(pool)
    newest: dict[str, date] = {}
    shared: dict[str, int] = {}
    for one in seen:
        newest[one.set_code] = max(one.until or date.min, newest.get(one.set_code, date.min))
        shared[one.set_code] = shared.get(one.set_code, 0) + (
            one.colors == ALL and one.number in wanted
        )
    ordered = sorted(newest, key=lambda name: (shared[name], newest[name], name), reverse=True)
    return RatedCards(lake.catalog(game), tuple(seen), tuple(ordered))


def _fitted(seen: Iterable[SeenCard]) -> BetaPrior:
    found = list(seen)
    return fit_beta([one.wins for one in found], [one.copies for one in found])


def _rate(prior: BetaPrior, one: SeenCard | None) -> tuple[float, float]:
    """A card's shrunk rate and its standard error; the prior's own where nothing was seen."""
    wins, copies = (one.wins, one.copies) if one is not None else (0.0, 0)
    mean, low, high = prior.shrink(wins, copies, _LEVEL)
    return float(mean), float(high - low) / _ERRORS


def _towards(rate: float, like: BetaPrior) -> BetaPrior:
    """A prior around a card's own rate, as strong as that of all cards."""
    mean = min(max(rate, 0.01), 0.99)
    return BetaPrior(mean * like.strength, math.fsum((like.strength, -mean * like.strength)))

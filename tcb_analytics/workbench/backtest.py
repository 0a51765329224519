"""A backtest of deck building: learn from earlier periods, build for the next, compare.

For every leader with enough placed lists in the tested period a deck is built from the cards on
sale and under the bans of the leader's last day in it (before the next period begins), knowing
only the lists of earlier periods.
The measure is how many of its cards it shares with the nearest placed list. One fact of the tested
period is used besides its days: which products were on sale (``shelf.py``), never which of their
cards were played. Leaves out how strong a deck is: a deck may be good and unlike any that placed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.bootstrap import MeanDifference, paired_bootstrap
from tcb_analytics.strategies import build_deck
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.baselines import (
    Counts,
    allowed_copies,
    category_shares,
    greedy_deck,
    last_successful,
    overlap,
    random_deck,
)
from tcb_analytics.workbench.learning import Learner, learn
from tcb_analytics.workbench.placed_lists import PlacedList, read_lists
from tcb_analytics.workbench.seasons import Season, Seasons, seasons_of
from tcb_analytics.workbench.shelf import Shelf, read_shelf

Kind = Literal["known", "returning", "new"]
"""Lists in the period before; only in earlier ones; none."""

KINDS: tuple[Kind, ...] = ("known", "returning", "new")

METHODS = ("engine", "greedy", "random", "last list")
"""Ways to a deck, the engine first."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One leader's result; overlaps are cards shared with the nearest placed list.

    Attributes:
        leader: The leader.
        kind: Whether it was known before.
        lists: Placed lists of the tested period.
        overlaps: Overlap by method; a leader without earlier lists has no ``last list``.
        ceiling: Most cards of any one of the lists that were on sale in an earlier period.
        peers: Mean overlap of a placed list with the nearest other one: how far the leader's own
            players agree. Builders may exceed it, for a middle is nearer to many.
        deck: The engine's deck.
        proven: Whether that deck was proven optimal for its values.
    """

    leader: Card
    kind: Kind
    lists: int
    overlaps: dict[str, float]
    ceiling: int
    peers: float
    deck: dict[str, int]
    proven: bool


@dataclass(frozen=True, slots=True)
class Backtest:
    """The trials of one period.

    Attributes:
        period: The tested period.
        learned: Periods that were learned from.
        size: Cards in a deck.
        trials: One for each leader, by number.
    """

    period: str
    learned: tuple[str, ...]
    size: int
    trials: tuple[Trial, ...]

    def of(self, kind: Kind | None = None) -> tuple[Trial, ...]:
        """The trials of a kind; all without one."""
        return tuple(trial for trial in self.trials if kind in (None, trial.kind))

    def table(self) -> list[dict[str, Any]]:
        """Mean overlaps by kind of leader and over all, as rows; None where nothing is."""
        rows = []
        for kind in (*KINDS, None):
            trials = self.of(kind)
            if not trials:
                continue
            means = {name: _mean([t.overlaps.get(name) for t in trials]) for name in METHODS}
            rows.append(
                {"period": self.period, "leaders": kind or "all", "n": len(trials)}
                | means
                | {
                    "ceiling": _mean([trial.ceiling for trial in trials]),
                    "peers": _mean([trial.peers for trial in trials]),
                }
            )
        return rows

    def leaders(self) -> list[dict[str, Any]]:
        """One row for each leader: kind, placed lists, overlaps, ceiling, peers."""
        return [
            {
                "period": self.period,
                "leader": trial.leader.number,
                "leader_name": trial.leader.name,
                "kind": trial.kind,
                "lists": trial.lists,
            }
            | {name: trial.overlaps.get(name) for name in METHODS}
            | {"ceiling": trial.ceiling, "peers": trial.peers}
            for trial in self.trials
        ]

    def against(self, method: str, kind: Kind | None = None) -> MeanDifference | None:
        """The engine's mean lead over a method, leaders drawn with replacement; None without any.

        Raises:
            QueryError: There is no such method.
        """
        if method not in METHODS[1:]:
            raise QueryError(f"known are {', '.join(METHODS[1:])}; got {method!r}", where="method")
        pairs = [t.overlaps for t in self.of(kind) if method in t.overlaps]
        if not pairs:
            return None
        return paired_bootstrap([p["engine"] for p in pairs], [p[method] for p in pairs])


def backtest_lake(lake: Lake, period: str | None = None, **asked: Any) -> Backtest:
    """The backtest of a period of the lake's default game; by default its latest period.

    Args:
        lake: The lake.
        period: Booster period, such as OP14.
        **asked: ``game``, and what ``backtest`` takes by name.

    Raises:
        QueryError: As :func:`backtest`.
    """
    game = asked.pop("game", None)
    lists = read_lists(lake, game, placed=True)
    return backtest(lists, read_shelf(lake, lists, game), lake.format(game), period, **asked)


def backtest(
    lists: Iterable[PlacedList],
    shelf: Shelf,
    rules: Format,
    period: str | None = None,
    *,
    strategy: str = "tournament",
    fewest: int = 5,
    draws: int = 20,
    seed: int = 0,
) -> Backtest:
    """Build for every leader of a period from what earlier periods teach.

    Args:
        lists: Placed lists of the tested and of earlier periods; later ones are left out.
        shelf: Which cards were on sale when.
        rules: The format.
        period: The tested period; the latest by default.
        strategy: Strategy that the engine builds by.
        fewest: Placed lists that a leader must have in the tested period.
        draws: Random decks for each leader.
        seed: Seed of the random decks.

    Raises:
        QueryError: The period is unknown, has no earlier one, or no leader with enough lists.
    """
    everything = list(lists)
    seasons = seasons_of(shelf, everything)
    names = [season.period for season in seasons.seasons]
    tested = names[-1] if period is None else period.upper()
    if tested not in names or tested == names[0]:
        raise QueryError(
            f"{tested} cannot be tested: periods with an earlier one are {', '.join(names[1:])}",
            where="period",
        )
    season = seasons.seasons[names.index(tested)]
    before = seasons.before(tested)
    past = [one for one in everything if one.period in names[: names.index(tested)]]
    bench = _Bench(shelf, rules, before, learn(before), past, season, strategy, draws, seed)
    placed = [one for one in everything if one.period == tested and one.day is not None]
    trials = tuple(
        bench.trial(shelf.catalog[number], found)
        for number, found in _by_leader(placed)
        if len(found) >= fewest and shelf.catalog.get(number) is not None
    )
    if not trials:
        raise QueryError(f"no leader of {tested} has {fewest} placed lists", where="fewest")
    return Backtest(tested, tuple(names[: names.index(tested)]), rules.size_least, trials)


@dataclass(frozen=True, slots=True, eq=False)
class _Bench:
    """What every trial of a period shares."""

    shelf: Shelf
    rules: Format
    before: Seasons
    learner: Learner
    past: list[PlacedList]
    season: Season
    strategy: str
    draws: int
    seed: int

    def trial(self, leader: Card, placed: list[PlacedList]) -> Trial:
        day = min(max(one.day for one in placed if one.day), self.season.last)
        pool = self.shelf.on(day)
        out = np.array([self.shelf.has(card.number, day) for card in self.before.cards])
        own = [one for one in self.past if one.leader == leader.number]
        found = self.learner.evidence(leader, out)
        built = build_deck(
            pool, self.strategy, leader, on=day, format=self.rules, values=found.values
        )
        overlaps = {"engine": _nearest(built.deck.counts, placed)}
        overlaps |= self._baselines(leader, own, placed, pool, day)
        known = self.before.seasons[-1].out
        could = {c.number for c, was in zip(self.before.cards, known, strict=True) if was}
        return Trial(
            leader=leader,
            kind=self._kind(leader),
            lists=len(placed),
            overlaps=overlaps,
            ceiling=max(sum(n for c, n in one.counts.items() if c in could) for one in placed),
            peers=_peers(placed),
            deck=built.deck.counts,
            proven=built.gap == 0,
        )

    def _kind(self, leader: Card) -> Kind:
        if leader.number in self.before.seasons[-1].played:
            return "known"
        earlier = any(leader.number in season.played for season in self.before.seasons)
        return "returning" if earlier else "new"

    def _baselines(
        self,
        leader: Card,
        own: list[PlacedList],
        placed: list[PlacedList],
        pool: Catalog,
        day: date,
    ) -> dict[str, float]:
        size = self.rules.size_least
        allowed = allowed_copies(pool, self.rules, leader, day, size)
        tinted = [one for one in self.past if self._shares_color(one, leader)]
        shares = category_shares(own or tinted or self.past, self.shelf.catalog)
        rng = np.random.default_rng([self.seed, *leader.number.encode()])
        random = [
            _nearest(random_deck(pool, allowed, shares, size, rng), placed)
            for _ in range(self.draws)
        ]
        overlaps = {
            "greedy": _nearest(greedy_deck(own or tinted, allowed, size), placed),
            "random": float(np.mean(random)),
        }
        last = last_successful(own)
        if last is not None:
            overlaps["last list"] = _nearest(last.counts, placed)
        return overlaps

    def _shares_color(self, one: PlacedList, leader: Card) -> bool:
        other = self.shelf.catalog.get(one.leader or "")
        return other is not None and bool(set(other.colors) & set(leader.colors))


def _by_leader(lists: list[PlacedList]) -> list[tuple[str, list[PlacedList]]]:
    found: dict[str, list[PlacedList]] = {}
    for one in lists:
        if one.leader is not None:
            found.setdefault(one.leader, []).append(one)
    return sorted(found.items())


def _nearest(deck: Counts, placed: list[PlacedList]) -> float:
    return float(max(overlap(deck, one.counts) for one in placed))


def _peers(placed: list[PlacedList]) -> float:
    if len(placed) < 2:
        return float("nan")
    return float(
        np.mean(
            [max(overlap(a.counts, b.counts) for b in placed if b is not a) for a in placed]
        )
    )  # fmt: skip


def _mean(figures: Iterable[float | None]) -> float | None:
    kept = [figure for figure in figures if figure is not None]
    return float(np.mean(kept)) if kept else None

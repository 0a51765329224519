"""Standings of a Swiss event by the tie-breakers of the Magic Tournament Rules.

Source: Magic Tournament Rules, appendices C (tie-breakers) and its order: match
points, opponents' match-win percentage, game-win percentage, opponents' game-win
percentage. The rules print the floor as 0.33; event software uses one third, and
so does this module. Percentages are computed as fractions, so equal players tie
exactly and the order in which matches are listed cannot matter. Cuts to a top 8,
drops and team events are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from operator import index
from typing import Any, NamedTuple

from tcb_analytics.errors import StatisticsError

FLOOR = Fraction(1, 3)
"""Least percentage that an opponent, or oneself, is taken to have."""


class Match(NamedTuple):
    """Result of one match; ``player_2`` is None for a bye.

    The games decide: more games is a match win, as many is a draw. A bye carries
    the games that the event awards for it, usually 2-0.
    """

    player_1: str
    player_2: str | None
    games_1: int
    games_2: int
    games_drawn: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """One player's place. Percentages are fractions between 0 and 1.

    Attributes:
        rank: From 1; players equal in everything share one.
        player: The player.
        points: Match points: 3 for a win, 1 for a draw.
        wins: Matches won, byes included.
        losses: Matches lost.
        draws: Matches drawn.
        omwp: Mean match-win percentage of the opponents, each at least one third.
        gwp: Own game-win percentage, at least one third.
        ogwp: Mean game-win percentage of the opponents, each at least one third.
    """

    rank: int
    player: str
    points: int
    wins: int
    losses: int
    draws: int
    omwp: float
    gwp: float
    ogwp: float


@dataclass(slots=True)
class _Record:
    wins: int = 0
    losses: int = 0
    draws: int = 0
    game_points: int = 0
    games: int = 0
    opponents: list[str] = field(default_factory=list)

    @property
    def points(self) -> int:
        return 3 * self.wins + self.draws

    @property
    def match_rate(self) -> Fraction:
        return _floored(self.points, self.wins + self.losses + self.draws)

    @property
    def game_rate(self) -> Fraction:
        return _floored(self.game_points, self.games)

    def add(self, own: int, other: int, drawn: int) -> None:
        self.wins += own > other
        self.losses += own < other
        self.draws += own == other
        self.game_points += 3 * own + drawn
        self.games += own + other + drawn


def standings(matches: Iterable[Match | Sequence[Any]]) -> list[Standing]:
    """Standings after these matches, best first; players level in all by name.

    A bye counts as a match and as games in a player's own percentages, never as an
    opponent. A player who met no opponent yet has the floor for both opponents'
    percentages.

    Args:
        matches: Results in any order, as :class:`Match` or tuples of its fields.

    Raises:
        StatisticsError: A result has negative or fractional games, no first
            player, or a player who meets themselves.
    """
    records: dict[str, _Record] = {}
    for place, raw in enumerate(matches):
        match = _checked(raw, f"match {place + 1}")
        records.setdefault(match.player_1, _Record()).add(
            match.games_1, match.games_2, match.games_drawn
        )
        if match.player_2 is not None:
            records.setdefault(match.player_2, _Record()).add(
                match.games_2, match.games_1, match.games_drawn
            )
            records[match.player_1].opponents.append(match.player_2)
            records[match.player_2].opponents.append(match.player_1)
    return _ranked(records)


def _ranked(records: dict[str, _Record]) -> list[Standing]:
    match_rates = {player: record.match_rate for player, record in records.items()}
    game_rates = {player: record.game_rate for player, record in records.items()}
    keys = {
        player: (
            record.points,
            _mean([match_rates[other] for other in record.opponents]),
            game_rates[player],
            _mean([game_rates[other] for other in record.opponents]),
        )
        for player, record in records.items()
    }
    order = sorted(sorted(records), key=keys.__getitem__, reverse=True)
    table: list[Standing] = []
    for place, player in enumerate(order, start=1):
        points, omwp, gwp, ogwp = keys[player]
        level = bool(table) and keys[order[place - 2]] == keys[player]
        record = records[player]
        table.append(
            Standing(
                rank=table[-1].rank if level else place,
                player=player,
                points=points,
                wins=record.wins,
                losses=record.losses,
                draws=record.draws,
                omwp=float(omwp),
                gwp=float(gwp),
                ogwp=float(ogwp),
            )
        )
    return table


def _floored(points: int, played: int) -> Fraction:
    return max(FLOOR, Fraction(points, 3 * played)) if played else FLOOR


def _mean(rates: list[Fraction]) -> Fraction:
    return sum(rates, Fraction(0)) / len(rates) if rates else FLOOR


def _checked(raw: Match | Sequence[Any], where: str) -> Match:
    try:
        match = Match(*raw)
        games = [index(count) for count in match[2:]]
    except TypeError as error:
        raise StatisticsError(
            "a match is (player_1, player_2, games_1, games_2, games_drawn) with whole games; "
            f"got {raw!r}",
            where=where,
        ) from error
    if min(games) < 0:
        raise StatisticsError(f"games must be at least 0; got {games!r}", where=where)
    if not match.player_1:
        raise StatisticsError("the first player is missing", where=where)
    if match.player_1 == match.player_2:
        raise StatisticsError(f"{match.player_1} meets themselves", where=where)
    return Match(match.player_1, match.player_2, *games)

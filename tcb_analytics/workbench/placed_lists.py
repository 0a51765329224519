"""Deck lists with their success, read from the lake: what card values are learned from.

A list's weight says how much its choice of cards should count: by its place where it was placed,
and by its matches where those are known. Lists that are incomplete or hold cards that no
catalogue knows are left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake

FIELD = 32
"""Players taken for an event that does not tell them."""

GAMES = 10
"""Matches at which a list's own win rate counts as much as even odds."""

_LISTS = """
SELECT decks.deck_id, decks.source, decks.set_code, decks.leader, decks.date,
  decks.place_worst, decks.players,
  LIST(deck_cards.number ORDER BY deck_cards.number) AS numbers,
  LIST(deck_cards.count ORDER BY deck_cards.number) AS counts
FROM decks
JOIN deck_cards ON deck_cards.game = decks.game AND deck_cards.source = decks.source
  AND deck_cards.deck_id = decks.deck_id AND deck_cards.zone = 'main'
JOIN cards ON cards.game = deck_cards.game AND cards.number = deck_cards.number
WHERE decks.complete AND decks.game = '{game}'
GROUP BY ALL
HAVING SUM(deck_cards.count) = ANY_VALUE(decks.size)
ORDER BY decks.source, decks.deck_id
"""

_RECORDS = """
SELECT source, deck_id, SUM(won) AS wins, COUNT(*) AS games
FROM (
  SELECT source, deck_1 AS deck_id, (winner = 1)::DOUBLE + (winner = 0)::DOUBLE / 2 AS won
  FROM matches WHERE winner IS NOT NULL AND excluded IS NULL AND game = '{game}'
  UNION ALL
  SELECT source, deck_2 AS deck_id, (winner = 2)::DOUBLE + (winner = 0)::DOUBLE / 2 AS won
  FROM matches WHERE winner IS NOT NULL AND excluded IS NULL AND game = '{game}'
)
WHERE deck_id IS NOT NULL
GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class PlacedList:
    """One deck list and how it fared.

    Attributes:
        deck_id: Deck, unique within its source.
        period: Booster period, such as OP13; None where the source has none.
        leader: Number of the leader; None in games without.
        day: Day of the event; None where unknown.
        place: Worst place that the source's text allows; None where it was not placed.
        players: Players of the event; None where unknown.
        wins: Matches won, ties half.
        games: Matches known.
        counts: Copies by number, main deck only.
    """

    deck_id: str
    period: str | None
    leader: str | None
    day: date | None
    place: int | None
    players: int | None
    wins: float
    games: int
    counts: Mapping[str, int]

    @property
    def weight(self) -> float:
        """How much the list counts: around 1, more for a better place and more wins.

        A place is worth the rounds of halving that lead to it, log2(players / place), so that
        the winner among 1024 counts three times a top 64. Matches multiply by the list's win
        rate over one half, drawn to even odds by ``GAMES`` matches.
        """
        weight = 1.0
        if self.place is not None:
            field = max(self.players or FIELD, self.place)
            weight = 0.5 + math.log2(field / self.place) / 4
        return weight * 2 * (self.wins + GAMES / 2) / (self.games + GAMES)

    @property
    def size(self) -> int:
        """Cards in the main deck."""
        return sum(self.counts.values())


def read_lists(lake: Lake, game: str | None = None, *, placed: bool = False) -> list[PlacedList]:
    """Every complete list of known cards, by source and id.

    Args:
        lake: The lake.
        game: The game; the default game by default.
        placed: Whether only lists with a place are wanted.

    Raises:
        QueryError: The lake does not hold the game, or no such list of it.
    """
    name = lake.default_game() if game is None else game
    if name not in lake.game_names:
        raise QueryError(
            f"the lake holds no game {name!r}; it holds: {', '.join(lake.game_names)}",
            where="game",
        )
    found = [one for one in _read(lake, name) if not placed or one.place is not None]
    if not found:
        raise QueryError(
            f"the lake holds no {'placed' if placed else 'complete'} deck list of {name}",
            remedy="tcb import a file with deck lists, or tcb demo for the sample",
        )
    return found


def _read(lake: Lake, game: str) -> Iterator[PlacedList]:
    quoted = game.replace("'", "''")
    records = {
        (row["source"], row["deck_id"]): (float(row["wins"]), int(row["games"]))
        for row in _rows(lake, _RECORDS.format(game=quoted))
    }
    for row in _rows(lake, _LISTS.format(game=quoted)):
        wins, games = records.get((row["source"], row["deck_id"]), (0.0, 0))
        yield PlacedList(
            deck_id=row["deck_id"],
            period=row["set_code"],
            leader=row["leader"],
            day=row["date"],
            place=row["place_worst"],
            players=row["players"],
            wins=wins,
            games=games,
            counts=dict(zip(row["numbers"], map(int, row["counts"]), strict=True)),
        )


def _rows(lake: Lake, text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lake.sql(text).arrow().to_pylist()
    return found

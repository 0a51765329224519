"""The facts of logged games: games, decks, and the cards of both.

A deck is stored once for all its games. What tells decks apart is the draft, the number of the
deck within it *and* its content, so a deck that changed under one number is two decks, and no
answer is wrong. GIH and the like are counted by questions; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from tcb_analytics.warehouse import log_split as split
from tcb_analytics.warehouse.contracts import Batch
from tcb_analytics.warehouse.log_header import Shape
from tcb_analytics.warehouse.log_intake import Log
from tcb_analytics.warehouse.log_numbers import Numbers, keys_of
from tcb_analytics.warehouse.log_rollups import game_rollups
from tcb_analytics.warehouse.log_rows import Rows
from tcb_analytics.warehouse.log_tables import LIMITED_GAMES
from tcb_analytics.warehouse.sources.base import Dataset, Document

ONCE = ("draft_id", "match_number", "game_number", "game_time")
"""What no two rows share."""


def read_games(document: Document, shape: Shape, name: str) -> Iterator[Dataset]:
    """The data set of one file of games."""
    log = Log(document, shape, LIMITED_GAMES.columns, ONCE)
    games = _Games(log)
    yield log.dataset(name, games.split, games.end, game_rollups(log.identity))


class _Games:
    """The facts of one file, numbered as they come."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.games = 0
        self.builds = Numbers()
        self.played = np.zeros(0, np.int32)
        self.told: list[pa.Table] = []

    def split(self, rows: Rows) -> Iterator[Batch]:
        """The facts of some rows."""
        good = rows.good
        keys = keys_of(rows, ("draft_id", "build_index"))
        split.of_decks(good, rows.ends, rows.cards, rows.copies, keys)
        fresh = self.builds.known
        builds, new = self.builds.find(good, keys)
        numbers = builds[good]
        count = len(numbers)
        table = pa.table(rows.columns).filter(pa.array(good))
        ids = pa.array(np.arange(self.games, self.games + count, dtype=np.int32))
        columns = self.log.constants(count) | {"game_id": ids, "build": pa.array(numbers)}
        for name in table.column_names:
            if name not in ("expansion", "event_type"):
                columns[name] = table.column(name).cast(LIMITED_GAMES.schema.field(name).type)
        lines = np.flatnonzero(good) + rows.line
        yield Batch("limited_games", pa.table(columns), lines)
        self._count(numbers, table, new[good])
        yield from self._cards(rows, builds, fresh)
        self.games += count

    def end(self) -> Iterator[Batch]:
        """The facts that are complete only now: decks with their games, and the cards."""
        told = pa.concat_tables(self.told)
        columns = self.log.constants(told.num_rows)
        del columns["game"], columns["source"]
        columns |= {name: told.column(name) for name in ("draft_id", "build_index")}
        columns["build"] = pa.array(np.arange(told.num_rows, dtype=np.int32))
        columns["games"] = pa.array(self.played[: told.num_rows])
        self.builds, self.played, self.told = Numbers(), np.zeros(0, np.int32), []
        yield Batch("builds", pa.table(columns))
        yield self.log.log_cards()

    def _count(self, numbers: Any, table: pa.Table, new: Any) -> None:
        if self.builds.known > len(self.played):
            wider = np.zeros(max(1 << 14, 2 * self.builds.known), np.int32)
            wider[: len(self.played)] = self.played
            self.played = wider
        np.add.at(self.played, numbers, 1)
        first = table.select(["draft_id", "build_index"]).filter(pa.array(new))
        index = first.column("build_index").cast(pa.int8())
        self.told.append(first.set_column(1, "build_index", index).combine_chunks())

    def _cards(self, rows: Rows, builds: Any, fresh: int) -> Iterator[Batch]:
        room = int(rows.ends[-1])
        hand, deck = np.empty((2, room), np.int32), np.empty((2, room), np.int32)
        hand_copies, deck_copies = np.empty((4, room), np.int8), np.empty((2, room), np.int8)
        in_hand, in_deck = split.split_games(
            rows.good, rows.ends, rows.cards, rows.copies, self.games, builds, fresh,
            hand, hand_copies, deck, deck_copies,
        )  # fmt: skip
        figures = ("opening_hand", "drawn", "tutored", "deck")
        yield batch("game_cards", "game_id", hand[:, :in_hand], figures, hand_copies)
        yield batch("build_cards", "build", deck[:, :in_deck], ("deck", "sideboard"), deck_copies)


def batch(table: str, number: str, cards: Any, figures: tuple[str, ...], copies: Any) -> Batch:
    """Rows of a narrow table: a number, a card and its figures.

    Args:
        table: Its name.
        number: Name of the number.
        cards: Number and card, 2 × rows.
        figures: Names of the figures.
        copies: The figures, one line each.
    """
    count = cards.shape[1]
    columns = {number: pa.array(cards[0]), "card": pa.array(cards[1].astype(np.int16))}
    columns |= {name: pa.array(copies[k, :count]) for k, name in enumerate(figures)}
    return Batch(table, pa.table(columns))

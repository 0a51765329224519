"""The facts of logged drafts: drafts, picks, the packs picked from, and odd pools.

A published row repeats the whole pool, which is nearly always what the draft picked before.
Only where it differs is a row of ``pool_cards`` written; "before" means earlier in the file,
and of a pick of two cards the first, as the publisher's pools count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tcb_analytics.warehouse import log_split as split
from tcb_analytics.warehouse.contracts import Batch
from tcb_analytics.warehouse.log_games import batch
from tcb_analytics.warehouse.log_header import Shape
from tcb_analytics.warehouse.log_intake import Log
from tcb_analytics.warehouse.log_numbers import Numbers, keys_of
from tcb_analytics.warehouse.log_rollups import draft_rollups
from tcb_analytics.warehouse.log_rows import Rows
from tcb_analytics.warehouse.log_tables import DRAFTS, PICKS
from tcb_analytics.warehouse.sources.base import Dataset, Document

ONCE = ("draft_id", "pack_number", "pick_number")
"""What no two rows share."""
TOLD = (
    "draft_id", "draft_time", "rank", "event_match_wins", "event_match_losses",
    "user_n_games_bucket", "user_game_win_rate_bucket",
)  # fmt: skip
"""What makes one draft, repeated in each of its rows."""


def read_drafts(document: Document, shape: Shape, name: str) -> Iterator[Dataset]:
    """The data set of one file of drafts."""
    rules = (*DRAFTS.columns, *(column for column in PICKS.columns if column.name != "pick"))
    log = Log(document, shape, rules, ONCE)
    drafts = _Drafts(log)
    yield log.dataset(name, drafts.split, drafts.end, draft_rollups(log.identity), drafts.refuse)


class _Drafts:
    """The facts of one file, numbered as they come."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.picks = 0
        self.drafts = Numbers()
        self.names = pa.array(log.layout.cards, pa.string())
        self.last = np.full(0, -1, np.int32)
        self.before, self.taken = np.zeros(0, np.int32), np.zeros(0, np.int16)
        self.expected = np.zeros(len(log.layout.cards), np.int16)
        self.most = (shape_most(log, "pack_number") + 1) * (shape_most(log, "pick_number") + 1)

    def refuse(self, rows: Rows) -> None:
        """Refuse picks of cards that the header does not name."""
        for name in ("pick", "pick_2"):
            if name in rows.columns:
                unknown = pc.and_(
                    pc.not_equal(rows.columns[name], ""),
                    pc.invert(pc.is_in(rows.columns[name], value_set=self.names)),
                )
                for row in pc.indices_nonzero(unknown).to_pylist():
                    if rows.good[row]:
                        value = rows.columns[name][row].as_py()
                        rows.refuse(row, name, value, "the header names no such card")

    def split(self, rows: Rows) -> Iterator[Batch]:
        """The facts of some rows."""
        good = rows.good
        drafts, new = self.drafts.find(good, keys_of(rows, TOLD))
        table = pa.table(rows.columns).filter(pa.array(good))
        lines = np.flatnonzero(good) + rows.line
        yield from self._told(table.filter(pa.array(new[good])), lines[new[good]])
        numbers = drafts[good]
        count = len(numbers)
        ids = pa.array(np.arange(self.picks, self.picks + count, dtype=np.int32))
        columns = {"pick": ids, "draft": pa.array(numbers), "card": self._number(table, "pick")}
        if "pick_2" in table.column_names:
            columns["card_2"] = self._number(table, "pick_2")
        for name in ("pack_number", "pick_number", "pick_maindeck_rate", "pick_sideboard_in_rate"):
            columns[name] = table.column(name).cast(PICKS.schema.field(name).type)
        yield Batch("picks", pa.table(columns), lines)
        picked = np.full(rows.count, -1, np.int16)
        picked[good] = columns["card"].fill_null(-1).to_numpy(zero_copy_only=False)
        yield from self._cards(rows, drafts, picked, count)
        self.picks += count

    def end(self) -> Iterator[Batch]:
        """The facts that are complete only now: the cards."""
        self.drafts, self.last = Numbers(), np.zeros(0, np.int32)
        self.before, self.taken = np.zeros(0, np.int32), np.zeros(0, np.int16)
        yield self.log.log_cards()

    def _number(self, table: pa.Table, name: str) -> pa.Array:
        found = pc.index_in(table.column(name), value_set=self.names)
        return found.combine_chunks().cast(pa.int16())

    def _told(self, table: pa.Table, lines: Any) -> Iterator[Batch]:
        count = table.num_rows
        if not count:
            return
        begin = self.drafts.known - count
        ids = pa.array(np.arange(begin, begin + count, dtype=np.int32))
        columns = self.log.constants(count) | {"draft": ids}
        for name in TOLD:
            if name in table.column_names:
                columns[name] = table.column(name).cast(DRAFTS.schema.field(name).type)
        yield Batch("drafts", pa.table(columns), lines)

    def _cards(self, rows: Rows, drafts: Any, picked: Any, count: int) -> Iterator[Batch]:
        self.last = _longer(self.last, self.drafts.known, -1)
        self.before = _longer(self.before, self.picks + count, -1)
        self.taken = _longer(self.taken, self.picks + count, -1)
        room = int(rows.ends[-1])
        pack, pack_copies = np.empty((2, room), np.int32), np.empty((1, room), np.int8)
        room += count * self.most
        pool, pool_copies = np.empty((2, room), np.int32), np.empty((1, room), np.int8)
        in_pack, in_pool = split.split_picks(
            rows.good, rows.ends, rows.cards, rows.copies, self.picks, drafts, picked,
            self.last, self.before, self.taken, self.expected,
            pack, pack_copies[0], pool, pool_copies[0],
        )  # fmt: skip
        yield batch("pack_cards", "pick", pack[:, :in_pack], ("copies",), pack_copies)
        if in_pool:
            # A batch of its own size: the room is a hundred times what is ever needed.
            odd = pool[:, :in_pool].copy(), pool_copies[:, :in_pool].copy()
            yield batch("pool_cards", "pick", odd[0], ("copies",), odd[1])


def shape_most(log: Log, text: str) -> int:
    """The largest number that a text may hold."""
    return log.layout.shape.texts[text].most


def _longer(array: Any, count: int, fill: int) -> Any:
    """An array of at least so many values, twice as long as needed when it grows."""
    if count <= len(array):
        return array
    wider = np.full(max(1 << 14, 2 * count), fill, array.dtype)
    wider[: len(array)] = array
    return wider

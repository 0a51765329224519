"""What the two logs of Limited share: one set and kind of draft a file, rows under contract.

A file is one data set, named by its set and kind of draft: those of most rows at its
beginning. Rows of another are rejected, as is a row that stands twice, or a generated game among
real ones (``sources/lands.py`` tells how they are known). Every line below the
header is either loaded or rejected, and the two are counted against the lines of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.ahead import ahead
from tcb_analytics.warehouse.contracts import Batch, Column, Reject, violations
from tcb_analytics.warehouse.log_blocks import Block, blocks
from tcb_analytics.warehouse.log_header import REMEDY, Layout, Shape, understand
from tcb_analytics.warehouse.log_numbers import Numbers, keys_of
from tcb_analytics.warehouse.log_rows import Rows, rows_of
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Dataset, Derive, Document
from tcb_analytics.warehouse.sources.lands import DRAFT_MARK, GAME, data_set

NOTED_SHARE = 0.01
"""Share of rejected lines above which the import says so."""
REFUSED_SHARE = 0.5
"""Share of rejected lines above which a file is refused."""
MOST_REJECTED = 100_000
"""Rejected lines from which on a file is refused as soon as they outnumber the loaded ones."""
_BEGINNING = 1 << 20

Splitter = Callable[[Rows], Iterator[Batch]]


class Log:
    """One file of logs while it is read.

    Attributes:
        layout: Its header.
        set_code: Its set.
        event_type: Its kind of draft.
        generated: Whether its drafts bear the mark of generated ones.
        notes: Remarks, complete when every row was read.
    """

    def __init__(
        self, document: Document, shape: Shape, columns: tuple[Column, ...], once: tuple[str, ...]
    ) -> None:
        self.document = document
        self.layout: Layout = understand(document.header, shape, document.name)
        self.notes: list[str] = []
        if self.layout.unknown:
            named = ", ".join(self.layout.unknown[:5])
            self.notes.append(f"{len(self.layout.unknown):,} columns not known, left out: {named}")
        self._columns = {column.name: column for column in columns}
        self._once = once
        self._seen = Numbers()
        self._lines = 0
        self._astray = 0
        self.set_code, self.event_type, self.generated = self._named()

    def dataset(
        self,
        name: str,
        splitter: Splitter,
        end: Callable[[], Iterator[Batch]],
        derive: Derive,
        refuse: Callable[[Rows], None] | None = None,
    ) -> Dataset:
        """The data set of the file.

        Args:
            name: What its key begins with.
            splitter: Makes facts of rows.
            end: Makes the facts that need the whole file.
            derive: Makes the rollups of the facts.
            refuse: Refuses rows by rules of the format's own.
        """
        source, family = data_set(name, generated=self.generated)
        return Dataset(
            key=terms.key(family, self.set_code, self.event_type),
            game=GAME,
            source=source,
            rows=self._rows(splitter, end, refuse),
            notes=self.notes,
            derive=derive,
        )

    @property
    def identity(self) -> dict[str, str]:
        """The columns that are the same in every row, and what they hold."""
        return {
            "game": GAME, "source": data_set("", generated=self.generated)[0],
            "set_code": self.set_code, "event_type": self.event_type,
        }  # fmt: skip

    def constants(self, count: int) -> dict[str, pa.Array]:
        """The columns that are the same in every row, so many rows of them."""
        return {name: pa.repeat(value, count) for name, value in self.identity.items()}

    def log_cards(self) -> Batch:
        """The numbers that stand for card names."""
        count = len(self.layout.cards)
        columns = self.constants(count)
        del columns["event_type"]
        columns["card"] = pa.array(range(count), pa.int16())
        columns["name"] = pa.array(self.layout.cards, pa.string())
        return Batch("log_cards", pa.table(columns))

    def _named(self) -> tuple[str, str, bool]:
        beginning = blocks(self.document, _BEGINNING)
        found: Counter[tuple[str, str, bool]] = Counter()
        rejects: list[Reject] = []
        for rows in islice(rows_of(self.layout, beginning), 1):
            told = zip(*(rows.columns[name].to_pylist() for name in ("expansion", "event_type")),
                       _marked(rows).to_pylist(), rows.good, strict=True)  # fmt: skip
            found.update((code, kind, made) for code, kind, made, good in told
                         if good and code and kind)  # fmt: skip
            rejects = rows.rejects
        beginning.close()
        if not found:
            why = "it holds no rows"
            if rejects:
                first = rejects[0]
                why = f"no row of its beginning can be read: {first.key}, {first.field}"
                why += f": {first.reason}"
            raise ImportRefusedError(why, where=self.document.name, remedy=REMEDY)
        code, kind, generated = found.most_common(1)[0][0]
        return (
            terms.identity(self.document.name, {"expansion": code}, "expansion", terms.name),
            terms.identity(self.document.name, {"event_type": kind}, "event_type", terms.name),
            generated,
        )

    def _rows(
        self,
        splitter: Splitter,
        end: Callable[[], Iterator[Batch]],
        refuse: Callable[[Rows], None] | None,
    ) -> Iterator[Batch | Reject]:
        loaded = rejected = 0
        rows: Rows | None = None
        for rows in ahead(rows_of(self.layout, self._counted()), 1, "scan"):
            self._refuse_others(rows)
            self._refuse_broken(rows)
            if refuse is not None:
                refuse(rows)
            self._refuse_repeated(rows)
            yield from rows.rejects
            count = int(rows.good.sum())
            loaded += count
            rejected += rows.count - count
            if count:
                yield from splitter(rows)
            if rejected > max(MOST_REJECTED, loaded):
                raise ImportRefusedError(
                    f"{rejected:,} of the first {loaded + rejected:,} lines were rejected",
                    where=self.document.name,
                    remedy=REMEDY,
                )
        if rows is not None and rows.block.open:
            self._refuse_cut(rows)
        self._judge(loaded, rejected)
        self._seen = Numbers()  # its millions of keys have done their work
        yield from end()

    def _counted(self) -> Iterator[Block]:
        for block in blocks(self.document):
            self._lines += block.lines
            yield block

    def _refuse_others(self, rows: Rows) -> None:
        for name, ours in (("expansion", self.set_code), ("event_type", self.event_type)):
            other = pc.not_equal(rows.columns[name], ours)
            if pc.any(other).as_py():
                for row in pc.indices_nonzero(other).to_pylist():
                    if rows.good[row]:
                        found = rows.columns[name][row].as_py()
                        rows.refuse(row, name, found, f"this file's is {ours}")
        self._refuse_astray(rows)

    def _refuse_astray(self, rows: Rows) -> None:
        """Refuse generated drafts among real ones, and real ones among generated."""
        ours = _marked(rows)
        astray = pc.invert(ours) if self.generated else ours
        if pc.any(astray).as_py():
            kinds = ("generated", "real") if self.generated else ("real", "generated")
            for row in pc.indices_nonzero(astray).to_pylist():
                if rows.good[row]:
                    value = rows.columns["draft_id"][row].as_py()
                    reason = "this file's games are {}, and by its id this one is {}"
                    rows.refuse(row, "draft_id", value, reason.format(*kinds))
                    self._astray += 1

    def _refuse_broken(self, rows: Rows) -> None:
        for name, array in rows.columns.items():
            column: Column | None = self._columns.get(name)
            if column is None:
                continue
            for row, reason in violations(column, array).items():
                if rows.good[row]:
                    found = array[row].as_py()
                    told = reason if found not in (None, "") else "missing"
                    rows.refuse(row, name, str(found or ""), told)

    def _refuse_repeated(self, rows: Rows) -> None:
        _, new = self._seen.find(rows.good, keys_of(rows, self._once))
        for row in (rows.good & ~new).nonzero()[0].tolist():
            told = ", ".join(f"{name} {rows.columns[name][row].as_py()}" for name in self._once[1:])
            value = rows.columns[self._once[0]][row].as_py()
            rows.refuse(row, self._once[0], value, f"stands in the file twice: {told}")

    def _refuse_cut(self, rows: Rows) -> None:
        """Refuse a file that stops within a line; one that stops at a cell's end is noted."""
        last = f"line {rows.line + rows.count - 1}"
        told = next((found for found in rows.rejects if found.key == last), None)
        if told is not None:
            raise ImportRefusedError(
                f"the file is cut: {last} has no end, {told.reason}",
                where=self.document.name,
                remedy="fetch the file again, or delete its last line to load the others",
            )
        self.notes.append(f"{last}, the last, has no line end: was the file cut there?")

    def _judge(self, loaded: int, rejected: int) -> None:
        """Compare with the lines of the file, and say what share was rejected."""
        if loaded + rejected != self._lines:
            raise ImportRefusedError(
                f"{self._lines:,} lines below the header, but {loaded:,} loaded and "
                f"{rejected:,} rejected",
                where=self.document.name,
                remedy="report this with the file's format",
            )
        share = rejected / max(1, self._lines)
        told = f"{rejected:,} of {self._lines:,} lines ({share:.1%}) were rejected"
        if share > REFUSED_SHARE:
            raise ImportRefusedError(f"{told}, more than half", where=self.document.name,
                                     remedy=REMEDY)  # fmt: skip
        if share > NOTED_SHARE:
            self.notes.append(f"{told}: tcb data rejects tells why")
        if self._astray:
            self.notes.append(
                f"left out, since a log holds real or generated games, not both: {self._astray:,} "
                f"of {self._lines:,} lines"
            )


def _marked(rows: Rows) -> pa.Array:
    """Which rows have the id of a generated draft; of what is no id, none."""
    return pc.fill_null(pc.starts_with(rows.columns["draft_id"], DRAFT_MARK), False)

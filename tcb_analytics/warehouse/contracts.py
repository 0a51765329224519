"""The mechanism of table contracts: what a column must hold, checked once at load.

A contract is declared data (``tables.py`` has them all). Rows that break it are
not loaded: each becomes a :class:`Reject` that names its file, key, field and
reason. Later rooms trust what they read. Checks run on whole columns; a single
value is looked at only after its column failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc


class Row(NamedTuple):
    """One row on its way into the lake.

    Attributes:
        table: Name of the table it belongs to.
        values: Column name to value; absent columns are null.
        key: Where it came from inside its file, such as ``decks[3]`` or ``line 12``.
    """

    table: str
    values: Mapping[str, Any]
    key: str


class Batch(NamedTuple):
    """Many rows of one table at once, for files of millions of rows.

    Attributes:
        table: Name of the table they belong to.
        rows: Their columns; absent ones are null.
        lines: Line of the file that each row came from, an array; None where rows are no lines.
    """

    table: str
    rows: pa.Table
    lines: Any = None


class Reject(NamedTuple):
    """A row, or a part of one, that was not loaded, and why."""

    key: str
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds. Numeric bounds are inclusive."""

    name: str
    type: pa.DataType
    meaning: str
    required: bool = False
    low: float | None = None
    high: float | None = None
    one_of: frozenset[str] | None = None
    pattern: str | None = None
    longest: int = 500


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the lake: its name, meaning and columns."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """Arrow schema of the table, in declared order, without the partition."""
        return pa.schema([pa.field(c.name, c.type) for c in self.columns])

    def check(self, rows: Sequence[Row]) -> tuple[pa.Table, list[Reject]]:
        """Split rows into those that keep the contract and the reasons for the others.

        Returns:
            An Arrow table in the declared schema, and one reject per broken field.
        """
        known = {column.name for column in self.columns}
        rejects: list[Reject] = []
        bad: set[int] = set()
        for index, row in enumerate(rows):
            for name in row.values.keys() - known:
                reason = f"no such column in {self.name}"
                rejects.append(Reject(row.key, str(name), show(row.values[name]), reason))
                bad.add(index)
        arrays = []
        for column in self.columns:
            values = [row.values.get(column.name) for row in rows]
            array, reasons = _convert(column, values)
            for index, reason in sorted({**violations(column, array), **reasons}.items()):
                rejects.append(Reject(rows[index].key, column.name, show(values[index]), reason))
                bad.add(index)
            arrays.append(array)
        table = pa.Table.from_arrays(arrays, schema=self.schema)
        if bad:
            table = table.filter(pa.array([i not in bad for i in range(len(rows))], pa.bool_()))
        return table, rejects

    def check_batch(self, batch: Batch) -> tuple[pa.Table, list[Reject]]:
        """Split a batch as :meth:`check` splits rows, by the same rules on whole columns.

        Raises:
            ValueError: A column is none of the table's, or has another type.
        """
        if unknown := set(batch.rows.column_names) - set(self.schema.names):
            raise ValueError(f"no such column in {self.name}: {', '.join(sorted(unknown))}")
        count = batch.rows.num_rows
        arrays = []
        rejects: list[Reject] = []
        bad: set[int] = set()
        for column in self.columns:
            if column.name in batch.rows.column_names:
                array = batch.rows.column(column.name).combine_chunks()
            else:
                array = pa.nulls(count, column.type)
            if array.type != column.type:
                raise ValueError(f"{self.name}.{column.name} is {array.type}, not {column.type}")
            arrays.append(array)
            for index, reason in sorted(violations(column, array).items()):
                key = f"row {index + 1}" if batch.lines is None else f"line {batch.lines[index]}"
                rejects.append(Reject(key, column.name, show(array[index].as_py()), reason))
                bad.add(index)
        table = pa.Table.from_arrays(arrays, schema=self.schema)
        if bad:
            table = table.filter(pa.array([i not in bad for i in range(count)], pa.bool_()))
        return table, rejects


def show(value: object) -> str:
    """A value as short printable text, safe to store in ``rejects``."""
    text = value if isinstance(value, str) else repr(value)
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= 200 else text[:199] + "…"


def _convert(column: Column, values: list[Any]) -> tuple[pa.Array, dict[int, str]]:
    try:
        if not _has_stray_type(column, values):
            return pa.array(values, type=column.type), {}
    except (pa.ArrowException, ValueError, TypeError, OverflowError):
        pass
    good: list[Any] = []
    reasons: dict[int, str] = {}
    for index, value in enumerate(values):
        try:
            if _has_stray_type(column, [value]):
                raise TypeError  # noqa: TRY301 - one handler for both ways to be wrong
            pa.array([value], type=column.type)
            good.append(value)
        except (pa.ArrowException, ValueError, TypeError, OverflowError):
            good.append(None)
            reasons[index] = f"expected {column.type}, found {type(value).__name__}"
    return pa.array(good, type=column.type), reasons


def _has_stray_type(column: Column, values: list[Any]) -> bool:
    """Whether a value has a type that Arrow would convert and this column does not mean.

    Arrow alone takes 3.5 for the integer 3, True for 1 and a time for its day.
    """
    meant = _MEANT.get(column.type, (list,))
    return any(value is not None and type(value) not in meant for value in values)


_MEANT: dict[pa.DataType, tuple[type, ...]] = {
    pa.string(): (str,),
    pa.int8(): (int,),
    pa.int16(): (int,),
    pa.int32(): (int,),
    pa.int64(): (int,),
    pa.float64(): (int, float),
    pa.bool_(): (bool,),
    pa.date32(): (date,),
    pa.timestamp("us", "UTC"): (datetime,),
}


def violations(column: Column, array: pa.Array) -> dict[int, str]:
    """What breaks a column's rules: row to reason. Whole columns that keep them cost little."""
    if _keeps(column, array):
        return {}
    reasons: dict[int, str] = {}
    for broken, reason in _broken(column, array):
        for index in pc.indices_nonzero(pc.fill_null(broken, False)).to_pylist():
            reasons.setdefault(index, reason)
    if pa.types.is_list(column.type):
        return _element_violations(column, array) | reasons
    return reasons


def _keeps(column: Column, array: pa.Array) -> bool:
    """Whether a look at the extremes, or at each distinct text once, finds every rule kept."""
    if column.required and array.null_count:
        return False
    if pa.types.is_string(column.type):
        if column.one_of is None and column.pattern is None and _are_short(column, array):
            return True
        distinct = array.unique().drop_null()
        return not any(
            pc.any(broken, min_count=0).as_py()
            for broken, reason in _broken(column, distinct)
            if len(distinct)
        )
    if pa.types.is_integer(column.type):
        extremes = pc.min_max(array)
        least, most = extremes["min"].as_py(), extremes["max"].as_py()
        return least is None or not (
            (column.low is not None and least < column.low)
            or (column.high is not None and most > column.high)
        )
    return False


def _are_short(column: Column, array: pa.Array) -> bool:
    """Whether texts keep their length even if every byte were a character."""
    longest = pc.max(pc.binary_length(array)).as_py()
    return longest is None or longest <= column.longest


def _broken(column: Column, array: pa.Array) -> Iterator[tuple[pa.Array, str]]:
    """Each rule of a column as a mask of the values that break it, with the reason."""
    if column.required:
        yield pc.is_null(array), "missing"
    if column.low is not None:
        yield pc.less(array, column.low), f"below {column.low:g}"
    if column.high is not None:
        yield pc.greater(array, column.high), f"above {column.high:g}"
    if pa.types.is_floating(column.type):
        yield pc.invert(pc.is_finite(array)), "not a finite number"
    if column.one_of is not None:
        known = pa.array(sorted(column.one_of), pa.string())
        unknown = pc.and_(pc.is_valid(array), pc.invert(pc.is_in(array, value_set=known)))
        yield unknown, "expected one of " + ", ".join(sorted(column.one_of))
    if pa.types.is_string(column.type):
        yield pc.greater(pc.utf8_length(array), column.longest), f"over {column.longest} characters"
        if column.pattern is not None:
            yield pc.invert(pc.match_substring_regex(array, column.pattern)), "malformed"


def _element_violations(column: Column, array: pa.Array) -> dict[int, str]:
    """Lists hold texts, none of them null or overlong."""
    parents = pc.list_parent_indices(array)
    elements = pc.list_flatten(array)
    too_long = pc.fill_null(pc.greater(pc.utf8_length(elements), column.longest), False)
    wrong = pc.or_(pc.is_null(elements), too_long)
    return dict.fromkeys(
        parents.filter(wrong).to_pylist(), "a list with an empty or overlong entry"
    )

"""What a source makes of a document: checked rows by table, rejects, notes."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources.base import Context, Document, Source
from tcb_analytics.warehouse.tables import TABLES


@dataclass
class Outcome:
    """Rows that keep their contract, by table; everything else as rejects."""

    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    keys: list[str] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    broken: list[Reject] = field(default_factory=list)

    def only(self, table: str) -> dict[str, Any]:
        """The one row of a table."""
        (row,) = self.rows[table]
        return row

    def why(self) -> list[tuple[str, str]]:
        """Field and reason of every reject."""
        return [(reject.field, reject.reason) for reject in self.rejects]

    def by(self, table: str, column: str) -> dict[Any, dict[str, Any]]:
        """Rows of a table by one column."""
        return {row[column]: row for row in self.rows[table]}


def read(
    source: Source,
    paths: Path | Iterable[Path],
    types: Callable[[str], frozenset[str]] = lambda game: frozenset(),
) -> Outcome:
    """Run a source over files, and its rows through their contracts.

    ``broken`` holds what only the contract found: a reader that promises sound rows
    leaves it empty.
    """
    outcome = Outcome()
    for path in [paths] if isinstance(paths, Path) else paths:
        document = Document(path.name, path)
        assert source.recognises(document), path
        for dataset in source.read(document, Context(types)):
            assert dataset.key not in outcome.notes, f"two data sets named {dataset.key}"
            outcome.notes[dataset.key] = dataset.notes
            tables: defaultdict[str, list[Row]] = defaultdict(list)
            for item in dataset.rows:
                if isinstance(item, Reject):
                    outcome.rejects.append(item)
                else:
                    tables[item.table].append(item)
                    outcome.keys.append(item.key)
            for name, rows in tables.items():
                table, broken = TABLES[name].check(rows)
                outcome.rows[name] += table.to_pylist()
                outcome.broken += broken
                assert max(Counter(row.key for row in rows).values()) == 1, "two rows of one key"
    return outcome


def write(folder: Path, content: Any) -> Path:
    """Content as a JSON file."""
    path = folder / "document.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["-", "", "NULL", "5x", "5000.5", "=cmd|' /C calc'!A0", "<script>alert(1)</script>",
         "../../etc/passwd", "\x00", "\ud800", "x" * 6000, "OP01-001", "٣", "1e3", "&amp;" * 400]
    ),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
"""Any JSON value, with a liking for hostile and nearly right ones."""


@st.composite
def mutated(draw: st.DrawFn, records: list[Any]) -> list[Any]:
    """The records with some values, some whole records and some keys spoiled."""
    found = json.loads(json.dumps(records))
    for _ in range(draw(st.integers(1, 6))):
        index = draw(st.integers(0, len(found) - 1))
        record = found[index]
        if not (isinstance(record, dict) and record) or draw(st.integers(0, 9)) == 0:
            found[index] = draw(junk)
            continue
        name = draw(st.sampled_from(sorted(record)))
        value = record[name]
        if draw(st.integers(0, 5)) == 0:
            del record[name]
        elif isinstance(value, list) and value and draw(st.booleans()):
            value[draw(st.integers(0, len(value) - 1))] = draw(junk)
        else:
            record[name] = draw(junk)
    return found


def assert_every_record_is_accounted_for(outcome: Outcome, place: str, count: int) -> None:
    """Each record is loaded or rejected, and no row needed the contract to stop it."""
    named = {*outcome.keys, *(reject.key for reject in outcome.rejects)}
    for index in range(count):
        start = f"{place}[{index}]"
        assert any(key == start or key.startswith(f"{start} ") for key in named), start
    assert not outcome.broken

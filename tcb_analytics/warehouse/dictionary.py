"""The dictionary of the lake in Markdown, written from the contracts themselves.

``data/README.md`` carries it between two marks, and a test compares them, so that
the document cannot fall behind ``tables.py``. After a change of the contracts:
``python -m tcb_analytics.warehouse.dictionary data/README.md``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa

from tcb_analytics.errors import ConfigError
from tcb_analytics.warehouse.contracts import Column, Table
from tcb_analytics.warehouse.tables import TABLES

BEGIN = "<!-- tables: begin; written by python -m tcb_analytics.warehouse.dictionary -->"
END = "<!-- tables: end -->"

_TYPES = (
    (pa.types.is_string, "text"),
    (pa.types.is_integer, "whole number"),
    (pa.types.is_floating, "number"),
    (pa.types.is_boolean, "true or false"),
    (pa.types.is_date, "day"),
    (pa.types.is_timestamp, "moment, UTC"),
    (pa.types.is_list, "list of texts"),
)


def dictionary() -> str:
    """Every table as a section of Markdown, in the order of ``TABLES``."""
    return "\n\n".join(section(table) for table in TABLES.values())


def section(table: Table) -> str:
    """One table: its meaning, and a line for each column."""
    lines = [
        f"### {table.name}",
        "",
        f"{table.meaning[0].upper()}{table.meaning[1:]}.",
        "",
        "| column | type | meaning | range |",
        "|---|---|---|---|",
        *(
            f"| `{column.name}` | {type_name(column.type)} | {_cell(column.meaning)} "
            f"| {_cell(allowed(column))} |"
            for column in table.columns
        ),
    ]
    return "\n".join(lines)


def type_name(kind: pa.DataType) -> str:
    """An Arrow type in plain words."""
    return next((word for is_kind, word in _TYPES if is_kind(kind)), str(kind))


def allowed(column: Column) -> str:
    """What a column may hold: its vocabulary, bounds or length, and whether it may be null."""
    parts = []
    if column.one_of is not None:
        parts.append(", ".join(sorted(column.one_of)))
    if column.low is not None and column.high is not None:
        parts.append(f"{column.low:,.10g} to {column.high:,.10g}")
    elif column.low is not None:
        parts.append(f"{column.low:,.10g} or more")
    elif column.high is not None:
        parts.append(f"at most {column.high:,.10g}")
    if pa.types.is_string(column.type) and column.one_of is None:
        parts.append(f"up to {column.longest:,} characters")
    if not column.required:
        parts.append("may be null")
    return "; ".join(parts) or "any"


def update(document: Path) -> bool:
    """Write the dictionary between its marks in a document; False where it was up to date.

    Raises:
        ConfigError: The document lacks the marks.
    """
    before = document.read_text(encoding="utf-8")
    head, begin, rest = before.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise ConfigError(
            "the marks around the dictionary are missing",
            where=str(document),
            remedy=f"put the lines {BEGIN} and {END} where it should stand",
        )
    after = f"{head}{BEGIN}\n\n{dictionary()}\n\n{END}{tail}"
    if after != before:
        document.write_text(after, encoding="utf-8")
    return after != before


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        update(Path(argument))

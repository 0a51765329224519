"""A few rows of an answer as HTML, for notebooks.

Everything from the data is escaped; there is no script and nothing is loaded. Colours
are the reader's own, so that it reads in light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

import pyarrow as pa

ROWS = 15
"""Rows shown; the caption says how many there are."""

FRACTIONS = frozenset(
    {"rate", "low", "high", "shrunk", "loss_rate", "tie_rate", "share", "inclusion"}
)
"""Columns that are shown as percentages."""

_LONGEST = 80
_CELL = (
    "padding:0.25em 0.7em;border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent)"
)


def result_html(table: pa.Table, title: str, notes: Sequence[str]) -> str:
    """The first rows of a table with its title, size and notes."""
    shown = table.slice(0, ROWS)
    head = "".join(
        f'<th style="{_CELL};{_align(field.type)};font-weight:600">{escape(field.name)}</th>'
        for field in table.schema
    )
    columns = [column.to_pylist() for column in shown.columns]
    body = "".join(_row(values, table.schema) for values in zip(*columns, strict=True))
    count = f"{table.num_rows:,} row{'' if table.num_rows == 1 else 's'}"
    if table.num_rows > ROWS:
        count = f"first {ROWS} of {count}"
    said = "".join(f"<div>{escape(note)}</div>" for note in notes)
    return (
        '<div style="overflow-x:auto;max-width:100%">'
        '<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">'
        f'<caption style="text-align:left;padding:0.3em 0.7em">{escape(title)} · {count}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f'<div style="opacity:0.75;font-size:0.9em;padding:0.3em 0.7em">{said}</div></div>'
    )


def _row(values: tuple[Any, ...], schema: pa.Schema) -> str:
    withheld = dict(zip(schema.names, values, strict=True)).get("withheld") is True
    cells = (
        f'<td style="{_CELL};{_align(field.type)}">'
        f"{escape(cell_text(field.name, value, withheld=withheld))}</td>"
        for field, value in zip(schema, values, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def cell_text(name: str, value: Any, *, withheld: bool = False) -> str:
    """One value for a person: percentages, thousands, short texts; – where there is none."""
    if value is None:
        return "withheld" if withheld and name == "rate" else "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number_text(name, value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    items = value if isinstance(value, list) else [value]
    text = ", ".join(str(item) for item in items)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _number_text(name: str, value: float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.1%}" if name in FRACTIONS else f"{value:,.2f}"


def _align(kind: pa.DataType) -> str:
    numeric = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    return f"text-align:{'right' if numeric else 'left'}"

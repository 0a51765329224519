"""Showing rows: a table on a terminal, aligned plain text elsewhere, JSON for machines."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tcb_analytics.cli.layout import Column, Layout, fit
from tcb_analytics.cli.text import cell, folded, to_json

DIGEST = 12
"""Signs of a digest that a terminal shows; JSON carries all."""

Rows = Sequence[Mapping[str, Any]]

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


def show(
    rows: Rows, columns: Sequence[str], *, as_json: bool = False, empty: str = "nothing found"
) -> None:
    """Print rows to standard output.

    Args:
        rows: What to show; each row maps a column to its value.
        columns: Columns to show, in order; JSON carries every column of the rows.
        as_json: Print JSON instead of a table.
        empty: What to say when there are no rows.
    """
    if as_json:
        click.echo(to_json(rows))
        return
    if not rows:
        click.echo(empty)
        return
    shown = [
        Column(
            column,
            column.replace("_", " "),
            tuple(cell(row.get(column), column) for row in rows),
            _is_numeric([row.get(column) for row in rows]),
        )
        for column in columns
    ]
    if sys.stdout.isatty():
        _show_rich([_shortened(column) for column in shown])
    else:
        _show_plain(shown)


def say(line: str) -> None:
    """Print one line of prose, made safe for a terminal."""
    click.echo(folded(cell(line), sys.stdout))


def note(line: str) -> None:
    """Print one line to standard error, so that it never mixes with data."""
    click.echo(folded(cell(line), sys.stderr), err=True)


def _is_numeric(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in known
    )


def _show_rich(columns: Sequence[Column]) -> None:
    console = Console()
    layout = fit(columns, console.width)
    console.print(_table(layout) if layout.widths else _records(columns))
    if layout.same:
        said = ", ".join(f"{column.header} {column.cells[0]}" for column in layout.same)
        note(f"every row: {said}")
    if layout.spared:
        names = ", ".join(column.header for column in layout.spared)
        note(f"not shown: {names}; a wider terminal shows more")


def _table(layout: Layout) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column, width in zip(layout.columns, layout.widths, strict=True):
        table.add_column(
            column.header,
            justify="right" if column.numeric else "left",
            overflow="fold",
            width=width,
        )
    for row in zip(*(_cut(column, width) for column, width in zip(
        layout.columns, layout.widths, strict=True
    )), strict=True):  # fmt: skip
        table.add_row(*(Text(value) for value in row))
    return table


def _shortened(column: Column) -> Column:
    """Digests by their first signs, as people compare them."""
    if column.name != "sha256":
        return column
    return replace(column, cells=tuple(text[:DIGEST] for text in column.cells))


def _cut(column: Column, width: int) -> Sequence[str]:
    """A column's texts; of a path that is too long the end says more than the beginning."""
    if column.name != "file":
        return column.cells
    return [text if len(text) <= width else f"…{text[1 - width :]}" for text in column.cells]


def _records(columns: Sequence[Column]) -> Table:
    """Rows that no line holds, as a list of fields each."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for row in range(len(columns[0].cells)):
        if row:
            table.add_row("", "")
        for column in columns:
            table.add_row(column.header, Text(column.cells[row]))
    return table


def _show_plain(columns: Sequence[Column]) -> None:
    for line in zip(*((column.header, *column.cells) for column in columns), strict=True):
        parts = (
            value.rjust(column.wide) if column.numeric else value.ljust(column.wide)
            for value, column in zip(line, columns, strict=True)
        )
        click.echo("  ".join(parts).rstrip())

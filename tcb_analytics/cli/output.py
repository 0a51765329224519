"""Showing rows: a table on a terminal, aligned plain text elsewhere, JSON for machines."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tcb_analytics.cli.text import cell, to_json

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
    cells = [[cell(row.get(column), column) for column in columns] for row in rows]
    numeric = [_is_numeric([row.get(column) for row in rows]) for column in columns]
    if sys.stdout.isatty():
        _show_rich(columns, cells, numeric)
    else:
        _show_plain(columns, cells, numeric)


def say(line: str) -> None:
    """Print one line of prose, made safe for a terminal."""
    click.echo(cell(line))


def note(line: str) -> None:
    """Print one line to standard error, so that it never mixes with data."""
    click.echo(cell(line), err=True)


def _is_numeric(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in known
    )


def _show_rich(
    columns: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column, right in zip(columns, numeric, strict=True):
        table.add_column(_header(column), justify="right" if right else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(value) for value in row))
    Console().print(table)


def _show_plain(
    columns: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> None:
    grid = [[_header(column) for column in columns], *cells]
    widths = [max(len(row[index]) for row in grid) for index in range(len(columns))]
    for row in grid:
        parts = (
            value.rjust(width) if right else value.ljust(width)
            for value, width, right in zip(row, widths, numeric, strict=True)
        )
        click.echo("  ".join(parts).rstrip())


def _header(column: str) -> str:
    return column.replace("_", " ")

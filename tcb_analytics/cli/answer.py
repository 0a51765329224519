"""How an answer of the lake leaves the command line: a table, a file, or standard output."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import click

from tcb_analytics.cli.output import note, show
from tcb_analytics.warehouse.queries.result import Result

FORMATS = ("csv", "xlsx", "parquet", "json")
BINARY = ("xlsx", "parquet")


class Wanted(NamedTuple):
    """What the user wants to get."""

    files: dict[str, str]
    limit: int
    overwrite: bool
    show_sql: bool


def answer_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options to export an answer, cut its table short, or see its SQL instead."""
    options = [
        click.option(
            f"--{kind}",
            f"to_{kind}",
            metavar="FILE",
            help=f"Write all rows as {kind.upper()} to FILE; - is standard output.",
        )
        for kind in FORMATS
    ]
    options += [
        click.option("--overwrite", is_flag=True, help="Replace an existing FILE."),
        click.option(
            "--limit",
            type=click.IntRange(1, 1_000_000),
            default=30,
            show_default=True,
            help="Most rows of the table; files get all.",
        ),
        click.option("--show-sql", is_flag=True, help="Print the SQL instead of asking."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def take_wanted(options: dict[str, Any]) -> Wanted:
    """Move what :func:`answer_options` added out of a command's options."""
    files = {kind: options.pop(f"to_{kind}") for kind in FORMATS}
    given = {kind: file for kind, file in files.items() if file is not None}
    if sum(file == "-" for file in given.values()) > 1:
        raise click.UsageError("only one format can go to standard output")
    return Wanted(given, options.pop("limit"), options.pop("overwrite"), options.pop("show_sql"))


def deliver(result: Result, wanted: Wanted, *, aside: frozenset[str] = frozenset()) -> None:
    """Write or show an answer.

    Args:
        result: The answer; it runs now.
        wanted: What the user asked to get.
        aside: Columns that a table leaves out to stay readable; files hold them.

    Raises:
        QueryError: The question cannot be answered, or a file not written.
    """
    if wanted.show_sql:
        click.echo(result.sql)
        return
    for kind, file in wanted.files.items():
        if file == "-":
            _to_standard_output(result, kind)
        else:
            result.save(Path(file), kind, overwrite=wanted.overwrite)  # type: ignore[arg-type]
            note(f"{len(result):,} rows in {file}")
    if not wanted.files:
        _as_table(result, wanted.limit, aside)
    for remark in result.notes:
        note(remark)


def _as_table(result: Result, limit: int, aside: frozenset[str]) -> None:
    rows = result.arrow()
    columns = [name for name in rows.column_names if name not in aside]
    show(rows.slice(0, limit).to_pylist(), columns, empty="no rows")
    if rows.num_rows > limit:
        note(f"{limit} of {rows.num_rows:,} rows; --limit shows more, --csv FILE writes all")
    if aside:
        note(f"--csv FILE also writes {', '.join(sorted(aside & set(rows.column_names)))}")


def _to_standard_output(result: Result, kind: str) -> None:
    if kind in BINARY and sys.stdout.isatty():
        raise click.UsageError(f"{kind} is not for a terminal: name a file, or pipe it on")
    with TemporaryDirectory(prefix="tcb-") as scratch:
        file = result.save(Path(scratch) / f"answer.{kind}")
        with file.open("rb") as source:
            shutil.copyfileobj(source, sys.stdout.buffer)

"""`tcb data`: what is in the lake, where it came from, and taking it out again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import sqlglot

from tcb_analytics.cli.data_sample_17lands import sample_17lands
from tcb_analytics.cli.output import json_option, say, show
from tcb_analytics.cli.progress import steps
from tcb_analytics.config import load_settings
from tcb_analytics.warehouse.lake import open_lake
from tcb_analytics.warehouse.maintenance import remove as remove_dataset
from tcb_analytics.warehouse.maintenance import vacuum as vacuum_lake
from tcb_analytics.warehouse.store import Store
from tcb_analytics.warehouse.tables import TABLES
from tcb_analytics.workbench.sample import write_sample

as_of_option = click.option(
    "--as-of", metavar="STATE", help="Earlier state of the lake: a version or an ISO time."
)
limit_option = click.option(
    "--limit", type=click.IntRange(1, 1_000_000), default=20, show_default=True, help="Most rows."
)


@click.group(epilog="Example: tcb data list")
def data() -> None:
    """Look at the lake: data sets, tables, rejected rows and history."""


data.add_command(sample_17lands)


@data.command("list", epilog="Example: tcb data list --json")
@as_of_option
@json_option
def list_(*, as_of: str | None, as_json: bool) -> None:
    """List the data sets that queries see."""
    store = Store.open(load_settings().lake, as_of)
    rows = [{name: getattr(row, name) for name in row.__dataclass_fields__} for row in store.live]
    columns = ["dataset", "format", "game", "rows", "rejected", "imported_at", "file"]
    show(rows, columns, as_json=as_json, empty="no data sets; Next: tcb demo")
    if not as_json:
        say(f"lake {store.folder}, version {store.version}")


@data.command("show", epilog="Example: tcb data show matches --limit 5")
@click.argument("table", type=click.Choice(sorted(TABLES)), metavar="[TABLE]", required=False)
@limit_option
@as_of_option
@json_option
def show_(*, table: str | None, limit: int, as_of: str | None, as_json: bool) -> None:
    """Show the first rows of a TABLE; columns that hold nothing in them are left out.

    Without TABLE, list every table and view that `tcb query sql` may ask.
    """
    if table is None:
        with open_lake(as_of=as_of) as lake:
            listed = lake.tables().arrow().to_pylist()
        show(listed, ["name", "rows", "meaning"], as_json=as_json)
        return
    rows = first_rows(table, limit, as_of)
    columns = [name for name in (rows[0] if rows else ()) if any(row[name] for row in rows)]
    if not as_json:
        say(f"{table}: {TABLES[table].meaning}")
    show(rows, columns, as_json=as_json, empty="no rows")


@data.command(epilog="Example: tcb data rejects --limit 100")
@limit_option
@as_of_option
@json_option
def rejects(*, limit: int, as_of: str | None, as_json: bool) -> None:
    """Show what was not loaded: file, line or key, field, value and reason."""
    rows = first_rows("rejects", limit, as_of)
    show(rows, TABLES["rejects"].schema.names, as_json=as_json, empty="nothing was rejected")
    if not as_json and len(rows) == limit:
        with open_lake(as_of=as_of) as lake:
            (counted,) = lake.sql("SELECT count(*) AS n FROM rejects").arrow().to_pylist()
        if counted["n"] > limit:
            say(f"{limit:,} of {counted['n']:,} rejects; --limit shows more")


@data.command(epilog="Example: tcb data history")
@json_option
def history(*, as_json: bool) -> None:
    """List every import and removal, oldest first, with the version to open it by."""
    rows = [asdict(row) for row in Store.open(load_settings().lake).history]
    columns = ["imported_at", "action", "dataset", "rows", "rejected", "sha256", "file"]
    show(rows, columns, as_json=as_json, empty="nothing was imported yet")
    if not as_json:
        say("Next: tcb data list --as-of 2026-03-30T14:00 shows the state of that moment")


@data.command(epilog="Example: tcb data remove punk-records:569101")
@click.argument("dataset")
def remove(dataset: str) -> None:
    """Take a DATASET out of sight; earlier states of the lake keep it."""
    row = remove_dataset(load_settings().lake, dataset)
    say(f"removed {row.dataset} ({row.file}); tcb import brings it back")


@data.command(epilog="Example: tcb data vacuum --older-than 30")
@click.option(
    "--older-than", type=click.IntRange(0, 36_500), default=7, show_default=True, metavar="DAYS",
    help="Keep files of imports begun in the last so many days.",
)  # fmt: skip
@click.confirmation_option(
    prompt="Earlier states that need these files can then not be opened. Go on?"
)
def vacuum(older_than: int) -> None:
    """Delete files of replaced, removed and never finished imports."""
    gone = vacuum_lake(load_settings().lake, older_than=timedelta(days=older_than))
    say(f"deleted {gone.files:,} files of {gone.imports:,} imports, {gone.bytes / 1e6:,.1f} MB")


@data.command(epilog="Example: tcb data sample --seed 7 --matches 1000000 --out big-sample")
@click.option("--seed", type=int, default=7, show_default=True, help="Seed of decks and results.")
@click.option(
    "--matches",
    type=int,
    default=50_000,
    show_default=True,
    help="Ladder matches, up to 10 million.",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("tidebreak-sample"),
    show_default=True, help="Folder to write.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace an earlier sample in that folder.")
def sample(*, seed: int, matches: int, out: Path, force: bool) -> None:
    """Write a league of the fictional game Tidebreak, with the truth it was drawn from."""
    with steps("sample") as step:
        made = write_sample(
            out,
            seed=seed,
            matches=matches,
            force=force,
            progress=lambda done, total: step(done, total, "matches"),
        )
    say(f"{len(made.files)} files, {made.bytes / 1e6:,.1f} MB in {made.folder}")
    say(f"Next: tcb import {made.folder}")


def first_rows(table: str, limit: int, as_of: str | None) -> list[dict[str, Any]]:
    """The first rows of a table in the lake."""
    query = sqlglot.select("*").from_(table).limit(limit).sql(dialect="duckdb")
    with open_lake(as_of=as_of) as lake:
        return list(lake.sql(query).arrow().to_pylist())

"""`tcb db`: the application's database: its tables, its cards, backup and restore."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from tcb_analytics.app.adapters.sql import backup as backups
from tcb_analytics.app.adapters.sql import migrating, verifying
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.trouble import answering
from tcb_analytics.app.services import audit, catalogue
from tcb_analytics.app.settings import AppSettings, load_app_settings
from tcb_analytics.cards.card import Card
from tcb_analytics.cli.db_retain import retain
from tcb_analytics.cli.output import json_option, say, show
from tcb_analytics.cli.progress import steps
from tcb_analytics.errors import LakeError, TcbError
from tcb_analytics.warehouse.lake import Lake, open_lake
from tcb_analytics.warehouse.sources.game_rules import release_of

file_argument = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group(epilog="Example: tcb db upgrade && tcb db seed")
def db() -> None:
    """The application's database: tables, cards, backup and restore.

    It is the one that TCB_DATABASE_URL names; without that, SQLite in TCB_HOME.
    """


db.add_command(retain)


@db.command(epilog="Example: tcb db upgrade")
def upgrade() -> None:
    """Create the tables, or bring them to what this version needs."""
    with _database() as (database, _), answering():
        before = migrating.revision_of(database.primary)
        migrating.upgrade(database.primary)
        after = migrating.revision_of(database.primary)
    say(f"revision {after}" + (", as before" if before == after else f"; was {before or 'none'}"))
    say("Next: tcb db seed")


@db.command(epilog="Example: tcb db downgrade 0005")
@click.argument("revision")
@click.confirmation_option(prompt="What only later revisions keep is lost. Go on?")
def downgrade(revision: str) -> None:
    """Bring the tables back to an earlier REVISION; `base` leaves none."""
    known = ["base", *migrating.revisions()]
    if revision not in known:
        raise click.BadParameter(f"no such revision; there are: {', '.join(known)}")
    with _database() as (database, _), answering():
        before = migrating.revision_of(database.primary)
        if known.index(revision) > known.index(before or "base"):
            raise click.UsageError(f"the database is at {before or 'base'}; use: tcb db upgrade")
        migrating.downgrade(database.primary, revision)
    say(f"revision {revision}; was {before or 'base'}")


@db.command(epilog="Example: tcb db seed --game onepiece")
@click.option("--game", metavar="GAME", help="Only cards of this game; by default of every one.")
def seed(game: str | None) -> None:
    """Fill in the cards of the lake: new ones are added, changed ones rewritten."""
    with _database() as (database, settings), open_lake(settings.home) as lake:
        fill(database, lake, [game] if game else None)
    say("Next: tcb serve")


@db.command(epilog="Example: tcb db backup monday.tcb-backup")
@file_argument
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def backup(*, file: Path, force: bool) -> None:
    """Write every row as of this moment into FILE; the application may go on running.

    FILE can be restored into SQLite and PostgreSQL alike. It holds password hashes: keep it
    where only you can read it.
    """
    with _database() as (database, _), steps("backup") as step:
        made = backups.backup(database.primary, file, datetime.now(UTC), force=force, progress=step)
    size = file.stat().st_size / 1e6
    say(f"{made.rows:,} rows of {len(made.tables)} tables, {size:,.1f} MB in {file}")
    say(f"Next: tcb db verify {file}")


@db.command(epilog="Example: tcb db restore monday.tcb-backup")
@file_argument
def restore(file: Path) -> None:
    """Fill an empty database from FILE: all of it, or nothing."""
    with _database() as (database, _), steps("restore") as step:
        made = backups.restore(database.primary, file, progress=step)
    say(f"{made.rows:,} rows of {len(made.tables)} tables, as of {made.made_at}")
    say(f"Next: tcb db verify {file}")


@db.command(epilog="Example: tcb db verify monday.tcb-backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@json_option
def verify(*, file: Path | None, as_json: bool) -> None:
    """Check tables, references and the audit log; with FILE, compare with that backup row by row.

    Ends with 1 where anything is wrong.
    """
    with _database() as (database, _), steps("verify") as step:
        faults = list(_faults(database, file, step))
    show(faults, ["what", "where", "rows", "which"], as_json=as_json, empty="nothing is wrong")
    if faults:
        raise click.exceptions.Exit(1)


def fill(database: Database, lake: Lake, games: Sequence[str] | None = None) -> None:
    """Fill in the cards of games, of all that the lake holds where none is named.

    Raises:
        LakeError: The lake holds no cards.
    """
    for name in games or _games(lake):
        cards = sorted(lake.catalog(name).cards, key=lambda card: card.number)
        _seed(database, name, cards)


@contextmanager
def _database() -> Iterator[tuple[Database, AppSettings]]:
    settings = load_app_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings)
    try:
        yield database, settings
    finally:
        database.close()


def _games(lake: Lake) -> Sequence[str]:
    found = lake.sql("SELECT DISTINCT game FROM cards ORDER BY game").arrow()
    if found.num_rows == 0:
        raise LakeError("the lake holds no card catalogue", remedy="tcb import PATH...")
    return [str(name) for name in found.column("game").to_pylist()]


def _seed(database: Database, game: str, cards: Sequence[Card]) -> None:
    codes = {card.set_code for card in cards if card.set_code is not None}
    days = {code: day for code in codes if (day := release_of(game, code)) is not None}
    with steps(f"seed {game}") as step:
        changed = catalogue.seed(
            database.begin(), cards, days, datetime.now(UTC),
            lambda done: step(done, len(cards), "cards"),
        )  # fmt: skip
    say(f"{game}: {len(cards):,} cards, {changed:,} of them new or changed, {len(days)} sets dated")


def _faults(database: Database, file: Path | None, step: Any) -> Iterator[dict[str, Any]]:
    with answering():
        revision, newest = migrating.revision_of(database.primary), migrating.newest()
    if revision is None:
        raise TcbError("the database has no tables yet", remedy="tcb db upgrade")
    if revision != newest:
        where = f"revision {revision}"
        yield {"what": "not the newest tables", "where": where, "rows": None, "which": newest}
    for lost in verifying.dangling(database.primary):
        what, where = f"names {lost.names} that are gone", f"{lost.table}.{lost.column}"
        yield {"what": what, "where": where, "rows": lost.rows, "which": None}
    if revision == newest:
        verdict = audit.verify(database.begin())
        if verdict.broken is not None:
            what = "the chain is broken"
            yield {"what": what, "where": "audit_log", "rows": 1, "which": verdict.broken}
    for found in verifying.compare(database.primary, file, progress=step) if file else ():
        which = "; ".join(found.keys)
        for kind in ("missing", "added", "changed"):
            if rows := getattr(found, kind):
                yield {"what": kind, "where": found.table, "rows": rows, "which": which}

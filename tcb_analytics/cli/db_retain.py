"""`tcb db retain`: removes from the application's database what has had its time."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import click

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.services.retention import retain as remove
from tcb_analytics.app.settings import load_app_settings
from tcb_analytics.cli.output import json_option, say
from tcb_analytics.cli.text import to_json


@click.command(epilog="Example: tcb db retain --days 90")
@click.option(
    "--days", type=click.IntRange(1, 3650),
    help="Days that ended jobs and kept answers stay; by default TCB_RETENTION_DAYS.",
)  # fmt: skip
@json_option
def retain(*, days: int | None, as_json: bool) -> None:
    """Remove ended sessions, tokens and jobs, and old kept answers; tcb serve does so each day."""
    settings = load_app_settings()
    database = Database(settings)
    try:
        removed = remove(
            database.begin(), days=days or settings.retention_days, now=datetime.now(UTC)
        )
    finally:
        database.close()
    if as_json:
        click.echo(to_json(asdict(removed)))
        return
    say(
        f"removed {removed.accesses:,} sessions and tokens, {removed.jobs:,} jobs, "
        f"{removed.answers:,} kept answers"
    )

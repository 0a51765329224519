"""`tcb audit`: whether the application's audit log is as it was written."""

from __future__ import annotations

from dataclasses import asdict

import click

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.services.audit import Verdict
from tcb_analytics.app.services.audit import verify as walk
from tcb_analytics.app.settings import load_app_settings
from tcb_analytics.cli.output import json_option, say
from tcb_analytics.cli.text import to_json


@click.group(epilog="Example: tcb audit verify")
def audit() -> None:
    """Look at the audit log of the application."""


class Noted(click.ParamType[tuple[int, str]]):
    """Number and hash of an entry, as `tcb audit verify` prints its last one."""

    name = "NUMBER:HASH"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, str]:
        """The two parts."""
        number, _, digest = str(value).partition(":")
        if not number.isdecimal() or len(digest) != 64:
            self.fail("expected NUMBER:HASH, as an earlier run printed it", param, ctx)
        return int(number), digest


@audit.command(epilog="Example: tcb audit verify --json")
@click.option(
    "--noted",
    type=Noted(),
    help="An entry that the log once had, to prove that no end was cut off.",
)
@json_option
def verify(*, noted: tuple[int, str] | None, as_json: bool) -> int:
    """Walk the chain of the audit log; name the first entry that is not as it was written."""
    database = Database(load_app_settings())
    try:
        verdict = walk(database.look(), noted)
    finally:
        database.close()
    if as_json:
        click.echo(to_json(asdict(verdict)))
    else:
        _tell(verdict)
    return 0 if verdict.broken is None else 1


def _tell(verdict: Verdict) -> None:
    if verdict.broken is not None:
        say(f"broken at entry {verdict.broken}: {verdict.why}")
        say(f"the {verdict.entries:,} entries before it are as they were written")
        return
    say(f"{verdict.entries:,} entries, each as it was written")
    if verdict.entries:
        number, digest = verdict.head
        say(f"Next: note {number}:{digest} elsewhere; tcb audit verify --noted proves it later")

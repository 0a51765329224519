"""`tcb account`: what the operator decides about accounts."""

from __future__ import annotations

import click

from tcb_analytics.app.bootstrap import compose
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import roles, sessions
from tcb_analytics.app.settings import load_app_settings
from tcb_analytics.cli.output import json_option, say
from tcb_analytics.cli.text import to_json


@click.group()
def account() -> None:
    """Accounts of the application."""


@account.command(epilog="Example: tcb account role 'Ann Otter' admin")
@click.argument("name")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@json_option
def role(*, name: str, role: str, as_json: bool) -> None:
    """Give the account NAME a ROLE: player, analyst or admin.

    The account's sessions and tokens end, and the audit log notes it.
    """
    parts = compose(load_app_settings())
    try:
        user, before = roles.give(parts.begin(), name, Role(role))
    finally:
        parts.close()
    if as_json:
        click.echo(to_json({"name": user.name, "role": user.role, "before": before}))
    elif before is user.role:
        say(f"{user.name} is {user.role.value} already")
    else:
        say(f"{user.name} is now {user.role.value}; was {before.value}")


@account.command(epilog="Example: tcb account logout 'Ann Otter'")
@click.argument("name", required=False)
@click.option("--all", "everybody", is_flag=True, help="Of every account, instead of NAME.")
@json_option
def logout(*, name: str | None, everybody: bool, as_json: bool) -> None:
    """End all sessions and tokens of the account NAME, as after a theft.

    Its owner can log in again; whoever must not needs another password first.
    """
    if everybody == (name is not None):
        raise click.UsageError("name an account, or say --all")
    parts = compose(load_app_settings())
    try:
        ended = sessions.end_all(parts.begin(), name, now=parts.now())
    finally:
        parts.close()
    if as_json:
        click.echo(to_json({"ended": ended}))
    else:
        say(f"{ended} ended")

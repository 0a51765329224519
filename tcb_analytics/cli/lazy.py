"""A command group that imports a noun's module only when that noun is used.

DuckDB, pandas and papermill take seconds to import; `tcb --help` needs none of
them, because each noun's one-line help is declared here beside its module.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

import click


class Noun(NamedTuple):
    """Where a command is defined, and its line in the list of commands."""

    module: str
    attribute: str
    help: str


class LazyGroup(click.Group):
    """A group whose members are declared by name and loaded on use."""

    nouns: dict[str, Noun]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in declared order."""
        return list(self.nouns)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None when there is none."""
        noun = self.nouns.get(cmd_name)
        if noun is None:
            return None
        command: click.Command = getattr(import_module(noun.module), noun.attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, noun.help) for name, noun in self.nouns.items()])


def declared(nouns: dict[str, Noun]) -> type[LazyGroup]:
    """A group class for these nouns, as click's ``cls=`` wants it."""
    return type("DeclaredGroup", (LazyGroup,), {"nouns": nouns})

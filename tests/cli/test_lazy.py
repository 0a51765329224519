"""The list of nouns costs nothing and is true."""

from __future__ import annotations

from importlib import import_module

import click
import pytest

from tcb_analytics.cli.lazy import Noun, declared
from tcb_analytics.cli.root import NOUNS, tcb


@pytest.mark.parametrize("name", NOUNS)
def test_every_declared_noun_is_a_command_of_that_name(name: str) -> None:
    command = tcb.get_command(click.Context(tcb), name)

    assert isinstance(command, click.Command)
    assert command.name == name


def test_a_noun_that_is_not_used_is_not_imported() -> None:
    group = declared({"ghost": Noun("no.such.module", "ghost", "Not there.")})("group")
    context = click.Context(group)

    assert group.list_commands(context) == ["ghost"]
    assert "Not there." in group.get_help(context)
    with pytest.raises(ModuleNotFoundError):
        group.get_command(context, "ghost")


def test_an_unknown_noun_is_none() -> None:
    assert tcb.get_command(click.Context(tcb), "nothing") is None


def test_nouns_live_in_files_of_the_room() -> None:
    for noun in NOUNS.values():
        assert noun.module.startswith("tcb_analytics.cli.")
        assert import_module(noun.module).__doc__

"""README names every command, export, notebook and setting, and none that does not exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import click
import pytest
from pydantic import SecretStr

import tcb_analytics
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.cli.root import tcb
from tcb_analytics.config import Settings
from tests.house.tree import REPOSITORY, modules, name, parsed, tracked

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^(?:\.venv/bin/)?tcb ((?:[a-z][a-z0-9-]*\b(?!=) ?)+)")


def table(heading: str) -> list[list[str]]:
    """Rows of the table under a heading of README, without backticks."""
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[part.strip().strip("`") for part in line.strip("|").split("|")] for line in lines]


def leaves(command: click.Command, path: str = "tcb") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that call it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            inner = command.get_command(context, word)
            assert inner is not None
            yield from leaves(inner, f"{path} {word}")
    else:
        yield path, command


COMMANDS = dict(leaves(tcb))


def test_every_command_stands_in_the_table_of_commands_and_none_else() -> None:
    assert {row[0] for row in table("Commands")} == set(COMMANDS)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_helps_with_an_example_of_itself(path: str) -> None:
    command = COMMANDS[path]

    assert command.help
    assert f"Example: {path}" in (command.epilog or "")


def test_every_command_line_that_readme_shows_exists() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    called = [match.group(1).split() for line in lines if (match := COMMAND.match(line))]

    assert called
    for words in called:
        assert any(" ".join(["tcb", *words]).startswith(path) for path in COMMANDS), words


def test_every_command_that_an_error_recommends_exists() -> None:
    nouns = {path.split()[1] for path in COMMANDS}
    strings = [
        (name(module), node.value)
        for module in modules()
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    named = [
        (file, match.groups())
        for file, text in strings
        for match in re.finditer(r"\btcb ([a-z][a-z-]*)(?: ([a-z][a-z0-9-]*))?", text)
        if match[1] in nouns or "Next:" in text or text.startswith("tcb ")
    ]
    groups = {noun for noun in nouns if f"tcb {noun}" not in COMMANDS}

    assert named
    for file, (noun, verb) in named:
        assert noun in nouns, file
        if noun in groups and verb is not None:
            assert f"tcb {noun} {verb}" in COMMANDS, f"{file}: tcb {noun} {verb}"


def test_every_make_target_that_readme_names_exists() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE))

    assert named
    assert named <= targets


def test_every_export_stands_in_the_table_of_the_front_door_and_none_else() -> None:
    assert {row[0] for row in table("The front door")} == set(tcb_analytics.__all__)


def test_every_notebook_stands_in_the_table_of_notebooks_and_none_else() -> None:
    found = {
        file.relative_to(REPOSITORY).as_posix() for file in tracked() if file.suffix == ".ipynb"
    }

    assert {row[0] for row in table("Notebooks")} == found


def test_the_table_of_settings_is_that_of_the_code() -> None:
    rows = {row[0]: row[1:] for row in table("Settings")}
    fields = Settings.model_fields

    assert list(rows) == [f"TCB_{setting.upper()}" for setting in fields]
    for setting, field in fields.items():
        default, meaning = rows[f"TCB_{setting.upper()}"]
        assert meaning == field.description
        assert default == str(field.default) or field.default_factory


def test_the_table_of_settings_of_the_application_is_that_of_the_code() -> None:
    rows = {row[0]: row[1:] for row in table("The application") if row[0].startswith("TCB_")}
    fields = {
        f"TCB_{setting.upper()}": field
        for setting, field in AppSettings.model_fields.items()
        if setting not in Settings.model_fields
    }

    assert list(rows) == list(fields)
    for setting, field in fields.items():
        default, meaning = rows[setting]
        secret = isinstance(field.default, SecretStr)
        plain = field.default.get_secret_value() if secret else field.default
        assert meaning == field.description
        assert default == (str(plain) or "none")


def test_every_file_that_the_documents_link_exists() -> None:
    for document in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"):
        text = (REPOSITORY / document).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert "://" in target or (REPOSITORY / target).is_file(), f"{document}: {target}"

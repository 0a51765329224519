"""What errors advise, at the command line: commands and options, no Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tcb_analytics
from tcb_analytics.cli.remedies import in_commands
from tests.cli.conftest import Tcb

PACKAGE = Path(tcb_analytics.__file__).parent
PYTHON = re.compile(r"lake\.\w|\w\(\)|\b[a-z_]+=(?:[{'\"\d]| |,|$)|build_deck|load_format")
NOT_ASKED = ("steps=7", "size=", "lake.limited_metrics()", "context=")
"""Parts of what no command asks for: the frontier, the size of a deck, metrics of logs."""


def _remedies() -> Iterator[tuple[str, str]]:
    """Every remedy that the rooms behind the commands write, with its file."""
    for room in ("cards", "strategies", "warehouse", "workbench"):
        for file in sorted((PACKAGE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                named = isinstance(node, ast.keyword) and node.arg == "remedy"
                named |= isinstance(node, ast.Assign) and "_REMEDY" in ast.unparse(node.targets[0])
                if named:
                    yield file.name, _text(node.value)


def _text(node: ast.AST) -> str:
    """The words of a string; what is filled in becomes 7."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _text(part) if isinstance(part, ast.Constant) else "7" for part in node.values
        )
    return " ".join(_text(part) for part in ast.iter_child_nodes(node))


def test_no_remedy_of_a_room_behind_the_commands_speaks_python() -> None:
    found = [(file, in_commands(text)) for file, text in _remedies()]
    assert len(found) > 80
    spoken = [
        (file, text)
        for file, text in found
        if PYTHON.search(text) and not any(part in text for part in NOT_ASKED)
    ]
    assert spoken == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("query", "sql", "SELECT * FROM nowhere"), "views that tcb data show lists"),
        (("query", "sql", "SELECT nothing FROM decks"), "tcb data show lists what can be asked"),
        (("deck", "build", "control", "--game", "tidebreak", "--format", "magic-limited"),
         "--collection FILE"),
    ],
)  # fmt: skip
def test_a_person_is_told_the_command(
    tcb: Tcb, sample_home: Path, words: tuple[str, ...], says: str
) -> None:
    done = tcb(*words, home=sample_home)
    assert done.code != 0
    assert says in done.err
    assert "lake.tables()" not in done.err


def test_the_command_that_is_advised_lists_what_sql_may_ask(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("data", "show", home=sample_home)
    assert done.code == 0
    names = {line.split()[0] for line in done.out.splitlines()[1:]}
    assert {"results", "decks", "cards", "matches"} <= names
    for name in sorted(names):
        assert tcb("query", "sql", f"SELECT COUNT(*) FROM {name}", home=sample_home).code == 0


def test_other_advice_stays_as_it_is() -> None:
    for remedy in ("tcb import PATH...", "give a later day", "narrow it with where"):
        assert in_commands(remedy) == remedy

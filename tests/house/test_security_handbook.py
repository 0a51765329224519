"""The handbook of security names what is there, and leaves no requirement of its levels out."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tcb_analytics.app.api import limits
from tcb_analytics.app.services import accounts, guessing, jobs
from tcb_analytics.app.settings import AppSettings
from tests.house.tree import REPOSITORY, parsed

PAGE = REPOSITORY / "academy" / "handbooks" / "security.md"
STATES = {"met", "partly", "operator", "n/a", "not met"}
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3",
    "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333",
    "6.6": "2223", "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222",
    "10.6": "22", "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23",
    "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
"""ASVS 5.0.0: the level of each requirement of a section, in order."""


class Line(NamedTuple):
    """A requirement as the handbook tells it."""

    id: str
    asks: str
    state: str
    how: str
    test: str


def text() -> str:
    """The handbook."""
    return PAGE.read_text(encoding="utf-8")


def lines() -> list[Line]:
    """Its requirements."""
    rows = [row for row in text().splitlines() if row.startswith("| v5.")]
    return [Line(*(part.strip() for part in row.strip("|").split("|"))) for row in rows]


def required() -> set[str]:
    """Numbers of the requirements of levels 1 and 2."""
    return {
        f"{section}.{place}"
        for section, levels in LEVELS.items()
        for place, level in enumerate(levels, 1)
        if level in "12"
    }


@cache
def named_tests(file: Path) -> set[str]:
    """Names of the tests in a file."""
    found = {node.name for node in ast.walk(parsed(file)) if isinstance(node, ast.FunctionDef)}
    return {name for name in found if name.startswith("test_")}


def below(room: str, path: str) -> Path:
    """A file as the handbook names it: below a room, or from the top."""
    if path.startswith(("tests/", "tcb_analytics/")) or path in ("uv.lock", "SECURITY.md"):
        return REPOSITORY / path
    return REPOSITORY / room / path


def test_the_levels_add_up_to_those_of_the_standard() -> None:
    every = "".join(LEVELS.values())

    assert [every.count(level) for level in "123"] == [70, 183, 92]


def test_every_requirement_is_told_once_and_none_of_levels_one_and_two_is_left_out() -> None:
    told = [line.id for line in lines()]

    assert [one for one in told if not re.fullmatch(r"v5\.0\.0(-\d+\.\d+)(\.\d+)?", one)] == []
    assert len(told) == len(set(told))
    numbers = {one.removeprefix("v5.0.0-") for one in told}
    whole = {number for number in numbers if number in LEVELS}
    single = numbers - whole
    assert single <= required()
    covered = single | {one for one in required() if one.rpartition(".")[0] in whole}
    assert sorted(required() - covered) == []
    assert not {one for one in single if one.rpartition(".")[0] in whole}


def test_every_state_is_one_of_those_that_are_explained_and_has_its_proof() -> None:
    for line in lines():
        assert line.state in STATES, line.id
        assert f"- **{line.state}**:" in text()
        assert line.asks, line.id
        assert line.how, line.id
        shown = line.test or "](#" in line.how
        assert shown or line.state not in ("met", "partly") or line.id.endswith("15.2.1"), line.id
        if line.state in ("n/a", "not met"):
            assert not line.test, f"{line.id}: what does not hold has no test"


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.id)
def test_every_file_section_and_test_that_a_requirement_names_is_there(line: Line) -> None:
    for path in re.findall(r"`([\w./-]+\.(?:py|html|js|md|lock))`", line.how):
        assert below("tcb_analytics/app", path).is_file(), path
    for anchor in re.findall(r"\]\(#([a-z-]+)\)", line.how):
        assert anchor in anchors(), anchor
    for path in re.findall(r"`([^`]+)`", line.test):
        check_test(path)


def anchors() -> set[str]:
    """What headings of the page are linked by."""
    found = re.findall(r"^#+ (.+)$", text(), re.MULTILINE)
    return {heading.lower().replace(" ", "-") for heading in found}


def check_test(path: str) -> None:
    """Fail where a test is not there."""
    file, _, name = path.partition("::")
    at = below("tests/app", file)
    assert at.is_file(), path
    assert name in named_tests(at), path


def test_tests_that_are_named_beside_the_tables_are_there() -> None:
    prose = "\n".join(row for row in text().splitlines() if not row.startswith("| v5."))
    named = re.findall(r"`([\w/]+\.py(?:::\w+)?)`", prose)

    assert len(named) > 5
    for path in named:
        if "::" in path:
            check_test(path)
        else:
            rooms = ("tests/app", "tcb_analytics/app")
            assert any(below(room, path).is_file() for room in rooms), path


def test_what_the_page_says_in_figures_is_what_the_code_says() -> None:
    page, field = " ".join(text().split()), AppSettings.model_fields
    assert f"{accounts.SHORTEST} to {accounts.LONGEST} characters" in page
    assert f"{accounts.MOST_TOKENS} tokens and {accounts.MOST_SESSIONS} sessions" in page
    assert f"{jobs.MOST_UNFINISHED} unfinished jobs" in page
    assert f"after {field['session_hours'].default} hours" in page
    assert f"after {field['session_idle_minutes'].default} minutes" in page
    assert f"Tokens end after {field['token_days'].default} days" in page
    assert ", ".join(guessing.OURS) in page
    assert [limits.BY_ADDRESS, limits.BY_ACCOUNT, limits.PROVING, limits.BY_NAME] == [
        "1200/minute", "600/minute", "10/minute;60/hour", "30/15 minutes",
    ]  # fmt: skip

"""`tcb deck check`: broken rules, told and counted in the exit code."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tcb
from tests.cli.deck_lists import built_list, without_last_line


def test_a_built_deck_is_legal(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("deck", "check", built_list(tcb, sample_home), home=sample_home)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Legal in ")


def test_a_short_deck_is_not_and_ends_with_1(tcb: Tcb, sample_home: Path) -> None:
    short = without_last_line(built_list(tcb, sample_home))
    done = tcb("deck", "check", short, home=sample_home)
    assert done.code == 1
    assert "the format asks for exactly 50" in done.out
    told = tcb("deck", "check", short, "--json", home=sample_home)
    assert told.code == 1
    found = json.loads(told.out)
    assert not found["legal"]
    assert [one["rule"] for one in found["violations"]] == ["size"]


def test_another_games_format_is_told_card_by_card(tcb: Tcb, sample_home: Path) -> None:
    text = built_list(tcb, sample_home)
    done = tcb("deck", "check", text, "--format", "onepiece", home=sample_home)
    assert done.code == 1
    assert "cards of another game than onepiece" in done.out

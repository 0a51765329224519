"""`tcb deck simulate`: games told in tables and as JSON, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tcb
from tests.cli.deck_lists import built_list, without_last_line


@pytest.fixture
def lists(tcb: Tcb, sample_home: Path) -> tuple[str, str]:
    return built_list(tcb, sample_home), built_list(tcb, sample_home, "aggressive")


def test_a_result_has_counts_interval_and_both_starts(
    tcb: Tcb, sample_home: Path, lists: tuple[str, str]
) -> None:
    words = ("deck", "simulate", *lists, "--games", "400", "--seed", "3")
    done = tcb(*words, home=sample_home)
    assert done.code == 0
    assert "of 400 games against" in done.out
    assert "95 % interval" in done.out
    assert {"all", "going first", "going second"} <= {
        line.split("  ")[0] for line in done.out.splitlines()
    }
    told = json.loads(tcb(*words, "--json", home=sample_home).out)
    assert told["wins"] + told["losses"] + told["draws"] == told["games"] == 400
    assert told["low"] <= told["rate"] <= told["high"]
    assert len(told["cards"]) > 10


def test_the_exchanged_decks_give_the_reverse(
    tcb: Tcb, sample_home: Path, lists: tuple[str, str]
) -> None:
    ours, theirs = lists
    words = ("--games", "301", "--json")
    one = json.loads(tcb("deck", "simulate", ours, theirs, *words, home=sample_home).out)
    other = json.loads(tcb("deck", "simulate", theirs, ours, *words, home=sample_home).out)
    assert one["wins"] == other["losses"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--games", "-5"), "whole number from 1 to 10,000,000"),
        (("--games", "1000000000"), "whole number from 1 to 10,000,000"),
        (("--pilot", "reckless"), "known are aggressive, balanced, control"),
    ],
)
def test_impossible_wishes_are_refused_with_the_remedy(
    tcb: Tcb, sample_home: Path, lists: tuple[str, str], words: tuple[str, str], why: str
) -> None:
    done = tcb("deck", "simulate", *lists, *words, home=sample_home)
    assert done.code in (1, 2)
    assert why in done.err
    assert "Next:" in done.err
    assert "Traceback" not in done.err


def test_a_deck_too_small_is_named(tcb: Tcb, sample_home: Path, lists: tuple[str, str]) -> None:
    short = lists[0]
    while len(short.splitlines()) > 4:
        short = without_last_line(short)
    done = tcb("deck", "simulate", short, lists[1], home=sample_home)
    assert done.code != 0
    assert "a deck of 20 to 60 cards was expected" in done.err


def test_a_long_wait_is_announced(
    tcb: Tcb, sample_home: Path, lists: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tcb_analytics.cli.deck_simulate.LONG", 20)

    done = tcb("deck", "simulate", *lists, "--games", "20", home=sample_home)

    assert done.code == 0
    assert done.err.startswith("playing 20 games; ")

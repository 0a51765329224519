"""`tcb deck analyse`: make-up, exact chances, and what successful decks have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.strategies.opening import chances
from tests.cli.conftest import Tcb
from tests.cli.deck_lists import built_list


def test_chances_and_make_up_are_those_of_the_deck(tcb: Tcb, sample_home: Path) -> None:
    text = built_list(tcb, sample_home)
    told = json.loads(tcb("deck", "analyse", text, "--json", home=sample_home).out)
    assert sum(told["curve"].values()) == sum(told["cards"].values()) == 50
    for number, copies in told["cards"].items():
        draws = next(one for label, one in told["draws"].items() if label.startswith(number))
        assert draws["hand"] == pytest.approx(chances(copies, 50, 5).hand)


def test_it_is_compared_with_the_leaders_successful_decks(tcb: Tcb, sample_home: Path) -> None:
    text = built_list(tcb, sample_home)
    done = tcb("deck", "analyse", text, "--placed", "16", home=sample_home)
    assert "decks of TB01-001" in done.err
    assert "that placed within 16" in done.err
    chance = (
        "Chance of at least one: in the first 5 cards, after a mulligan for it, and by "
        "turn 3 going first or second"
    )
    sections = ("Copies by cost", "Make-up", chance, "Successful decks have, this one lacks")
    assert set(sections) <= set(done.out.splitlines())
    assert sum(line.startswith("a card with 4 copies") for line in done.out.splitlines()) == 1
    none = tcb("deck", "analyse", text, "--least", "1", home=sample_home)
    assert "Make-up" in none.out

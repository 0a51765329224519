"""`tcb card`: finding cards in the catalogues of the lake."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tcb


def test_search_lists_cards_that_hold_every_word(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("card", "search", "draw", "--json", home=sample_home)

    found = json.loads(done.out)
    assert 0 < len(found) <= 20
    assert all("draw" in json.dumps(card).lower() for card in found)


def test_search_by_colour_and_game_narrows_down(tcb: Tcb, sample_home: Path) -> None:
    words = ("card", "search", "draw", "--color", "Blue", "--game", "tidebreak", "--json")

    assert all("Blue" in card["colors"] for card in json.loads(tcb(*words, home=sample_home).out))


def test_show_prints_the_facts_of_one_card(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("card", "show", "TB01-001", home=sample_home)

    assert done.code == 0
    assert "Leader" in done.out


def test_an_unknown_number_fails_with_a_hint(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("card", "show", "TB01-0O1", home=sample_home)

    assert done.code == 1
    assert "did you mean" in done.err


def test_a_lake_without_cards_says_so(tcb: Tcb, sample_folder: Path) -> None:
    tcb("import", sample_folder / "tournaments")

    done = tcb("card", "search", "draw")

    assert done.code == 1
    assert "no card catalogue" in done.err

"""`tcb deck build --learned`: values of the lake's placed lists."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tcb
from tests.cli.deck_lists import LEADER

BUILD = ("deck", "build", "control", "--leader", LEADER)


def test_values_are_learned_from_the_placed_lists_of_the_lake(tcb: Tcb, sample_home: Path) -> None:
    prior = json.loads(tcb(*BUILD, "--json", home=sample_home).out)
    done = tcb(*BUILD, "--learned", "--json", home=sample_home)
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["gap"] == 0
    assert told["cards"] != prior["cards"]
    assert (
        "100 % of the copies valued by evidence" in tcb(*BUILD, "--learned", home=sample_home).out
    )


def test_values_are_learned_for_a_named_leader_alone(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("deck", "build", "control", "--learned", "--game", "tidebreak", home=sample_home)
    assert done.code != 0
    assert "name --leader" in done.err


def test_a_limit_of_ones_own_stands(tcb: Tcb, sample_home: Path) -> None:
    told = json.loads(tcb(*BUILD, "--learned", "--json", home=sample_home).out)
    card = next(iter(told["cards"]))
    words = ("--learned", "--exclude", card, "--json")
    assert card not in json.loads(tcb(*BUILD, *words, home=sample_home).out)["cards"]

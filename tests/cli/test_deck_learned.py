"""`tcb deck build` and `improve` with `--learned`: values of placed lists, or of rated games."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from tcb_analytics.warehouse.importing import import_paths
from tests.cli.conftest import Tcb
from tests.cli.deck_lists import LEADER, built_list
from tests.workbench.rated_set import rated_set

BUILD = ("deck", "build", "control", "--leader", LEADER)


def test_values_are_learned_from_the_placed_lists_of_the_lake(tcb: Tcb, sample_home: Path) -> None:
    prior = json.loads(tcb(*BUILD, "--json", home=sample_home).out)
    done = tcb(*BUILD, "--learned", "--json", home=sample_home)
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["gap"] == 0
    assert told["cards"] != prior["cards"]
    assert all(value["learned"] and value["basis"] for value in told["values"].values())
    shown = tcb(*BUILD, "--learned", "--why", next(iter(told["cards"])), home=sample_home).out
    assert "100 % of the copies valued by evidence" in shown
    assert "its leader's lists" in shown
    assert "a copy by evidence (its leader's lists)" in shown


def test_without_a_leader_each_is_built_by_its_own_values(tcb: Tcb, sample_home: Path) -> None:
    words = ("--learned", "--game", "tidebreak", "--json")
    best = json.loads(tcb("deck", "build", "control", *words, home=sample_home).out)
    assert best["leaders"] > 1
    assert best["learned_share"] == 1
    again = tcb("deck", "build", "control", "--leader", best["leader"], *words, home=sample_home)
    named = json.loads(again.out)
    assert (named["cards"], named["objective"]) == (best["cards"], best["objective"])
    one = json.loads(tcb(*BUILD, "--learned", "--json", home=sample_home).out)
    assert one["objective"] <= best["objective"]


def test_a_deck_is_improved_by_learned_values(tcb: Tcb, sample_home: Path, tmp_path: Path) -> None:
    deck = tmp_path / "deck.txt"
    deck.write_text(built_list(tcb, sample_home))
    words = ("deck", "improve", deck, "--strategy", "control", "--changes", "3", "--learned")
    told = json.loads(tcb(*words, "--json", home=sample_home).out)
    assert told["gain"] > 0
    assert told["after"]["learned_share"] == 1
    assert "valued by evidence" in tcb(*words, home=sample_home).out


def test_a_limit_of_ones_own_stands(tcb: Tcb, sample_home: Path) -> None:
    told = json.loads(tcb(*BUILD, "--learned", "--json", home=sample_home).out)
    card = next(iter(told["cards"]))
    words = ("--learned", "--exclude", card, "--json")
    assert card not in json.loads(tcb(*BUILD, *words, home=sample_home).out)["cards"]


def test_learned_values_are_not_mixed_with_given_ones(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "values.csv"
    file.write_text("number,value\nTB01-010,5\n")
    done = tcb(*BUILD, "--learned", "--values", file, home=sample_home)
    assert done.code == 1
    assert "either given or learned" in done.err
    assert "leave --values out" in done.err


def test_a_lake_without_lists_says_what_to_import(
    tcb: Tcb, sample_folder: Path, tmp_path: Path
) -> None:
    import_paths([sample_folder / "cards"], tmp_path / "home" / "lake", limit=10**8)
    for words in (("build", "control"), ("improve", "4xTB01-010", "--strategy", "control")):
        done = tcb("deck", *words, "--learned")
        assert done.code == 2
        assert "no complete deck list of tidebreak" in done.err
        assert "Next: tcb import a file with deck lists, or tcb demo" in done.err


@pytest.mark.real_data
def test_a_limited_pool_is_built_mended_and_explained_by_published_ratings(
    tcb: Tcb, real_data: Path, tmp_path: Path
) -> None:
    ratings = real_data / "mtg" / "ratings_OTJ.json"
    import_paths([ratings], tmp_path / "home" / "lake", limit=10**8)
    rng = random.Random(9)
    cards = sorted(
        {card["name"] for card in json.loads(ratings.read_text())["card_ratings"].values()}
    )
    pool = Counter(rng.choice(cards) for _ in range(84))
    file = tmp_path / "pool.txt"
    file.write_text("\n".join(f"{copies} {name}" for name, copies in pool.items()))
    words = ("--game", "magic", "--collection", file)
    learned = json.loads(tcb("deck", "build", "balanced", *words, "--learned", "--json").out)
    assert learned["gap"] == 0
    basics = {"Plains", "Island", "Swamp", "Mountain", "Forest"}
    told = {name: value for name, value in learned["values"].items() if value["learned"]}
    assert len(told) > 10
    assert not basics & told.keys()
    assert all(value["basis"].startswith("OTJ: in hand") for value in told.values())
    first = next(iter(told))
    words_more = ("--learned", "--why", first, "--alternatives", "1")
    shown = tcb("deck", "build", "balanced", *words, *words_more)
    assert shown.code == 0, shown.err
    assert "by evidence (OTJ: in hand" in shown.out
    assert "Alternative 1:" in shown.out
    deck = tmp_path / "deck.txt"
    deck.write_text(tcb("deck", "build", "balanced", *words, "--list").out)
    better = tcb("deck", "improve", deck, *words, "--strategy", "balanced", "--learned", "--json")
    assert json.loads(better.out)["gain"] > 0


def test_a_pool_of_which_nothing_is_known_is_said_to_be_valued_by_the_prior(
    tcb: Tcb, tmp_path: Path
) -> None:
    known, strange = tmp_path / "ratings_AAA.json", tmp_path / "ratings_BBB.json"
    truth = {f"gull {at}": 0.5 for at in range(30)}
    rated_set(known, truth, dict.fromkeys(truth, 2_000))
    unseen = {f"tern {at}": 0.5 for at in range(30)}
    rated_set(strange, unseen, dict.fromkeys(unseen, 20))
    import_paths([known, strange], tmp_path / "home" / "lake", limit=10**8)
    file = tmp_path / "pool.txt"
    words = ("deck", "build", "balanced", "--collection", file, "--learned")
    for names, told in ((unseen, True), (truth, False)):
        file.write_text("\n".join(f"2 {name}" for name in names))
        done = tcb(*words)
        assert done.code == 0, done.err
        assert ("nothing in the lake tells of a card of this deck" in done.err) is told

"""`tcb deck build`: proven decks from the lake's catalogue, told in tables, JSON or as a list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.cli import deck_tables
from tests.cli.conftest import Tcb
from tests.cli.deck_lists import LEADER

BUILD = ("deck", "build", "control", "--leader", LEADER)


def test_the_deck_is_told_with_proof_points_and_binding_targets(
    tcb: Tcb, sample_home: Path
) -> None:
    done = tcb(*BUILD, home=sample_home)
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("Control deck of TB01-001")
    assert "proven optimal" in lines[0]
    assert "0 % of the copies valued by evidence" in lines[0]
    assert {"Points", "Targets at or beyond an end of their band"} <= set(lines)
    first = lines.index("Points")
    assert sum(int(line.split()[0]) for line in lines[2 : first - 1]) == 50


def test_json_holds_the_whole_result(tcb: Tcb, sample_home: Path) -> None:
    words = ("--json", "--why", "TB01-010", "--alternatives", "2", "--distance", "5")
    told = json.loads(tcb(*BUILD, *words, home=sample_home).out)
    assert told["gap"] == 0
    assert sum(told["cards"].values()) == 50
    assert [one["number"] for one in told["why"]] == ["TB01-010"]
    assert len(told["alternatives"]) == 2
    for other in told["alternatives"]:
        shared = sum(min(n, other["cards"].get(card, 0)) for card, n in told["cards"].items())
        assert 50 - shared >= 5
        assert other["objective"] <= told["objective"]


def test_without_a_leader_the_best_one_is_found(tcb: Tcb, sample_home: Path) -> None:
    told = json.loads(tcb("deck", "build", "balanced", "--json", home=sample_home).out)
    one = json.loads(
        tcb("deck", "build", "balanced", "--leader", LEADER, "--json", home=sample_home).out
    )
    assert told["leaders"] > 1
    assert told["objective"] >= one["objective"]


def test_reasons_and_alternatives_are_told(tcb: Tcb, sample_home: Path) -> None:
    deck = json.loads(tcb(*BUILD, "--json", home=sample_home).out)["cards"]
    number = next(iter(deck))
    done = tcb(*BUILD, "--why", number, "--alternatives", "1", home=sample_home)
    assert f"Why {deck[number]} of {number}" in done.out
    assert "not at all" in done.out
    assert "Alternative 1:" in done.out


def test_includes_and_excludes_hold(tcb: Tcb, sample_home: Path) -> None:
    deck = json.loads(tcb(*BUILD, "--json", home=sample_home).out)["cards"]
    out, fewer = list(deck)[:2]
    words = ("--exclude", out, "--exclude", f"{fewer}=1", "--json")
    changed = json.loads(tcb(*BUILD, *words, home=sample_home).out)["cards"]
    assert out not in changed
    assert changed.get(fewer, 0) <= 1


def test_a_collection_gives_a_shopping_list_within_the_budget(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    deck = json.loads(tcb(*BUILD, "--json", home=sample_home).out)["cards"]
    owned, prices = tmp_path / "owned.txt", tmp_path / "prices.csv"
    owned.write_text("\n".join(f"4x{number}" for number in list(deck)[:-3]))
    prices.write_text("number,price\n" + "\n".join(f"{number},1.5" for number in deck))
    words = ("--collection", owned, "--prices", prices, "--budget", "100")
    told = json.loads(tcb(*BUILD, *words, "--json", home=sample_home).out)
    assert told["coverage"] < 1
    assert sum(item["cost"] for item in told["shopping"]) <= 100
    assert "To buy" in tcb(*BUILD, *words, home=sample_home).out


def test_given_values_count_as_evidence(tcb: Tcb, sample_home: Path, tmp_path: Path) -> None:
    deck = json.loads(tcb(*BUILD, "--json", home=sample_home).out)["cards"]
    values = tmp_path / "values.csv"
    values.write_text("number,value\n" + "\n".join(f"{number},9" for number in deck))
    told = json.loads(tcb(*BUILD, "--values", values, "--json", home=sample_home).out)
    assert told["learned_share"] > 0.9
    assert all(told["values"][number]["value"] == 9 for number in deck if number in told["cards"])


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("kontrol",), 2, "did you mean 'control'"),
        (("control", "--leader", "TB01-0O1"), 1, "did you mean"),
        (("control", "--leader", "TB01-010"), 1, "is no leader"),
        (("control", "--leader", LEADER, "--include", "TB99-001"), 1, "no card 'TB99-001'"),
        (("control", "--leader", LEADER, "--include", "TB01-010=x"), 2, "NUMBER=COPIES"),
        (("control", "--leader", LEADER, "--include", "TB01-010=9"), 1, "cannot be met"),
        (("control", "--leader", LEADER, "--budget", "5"), 1, "nothing without prices"),
        (("control", "--format", "chess"), 2, "no format 'chess'"),
        (("control", "--leader", LEADER, "--format", "magic-limited"), 1, "has no leaders"),
        (("control", "--leader", LEADER, "--distance", "0"), 2, "range"),
    ],
)
def test_bad_requests_are_told_with_the_next_command(
    tcb: Tcb, sample_home: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    done = tcb("deck", "build", *words, home=sample_home)
    assert done.code == code
    assert says in done.err
    assert "Next:" in done.err
    assert done.out == ""


def test_a_game_that_the_lake_lacks_is_told_with_those_it_holds(
    tcb: Tcb, sample_home: Path
) -> None:
    done = tcb("deck", "build", "control", "--game", "chess", home=sample_home)
    assert done.code == 1
    assert "no cards of the game 'chess' in the lake; it holds tidebreak" in done.err


def test_an_empty_lake_says_what_to_do(tcb: Tcb) -> None:
    done = tcb("deck", "build", "control")
    assert done.code == 1
    assert "tcb demo" in done.err


def test_control_characters_of_a_list_are_shown_and_not_obeyed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    deck_tables.say_lines("4x\x1b]0;title\x07\nnext")
    assert capsys.readouterr().out == "4x\\x1b]0;title\\x07\nnext\n"

"""`tcb deck values`: learned values of a leader, of a colour and of a Limited set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.warehouse.importing import import_paths
from tests.cli.conftest import Tcb
from tests.cli.deck_lists import LEADER


def test_values_beside_a_leader_come_with_their_uncertainty(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("deck", "values", "--leader", LEADER, "--limit", "3", home=sample_home)
    assert done.code == 0
    lines = done.out.splitlines()
    assert LEADER in lines[0]
    assert len(lines) == 5
    told = json.loads(tcb("deck", "values", "--leader", LEADER, "--json", home=sample_home).out)
    assert len(told["values"]) > 30
    values = [row["value"] for row in told["values"]]
    assert values == sorted(values, reverse=True)
    assert all(row["uncertainty"] > 0 for row in told["values"])


def test_values_of_a_colour_come_from_all_its_leaders(tcb: Tcb, sample_home: Path) -> None:
    told = json.loads(tcb("deck", "values", "--color", "red", "--json", home=sample_home).out)
    assert told["of"].startswith("any Red leader (")
    assert {row["by"] for row in told["values"] if row["learned"]} == {"Red lists"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "either --leader or --color"),
        (("--leader", LEADER, "--color", "Red"), "either --leader or --color"),
        (("--color", "mauve"), "no card has the colour 'mauve'; known:"),
        (("--leader", LEADER, "--on", "2020-01-01"), "before 2020-01-01"),
    ],
)
def test_wrong_questions_are_told(
    tcb: Tcb, sample_home: Path, words: tuple[str, ...], says: str
) -> None:
    done = tcb("deck", "values", *words, home=sample_home)
    assert done.code == 2
    assert says in done.err
    assert "Next:" in done.err


@pytest.mark.real_data
def test_a_limited_set_has_values_in_all_decks_and_by_colours(
    tcb: Tcb, real_data: Path, tmp_path: Path
) -> None:
    import_paths([real_data / "mtg" / "ratings_OTJ.json"], tmp_path / "home" / "lake", limit=10**8)
    assert "Bonny Pall, Clearcutter" in tcb("deck", "values", "--limit", "1").out
    told = json.loads(tcb("deck", "values", "--color", "ub", "--json").out)
    assert told["of"] == "UB decks"
    assert any(row["by"].endswith("in UB decks") for row in told["values"])
    assert tcb("deck", "values", "--leader", "Conduit Pylons").code == 2

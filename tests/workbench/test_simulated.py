from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.simulator import Gauntlet, gauntlet
from tcb_analytics.warehouse.lake import open_lake
from tcb_analytics.workbench.simulated import gauntlet_document, store_gauntlet
from tests.simulator.random_decks import plain_deck

DAY = date(2026, 2, 3)


def _deck(seed: int, leader: str) -> Deck:
    plain = plain_deck(seed)
    assert plain.leader is not None
    return Deck(dict(plain.cards), replace(plain.leader, number=leader), name=f"deck {seed}")


@pytest.fixture(scope="module")
def played() -> Gauntlet:
    leaders = ("XX01-001", "XX01-002", "XX01-001")
    return gauntlet([_deck(seed, leader) for seed, leader in enumerate(leaders, 1)], games=60)


def test_a_stored_gauntlet_is_read_by_the_helpers_that_read_real_data(
    played: Gauntlet, tmp_path: Path
) -> None:
    folder = tmp_path / "lake"
    summary = store_gauntlet(played, folder, "spring", DAY)
    with open_lake(tmp_path) as lake:
        where = {"source": "simulated"}
        cells = lake.matchups(where, game="onepiece", threshold=0).arrow().to_pylist()
        rates = lake.win_rates(where=where, game="onepiece", threshold=0).arrow().to_pylist()

    found = {(row["leader"], row["opponent"]): (row["wins"], row["losses"]) for row in cells}
    one, two, three = range(3)
    ours = played.wins[one, two] + played.wins[three, two]
    theirs = played.wins[two, one] + played.wins[two, three]
    assert summary.rejected == 0
    assert found["XX01-001", "XX01-002"] == (ours, theirs)
    assert found["XX01-002", "XX01-001"] == (theirs, ours)
    assert {row["leader"] for row in rates} == {"XX01-001", "XX01-002"}


def test_a_gauntlet_of_the_same_name_and_day_replaces_the_one_before(
    played: Gauntlet, tmp_path: Path
) -> None:
    folder = tmp_path / "lake"
    other = replace(played, wins=played.wins * 2, draws=played.draws * 2)
    store_gauntlet(other, folder, "spring", DAY)
    store_gauntlet(played, folder, "spring", DAY)
    with open_lake(tmp_path) as lake:
        total = lake.sql("SELECT sum(wins) AS wins FROM matchups").arrow().to_pylist()

    assert total == [{"wins": int(played.wins.sum())}]


def test_a_mirror_cell_holds_both_sides_and_no_list_is_stored(played: Gauntlet) -> None:
    document = gauntlet_document(played, "spring", DAY)
    first = document["leaders"][0]
    mirror = first["matchups"]["XX01-001"]

    assert mirror["wins"] == mirror["losses"] == played.wins[0, 2] + played.wins[2, 0]
    assert first["deck_count"] == 2
    assert "sample_builds" not in first
    assert document["source"].startswith("simulated ")


def test_a_name_that_is_no_name_is_refused(played: Gauntlet, tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match=re.escape("at most 20 letters")):
        store_gauntlet(played, tmp_path / "lake", "no name / at all")

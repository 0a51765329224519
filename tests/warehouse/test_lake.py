from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake, open_lake


def _leaders(lake: Lake) -> set[str]:
    return set(lake.win_rates(threshold=0).arrow().column("leader").to_pylist())


def test_a_missing_lake_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="tcb demo for the sample, or tcb import PATH"):
        open_lake(tmp_path / "nowhere")


def test_the_home_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, lake_folder: Path, league: Any, bring: Any
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    monkeypatch.setenv("TCB_HOME", str(lake_folder.parent))
    with open_lake() as lake:
        assert _leaders(lake) == {"A"}


@pytest.mark.parametrize("how", ["relative", "link"])
def test_a_home_may_be_named_in_a_roundabout_way(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    lake_folder: Path,
    league: Any,
    bring: Any,
    how: str,
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    (tmp_path / "link").symlink_to(lake_folder.parent)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TCB_HOME", "home" if how == "relative" else str(tmp_path / "link"))
    with open_lake() as lake:
        monkeypatch.chdir("/")
        assert _leaders(lake) == {"A"}


def test_a_lake_shows_its_snapshot_until_it_is_refreshed(
    lake_folder: Path, league: Any, bring: Any
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    lake = open_lake(lake_folder.parent)
    before = lake.win_rates(threshold=0)
    bring(league("b.json", summer=[["C", "B", 1]]))
    assert _leaders(lake) == {"A"}
    lake.refresh()
    assert _leaders(lake) == {"A", "C"}
    assert before.arrow().column("leader").to_pylist() == ["A"]


def test_an_earlier_state_can_be_opened_by_version_and_by_time(
    lake_folder: Path, league: Any, bring: Any
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    with open_lake(lake_folder.parent) as first:
        version = first.version
    between = datetime.now(UTC)
    time.sleep(0.01)
    bring(league("a.json", spring=[["C", "B", 1]]))
    with open_lake(lake_folder.parent) as now:
        assert _leaders(now) == {"C"}
        assert [row["live"] for row in now.history().arrow().to_pylist()] == [True, False]
        assert len(now.imports()) == 1
    for as_of in (version, str(version), between, between.isoformat()):
        with open_lake(lake_folder.parent, as_of=as_of) as earlier:
            assert _leaders(earlier) == {"A"}
            assert len(earlier.history()) == 1


def test_an_earlier_state_that_never_was_is_refused(
    lake_folder: Path, league: Any, bring: Any
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    for as_of in (99, "yesterday"):
        with pytest.raises(LakeError):
            open_lake(lake_folder.parent, as_of=as_of)


def test_rejected_fields_can_be_read(lake_folder: Path, league: Any, bring: Any) -> None:
    bring(league("a.json", spring=[["A", "B", 3], ["A", "B"]]))
    with open_lake(lake_folder.parent) as lake:
        (row,) = lake.rejects().arrow().to_pylist()
    assert (row["field"], row["reason"]) == ("cell", "expected leader, opponent, wins")


def test_a_lake_describes_itself_and_escapes_what_it_shows(
    lake_folder: Path, league: Any, bring: Any
) -> None:
    bring(league("a.json", spring=[["<script>", "B", 3]]))
    with open_lake(lake_folder.parent) as lake:
        assert str(lake_folder) in repr(lake)
        assert "onepiece" in lake._repr_html_()
        assert "<script>" not in lake.win_rates()._repr_html_()


def test_a_closed_lake_says_so(lake_folder: Path, league: Any, bring: Any) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    lake = open_lake(lake_folder.parent)
    asked = lake.win_rates()
    lake.close()
    with pytest.raises(LakeError, match="closed"):
        asked.df()


@pytest.fixture(scope="module")
def real_lake(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    home = tmp_path_factory.mktemp("real")
    parts = ("onepiece/matchups", "onepiece/cards_official", "mtg/rounds_legacy_2024-03-28.json")
    import_paths([real_data / part for part in parts], home / "lake", limit=512_000_000)
    return open_lake(home)


@pytest.mark.real_data
def test_a_published_week_is_recomputed_to_the_digit(real_lake: Lake) -> None:
    week = {"source": "limitless"}
    cells = real_lake.matchups(week, threshold=0).arrow().to_pylist()
    assert [sum(cell[name] for cell in cells) for name in ("wins", "losses", "ties")] == [
        1032,
        1032,
        14,
    ]
    found = {(cell["leader"], cell["opponent"]): cell for cell in cells}
    for (leader, opponent), cell in found.items():
        assert cell["wins"] == found[opponent, leader]["losses"]
    rates = {
        row["leader"]: row
        for row in real_lake.win_rates(where=week, threshold=0).arrow().to_pylist()
    }
    shares = {
        row["leader"]: row for row in real_lake.meta_share("set_code", week).arrow().to_pylist()
    }
    published = real_lake.sql("SELECT * FROM shares").arrow().to_pylist()
    assert len(published) == 44
    for row in published:
        leader = row["leader"]
        assert rates[leader]["games"] == row["published_games"]
        assert rates[leader]["rate"] == pytest.approx(row["published_win_rate"], abs=0.0005001)
        assert shares[leader]["share"] == pytest.approx(row["published_share"], abs=0.0005001)


@pytest.mark.real_data
def test_leaders_newer_than_the_catalogue_keep_their_published_name(real_lake: Lake) -> None:
    names = real_lake.win_rates(where={"source": "limitless"}).arrow().column("leader_name")
    assert names.null_count == 0
    catalog = real_lake.catalog("onepiece")
    assert len(catalog) == 2665


@pytest.mark.real_data
def test_a_ladder_match_without_a_winner_counts_for_nobody(real_lake: Lake) -> None:
    left = real_lake.left_out().arrow().to_pylist()
    sides = real_lake.sql("SELECT * FROM results WHERE source = 'ladder'")
    single = real_lake.sql("SELECT * FROM matches WHERE source = 'ladder'")
    dropped = sum(
        row["entries"]
        for row in left
        if row["source"] == "ladder" and "unknown" not in row["reason"]
    )
    assert len(sides) == 2 * (len(single) - dropped)


@pytest.mark.real_data
def test_players_have_rates_in_a_game_without_leaders(real_lake: Lake) -> None:
    rows = real_lake.win_rates("player", game="magic", threshold=0).arrow().to_pylist()
    assert len(rows) == 25
    assert sum(row["wins"] for row in rows) == sum(row["losses"] for row in rows)

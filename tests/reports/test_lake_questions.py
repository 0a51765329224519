"""What reports ask of a lake: games, decks, periods, cards linked to matches."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tcb_analytics.config import bundled
from tcb_analytics.errors import ReportError
from tcb_analytics.reports.about import about
from tcb_analytics.reports.lookups import (
    card_results,
    filters,
    game_of,
    name_of,
    period_kind,
    period_of,
    prints_of,
    weekly_inclusion,
)
from tcb_analytics.reports.models import LeaderParameters
from tcb_analytics.warehouse.lake import Lake, open_lake


def import_into(home: Path, *paths: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tcb_analytics", "import", *map(str, paths)],
        env={**os.environ, "TCB_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake with the bundled sample."""
    home = tmp_path_factory.mktemp("home")
    import_into(home, bundled("sample"))
    return open_lake(home)


def test_the_game_is_that_of_the_card_or_the_one_asked_for(lake: Lake) -> None:
    assert game_of(lake, None) == "tidebreak"
    assert game_of(lake, None, "TB01-001") == "tidebreak"
    with pytest.raises(ReportError, match="no game 'chess' in the lake; it holds tidebreak"):
        game_of(lake, "chess")
    with pytest.raises(ReportError, match="did you mean TB01-054"):
        game_of(lake, None, "TB01-54")


def test_a_hostile_number_is_a_value_and_never_sql(lake: Lake) -> None:
    with pytest.raises(ReportError, match="nothing in the lake knows"):
        game_of(lake, None, "x' OR '1'='1")
    assert name_of(lake, "tidebreak", "'; DROP TABLE cards; --") is None


def test_periods_and_week_filters_come_from_the_data(lake: Lake) -> None:
    first, last = period_of(lake, "tidebreak")

    assert first is not None
    assert last is not None
    assert first < last
    assert period_kind(lake, "tidebreak") == "week"
    low, high = filters(lake, "tidebreak", weeks=2)["date"]  # type: ignore[misc]
    assert (high - low).days == 13
    assert high == last


def test_an_unknown_set_is_answered_with_the_known_ones(lake: Lake) -> None:
    assert filters(lake, "tidebreak", set_code="TB03") == {"set_code": "TB03"}
    with pytest.raises(ReportError, match=r"known: .*TB03"):
        filters(lake, "tidebreak", set_code="OP99")


def test_results_with_and_without_a_card_add_up_to_all_linked_results(lake: Lake) -> None:
    table = card_results(lake, "tidebreak", "TB01-010", threshold=20)
    linked = lake.win_rates(
        by=("leader", "deck_id"), game="tidebreak", threshold=0, mirrors="exclude"
    ).df()
    total = linked[linked["deck_id"].notna()]["games"].sum()

    assert table[table["leader"].isna()]["games"].sum() == total
    assert table[table["leader"].notna()]["games"].sum() == total
    assert set(table["played"]) == {True, False}


def test_weekly_inclusion_counts_each_complete_list_once(lake: Lake) -> None:
    weekly = weekly_inclusion(lake, "tidebreak", "TB01-010")
    decks = lake.decks(game="tidebreak", where={"complete": True}).df()

    assert weekly["decks"].sum() == decks["week"].notna().sum()
    assert ((weekly["low"] <= weekly["inclusion"]) & (weekly["inclusion"] <= weekly["high"])).all()
    assert not prints_of(lake, "tidebreak", "TB01-010").empty
    led = weekly_inclusion(lake, "tidebreak", "TB01-001")
    assert led["decks_with"].sum() == (decks["leader"].eq("TB01-001") & decks["week"].notna()).sum()


def test_a_report_says_that_sample_data_are_made_up_and_names_its_lake(lake: Lake) -> None:
    params = LeaderParameters(leader="TB01-001")

    told = about(lake, "tidebreak", params, title="x")

    assert told.data.startswith("Sample data: generated, with a known truth. Tidebreak: ")
    assert told.lake == f"version {lake.version}"
    assert told.parameters["leader"] == "TB01-001"
    assert any("fewer than 10 games" in sentence for sentence in told.method)

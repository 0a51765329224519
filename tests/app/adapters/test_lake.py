"""The lake of the application: absent, damaged, changed while it is asked, asked by many."""

from __future__ import annotations

import gzip
import json
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from tcb_analytics.app.adapters.lake import LakeOnDisk
from tcb_analytics.app.services.lake import RatesAsked
from tcb_analytics.app.services.refusals import InvalidError, UnavailableError
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.config import bundled
from tcb_analytics.warehouse.importing import import_paths
from tests.app.conftest import GAME

WEEK = "matchups/week_TB03.json.gz"
BY_LEADER = RatesAsked("win_rates", ("leader",), game=GAME)


@pytest.fixture
def home(lake_home: Path, tmp_path: Path) -> Path:
    """A home with a lake of the test's own."""
    shutil.copytree(lake_home / "lake", tmp_path / "lake")
    return tmp_path


@pytest.fixture
def lake(home: Path) -> Iterator[LakeOnDisk]:
    made = LakeOnDisk(AppSettings(home=home))
    yield made
    made.close()


def grow(home: Path, copies: int = 1) -> None:
    """Import one more file of results."""
    found = json.loads(gzip.decompress((bundled("sample") / WEEK).read_bytes()))
    found["set_code"] = f"NEW{copies}"
    (home / "more.json").write_text(json.dumps(found))
    import_paths([home / "more.json"], home / "lake", limit=2**29)


def test_without_a_lake_it_is_unavailable_and_there_once_it_is_made(
    tmp_path: Path, lake_home: Path
) -> None:
    lake = LakeOnDisk(AppSettings(home=tmp_path))
    for _ in range(2):
        with pytest.raises(UnavailableError) as away:
            lake.look()
        assert str(tmp_path) not in str(away.value)
    shutil.copytree(lake_home / "lake", tmp_path / "lake")

    assert GAME in lake.look().games
    lake.close()


def test_a_damaged_lake_is_unavailable(home: Path, lake: LakeOnDisk) -> None:
    for commit in (home / "lake" / "imports" / "_delta_log").iterdir():
        commit.write_text("no json")

    for _ in range(2):
        with pytest.raises(UnavailableError):
            lake.look()


def test_a_file_that_is_gone_is_unavailable_and_no_traceback(home: Path, lake: LakeOnDisk) -> None:
    state = lake.look()
    for file in (home / "lake" / "matchups").rglob("*.parquet"):
        file.unlink()

    with pytest.raises(UnavailableError):
        state.rates(RatesAsked("matchups", game=GAME))


def test_an_unchanged_lake_is_opened_once_by_many_threads(lake: LakeOnDisk) -> None:
    together = threading.Barrier(16)

    def look(_: int) -> int:
        together.wait()
        state = lake.look()
        assert len(state.catalog(GAME)) == 300
        return id(state)

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(look, range(16)))) == 1


def test_a_changed_lake_is_seen_at_once_and_states_in_use_stay(
    home: Path, lake: LakeOnDisk
) -> None:
    before = lake.look()
    counted = before.rates(BY_LEADER)

    grow(home)
    after = lake.look()

    assert after.version > before.version
    assert sum(row["games"] for row in after.rates(BY_LEADER).rows) > sum(
        row["games"] for row in counted.rows
    )
    assert before.rates(BY_LEADER) == counted


def test_threads_that_ask_while_it_grows_never_fail_and_never_go_back(
    home: Path, lake: LakeOnDisk
) -> None:
    done = threading.Event()

    def ask(_: int) -> list[tuple[int, int]]:
        seen = []
        while not done.is_set():
            state = lake.look()
            games = sum(row["games"] for row in state.rates(BY_LEADER).rows)
            seen.append((state.version, games))
        return seen

    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(ask, number) for number in range(4)]
        for copies in range(3):
            grow(home, copies)
        done.set()
        seen = [found.result() for found in asking]

    for walk in seen:
        assert walk == sorted(walk)
    told = {version: games for walk in seen for version, games in walk}
    assert all(told[version] == games for walk in seen for version, games in walk)


def test_questions_are_answered_with_counts_interval_and_withheld(lake: LakeOnDisk) -> None:
    asked = RatesAsked(
        "win_rates", ("leader", "week"), {"date": (date(2000, 1, 1), None)}, GAME, threshold=5
    )
    rows = lake.look().rates(asked).rows

    assert rows
    for row in rows:
        assert row["withheld"] == (row["games"] < 5)
        assert (row["rate"] is None) == row["withheld"]
        if not row["withheld"]:
            assert row["low"] <= row["rate"] <= row["high"]


@pytest.mark.parametrize(
    "asked",
    [
        RatesAsked("win_rates", ("nothing",)),
        RatesAsked("win_rates", ("leader",), game="chess"),
        RatesAsked("win_rates", ("leader",), {"leader": ["\0"]}),
        RatesAsked("win_rates", ()),
    ],
)
def test_what_cannot_be_asked_is_invalid(lake: LakeOnDisk, asked: RatesAsked) -> None:
    with pytest.raises(InvalidError):
        lake.look().rates(asked)


def test_an_unknown_game_has_no_cards_and_no_rules(lake: LakeOnDisk) -> None:
    state = lake.look()
    for ask in (state.catalog, state.rules):
        with pytest.raises(InvalidError):
            ask("chess")


def test_a_lake_that_was_closed_is_opened_again(lake: LakeOnDisk) -> None:
    lake.look()
    lake.close()
    assert len(lake.look().catalog(GAME)) == 300

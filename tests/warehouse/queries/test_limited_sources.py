"""Generated logs answer where there are no others, and never mix with real ones unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.limited import LEFT_OUT
from tests.warehouse.queries.lakes import lake_of
from tests.warehouse.queries.limited_lakes import facts_of, write_facts

GAMES = {
    ("SYN", "17lands"): 60,
    ("SYN", "sample"): 90,
    ("TWO", "sample"): 40,
    ("ONE", "17lands"): 30,
}


@pytest.fixture(scope="module", params=[True, False], ids=["memory", "SQL"])
def lake(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lake]:
    """Real and generated logs, of one set both."""
    folder: Path = tmp_path_factory.mktemp("mixed")
    imports = {
        f"i{at}": facts_of(at, games, code, source=source)
        for at, ((code, source), games) in enumerate(GAMES.items())
    }
    settings = Settings(home=folder, threads=1, **({} if request.param else {"hot_mb": 0}))
    with lake_of(DuckEngine(write_facts(folder, imports), settings)) as lake:
        desk = lake._limited.hot
        assert desk is not None
        desk.eager = bool(request.param)
        yield lake


@pytest.mark.parametrize(
    ("asked", "games"),
    [
        ({}, 90),
        ({"sets": "SYN"}, 60),
        ({"sets": "TWO"}, 40),
        ({"where": "set_code = 'TWO'"}, 40),
        ({"sets": ["TWO", "ONE"]}, 30),
        ({"where": {"source": "sample"}}, 130),
        ({"where": "source in ('sample', '17lands')"}, 220),
        ({"sets": "SYN", "where": {"source": "sample"}}, 90),
    ],
)
def test_real_games_come_before_generated_ones(
    lake: Lake, asked: dict[str, object], games: int
) -> None:
    result = lake.limited("num_games", (), **asked)  # type: ignore[arg-type]  # by name and value

    assert result.df()["num_games"].tolist() == [games]
    apart = asked in ({}, {"sets": "SYN"}, {"sets": ["TWO", "ONE"]})
    assert (LEFT_OUT in result.notes) == apart


def test_as_a_key_the_source_tells_them_apart(lake: Lake) -> None:
    rows = lake.limited("num_games", ("set_code", "source")).df()

    assert (
        dict(
            zip(zip(rows["set_code"], rows["source"], strict=True), rows["num_games"], strict=True)
        )
        == GAMES
    )


def test_every_other_question_keeps_them_apart_too(lake: Lake) -> None:
    def games(rows: object) -> int:
        return int(rows.df()["num_games"].sum())  # type: ignore[attr-defined]  # any result

    assert games(lake.limited_matchups()) == 90
    assert games(lake.limited_course("num_games", by=())) == 90
    split = lake.limited_play_draw(()).df()
    assert split.filter(regex="^num_").iloc[0].sum() == 90
    both = lake.pair_synergy("SYN", threshold=1).df()["num_together"].sum()
    made = lake.pair_synergy("SYN", where={"source": "sample"}, threshold=1).df()
    every = "source in ('sample', '17lands')"
    assert both + made["num_together"].sum() == (
        lake.pair_synergy("SYN", where=every, threshold=1).df()["num_together"].sum()
    )

"""Questions answered from memory, in the cases that the shape of data or of answers makes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.hot import answering, blocks, grid
from tcb_analytics.warehouse.hot.desk import HotDesk
from tcb_analytics.warehouse.hot.serving import Serving
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.log_metrics import card_mean
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import AskedLimited, LimitedResult
from tests.warehouse.queries.lakes import lake_of
from tests.warehouse.queries.limited_lakes import catalogue, facts_of, limited_lake, write_facts

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"metrics": ["gih_wr", "iwd"], "by": ("name", "opp_rank", "num_turns"), "where": "on_play"},
    {"metrics": ["gp_wr"], "by": ("draft_id", "color"), "where": {"rarity": "mythic"}},
    {"metrics": ["alsa", "ata"], "by": ("name", "draft_date", "rank")},
    {"metrics": ["num_games", "deck_lands_avg", "deck_spells_avg"], "by": ("game_date", "won")},
    {"metrics": ["gih_wr", "iwd"], "by": ("rank", "name", "on_play", "color"), "where": {}},
    {"metrics": ["deck_mana_value_avg"], "by": ("rarity", "has_splash"), "where": "mana_value > 1"},
)  # fmt: skip


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    with limited_lake(tmp_path_factory.mktemp("answering")) as lake:
        desk_of(lake).eager = True
        yield lake


def desk_of(lake: Lake) -> HotDesk:
    desk = lake._limited.hot
    assert desk is not None
    return desk


def ask(lake: Lake, question: dict[str, Any]) -> LimitedResult:
    asked = AskedLimited(
        question["metrics"], question["by"], question.get("where"), None, question.get("context"),
        Honesty(1, "wilson", 0.95), rollups=False,
    )  # fmt: skip
    return lake._limited.ask(asked)


@pytest.mark.parametrize("question", QUESTIONS)
def test_slots_cells_and_tallies_give_the_same_answer(
    lake: Lake, question: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = ask(lake, question)
    assert set(cells.plan.engines) == {"facts, in memory"}
    monkeypatch.setattr(grid, "DENSE", 1)
    slots = ask(lake, question)
    monkeypatch.setattr(grid, "DENSE", 2**19)
    monkeypatch.setattr(blocks, "TALLIED", 0)
    counted = ask(lake, question)

    assert counted.arrow().equals(cells.arrow())
    assert slots.arrow().num_rows > 1
    assert slots.arrow().equals(cells.arrow())


def test_an_answer_of_too_many_cells_is_left_to_sql(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = ask(lake, QUESTIONS[0]).arrow()
    monkeypatch.setattr(grid, "MOST_CELLS", 10)
    asked = ask(lake, QUESTIONS[0])

    assert asked.plan.engines == ("facts, SQL",)
    assert asked.arrow().equals(cells)


def test_sums_over_too_many_groups_are_left_to_sql(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "MOST_WEIGHED", 10)

    assert ask(lake, QUESTIONS[3]).plan.engines == ("facts, SQL",)


def test_filters_that_keep_nothing_give_no_rows(lake: Lake) -> None:
    for where in ({"rank": []}, {"rarity": []}, "num_turns > 900"):
        asked = ask(lake, QUESTIONS[0] | {"where": where})
        assert asked.plan.engines == ("facts, in memory",)
        assert len(asked) == 0


def test_weights_are_taken_from_cards_and_null_adds_nothing(lake: Lake) -> None:
    """Against the same mean worked out of copies by card; one card is in no catalogue."""
    found = ask(lake, {"metrics": [card_mean("mana_value")], "by": ("opp_rank",)}).df()
    copies = ask(lake, {"metrics": ["deck"], "by": ("opp_rank", "name", "mana_value")}).df()
    known = copies[copies["mana_value"].notna()]
    assert len(known) < len(copies)
    weighed = (known["deck"] * known["mana_value"]).groupby(known["opp_rank"], dropna=False).sum()
    expected = weighed / known.groupby("opp_rank", dropna=False)["deck"].sum()

    assert np.allclose(found["deck_mean_mana_value"], expected)


def test_rows_of_files_may_stand_in_any_order(tmp_path: Path) -> None:
    rows = facts_of(3, 90)
    rng = np.random.default_rng(1)
    mixed = {name: [found[i] for i in rng.permutation(len(found))] for name, found in rows.items()}
    cards = {"cards": catalogue()}
    with (
        opened(tmp_path / "a", {"i1": rows, "i2": cards}) as straight,
        opened(tmp_path / "b", {"i1": mixed, "i2": cards}) as shuffled,
    ):
        for question in QUESTIONS:
            one, two = ask(straight, question), ask(shuffled, question)
            assert two.plan.engines == ("facts, in memory",)
            assert one.arrow().equals(two.arrow())


def test_numbers_of_games_may_have_gaps(tmp_path: Path) -> None:
    rows = facts_of(4, 90)
    apart = {
        name: [
            row | {"game_id": row["game_id"] * 3 + 5} if "game_id" in row else row for row in found
        ]
        for name, found in rows.items()
    }
    with (
        opened(tmp_path / "a", {"i1": rows}) as dense,
        opened(tmp_path / "b", {"i1": apart}) as gaps,
    ):
        question = {"metrics": ["gih_wr", "gp_wr"], "by": ("name", "on_play")}
        assert ask(dense, question).arrow().equals(ask(gaps, question).arrow())


def opened(folder: Path, imports: dict[str, Any]) -> Lake:
    snapshot = write_facts(folder, imports, rollups=False)
    lake = lake_of(DuckEngine(snapshot, Settings(home=folder, threads=1)))
    desk_of(lake).eager = True
    return lake


def test_opening_a_lake_loads_no_compiler() -> None:
    code = "import sys, tcb_analytics.warehouse.lake; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_import_is_no_answer_and_sql_says_that_there_are_no_rows(lake: Lake) -> None:
    desk, asked = lake._limited, ask(lake, QUESTIONS[0])
    serving = Serving(desk.engine, desk.inventory, desk_of(lake).memory, {})  # type: ignore[arg-type]  # DuckDB here

    assert serving.answer(asked.question, asked._parts, ()) is None
    assert len(ask(lake, QUESTIONS[0] | {"where": "set_code = 'SYN' and set_code = 'TWO'"})) == 0

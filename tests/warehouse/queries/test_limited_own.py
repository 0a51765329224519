"""Metrics of one's own, intervals that are withheld, and answers joined into the next question."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tcb_analytics
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.limited import LimitedResult
from tests.warehouse.queries.limited_lakes import limited_lake

README = Path(__file__).parents[3] / "README.md"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """Held in memory from the first question on."""
    with limited_lake(tmp_path_factory.mktemp("own")) as lake:
        desk = lake._limited.hot
        assert desk is not None
        desk.eager = True
        yield lake


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """Nothing is held: SQL over files."""
    with limited_lake(tmp_path_factory.mktemp("own-cold"), hot_mb=0) as lake:
        yield lake


def test_rates_over_picks_have_no_interval_and_say_why(lake: Lake) -> None:
    asked = lake.limited(["trophy_rate", "picked_match_wr"], threshold=0)

    assert asked.df()["trophy_rate"].notna().any()
    assert not {"trophy_rate_low", "trophy_rate_shrunk", "picked_match_wr_low"} & set(asked.df())
    reason = (
        "No interval for trophy_rate, picked_match_wr: the picks of one draft share its result."
    )
    assert reason in asked.notes


def test_a_rate_of_ones_own_has_an_interval_once_it_says_how_copies_repeat(lake: Lake) -> None:
    def lost(squares: str | None) -> LimitedResult:
        rate = Metric("lost", "limited", "1 - oh_wr", "lost", sample="num_oh", squares=squares)
        return lake.limited([rate, "oh_wr"], threshold=0)

    told, bare = lost("oh_squares"), lost(None)
    rows = told.df()
    assert np.allclose(rows["lost_low"], 1 - rows["oh_wr_high"])
    assert "lost_low" not in bare.df()
    assert any("lost: copies of a card" in note and "squares=" in note for note in bare.notes)


def test_picks_are_numbered_over_all_packs_of_a_draft(lake: Lake, cold: Lake) -> None:
    for one in (lake, cold):
        asked = one.limited("num_taken", ("pack_number", "pick_number", "pick_index"))
        rows = asked.df()
        assert (
            rows["pick_index"].tolist() == (10 * rows["pack_number"] + rows["pick_number"]).tolist()
        )
        kept = one.limited("num_seen", "name", where="pick_index < 12 and rank = 'gold'")
        same = "pick_number < 10 and (pack_number = 0 or pick_number < 2) and rank = 'gold'"
        assert kept.arrow().equals(one.limited("num_seen", "name", where=same).arrow())


def test_the_examples_of_the_readme_run_as_they_stand(lake: Lake) -> None:
    """A metric of one's own in one statement, an answer in the next question in two."""
    blocks = README.read_text(encoding="utf-8").split("```python\n")[1:]
    (example,) = (block.split("```")[0] for block in blocks if "card_mean" in block)
    names: dict[str, Any] = {"lake": lake, "tcb": tcb_analytics}
    for statement in ast.parse(example).body:
        found = ast.unparse(statement)
        exec(found if "=" in found.split("(")[0] else f"last = {found}", names)

    joined = names["last"].set_index("main_colors")
    cards = lake.limited(["deck", "gih_wr"], by=("main_colors", "name"), threshold=0).df()
    cards = cards.merge(names["cards"].df()[["name", "gih_wr"]], on="name", suffixes=("_own", ""))
    weighed = (cards["deck"] * cards["gih_wr"]).groupby(cards["main_colors"]).sum()
    known = cards["deck"].where(cards["gih_wr"].notna()).groupby(cards["main_colors"]).sum()
    assert joined["deck_mean_gih_wr"].to_dict() == pytest.approx((weighed / known).to_dict())
    assert "game_wr" in joined
    assert names["kept"].name == "kept"


def test_a_share_that_no_pick_of_a_row_tells_counts_as_none_in_every_way(
    lake: Lake, cold: Lake
) -> None:
    question = (["maindeck_rate", "sideboard_in_rate"], ("draft_id", "pick_index", "name"))
    held, asked = (one.limited(*question).arrow() for one in (lake, cold))

    assert held.equals(asked)
    assert held.column("maindeck_rate").null_count == 0

"""Logs on the whole way: written by the generator, imported, asked in every way."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import AskedLimited
from tcb_analytics.workbench.limited_sample import write_limited_sample
from tcb_analytics.workbench.limited_sample.events import EVENTS

QUESTIONS: tuple[tuple[list[str], tuple[str, ...], str | None], ...] = (
    (["gih_wr", "iwd", "gp_wr"], ("name", "rank"), None),
    (["ata", "alsa", "trophy_rate"], ("name", "pack_num"), "rarity = 'rare'"),
    (["game_wr", "num_turns_avg"], ("main_colors", "game_week", "on_play"), None),
    (["gih_wr", "deck"], ("rarity", "color", "player_cohort"), "mana_value > 1"),
    (["deck_lands_avg", "deck_mana_value_avg"], ("main_colors",), "on_play"),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("imported")
    write_limited_sample(folder / "sample", set_code="SYN", games=1_500, seed=4)
    settings = Settings(home=folder / "home", threads=1)
    import_paths([folder / "sample"], settings.lake, limit=settings.max_input_mb << 20)
    return settings


@pytest.mark.parametrize(("metrics", "by", "where"), QUESTIONS)
def test_imported_logs_give_one_answer_in_every_way(
    settings: Settings, metrics: list[str], by: tuple[str, ...], where: str | None
) -> None:
    answers = []
    for rollups, held in product((True, False), (True, False)):
        with Lake(settings) as lake:
            desk = lake._limited
            assert desk.hot is not None
            desk.hot.eager = held
            asked = AskedLimited(metrics, by, where, None, None, Honesty(), rollups=rollups)
            result = desk.ask(asked)
            answers.append(result.arrow())
            assert all(step.held == held for step in result.plan.steps)

    assert answers[0].num_rows > 3
    assert all(answer.equals(answers[0]) for answer in answers[1:])


def test_a_deck_of_the_sample_is_forty_cards(settings: Settings) -> None:
    with Lake(settings) as lake:
        row = lake.limited(["deck", "deck_lands_avg", "deck_spells_avg", "num_games"], by=()).df()

    assert row["num_games"][0] >= 1_500
    assert (
        row["deck_lands_avg"][0] + row["deck_spells_avg"][0] == row["deck"][0] / row["num_games"][0]
    )
    assert 15 < row["deck_lands_avg"][0] < 19


@pytest.mark.parametrize(
    "both", ["mana_value > pick_number", "mana_value is null or pick_number > 9"]
)
def test_a_condition_on_a_card_and_its_pick_keeps_the_rows_it_keeps_one_by_one(
    settings: Settings, both: str
) -> None:
    counts = ["num_seen", "num_taken"]
    plain = "event_match_wins > 2 and rarity = 'common'"
    with Lake(settings) as lake:
        asked = lake.limited(counts, where=f"{plain} and ({both})")
        single = lake.limited(counts, by=("name", "mana_value", "pick_number"), where=plain).df()
        kept = asked.df().set_index("name")[counts]

    assert "facts, SQL" in str(asked.plan)
    by_hand = single.query(both.replace("mana_value is null", "mana_value.isna()"))
    pd.testing.assert_frame_equal(kept, by_hand.groupby("name")[counts].sum(), check_dtype=False)


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_an_event_won_to_its_end_is_a_trophy_whatever_its_kind(tmp_path: Path, event: str) -> None:
    write_limited_sample(tmp_path / "logs", set_code="SYN", games=200, seed=2, event=event)
    settings = Settings(home=tmp_path / "home", threads=1)
    import_paths([tmp_path / "logs"], settings.lake, limit=settings.max_input_mb << 20)
    with Lake(settings) as lake:
        found = lake.limited(["trophy_rate", "num_taken"], by="event_match_wins", threshold=0).df()

    rates = found.set_index("event_match_wins")["trophy_rate"]
    assert rates[rates > 0].to_dict() == {EVENTS[event].wins: 1.0}

"""The sentences of the report on a set say what its frames say, and no more."""

from __future__ import annotations

import pandas as pd
import pytest

from tcb_analytics.reports import set_story as story
from tcb_analytics.reports.blocks import DataTable, Prose
from tcb_analytics.workbench.archetypes import Archetype, Archetypes
from tests.reports.limited_frames import LOGS, cards, groups

CARDS = cards(
    ("Good", 1000, 700, 2.0), ("Even", 1000, 560, 5.0), ("Bad", 1000, 420, 9.0),
    ("Lucky", 210, 150, 7.0), ("Rare", 9, 9, 3.0),
)  # fmt: skip
COLORS = groups("main_colors", ("WU", 4000, 2200), ("BG", 3000, 1800), ("", 1500, 700), ("R", 9, 9))
TOTAL = groups("all", ("", 8509, 4709)).iloc[0]


def test_the_surest_card_is_named_not_the_luckiest() -> None:
    headline = story.set_headline(LOGS, TOTAL, CARDS, COLORS)

    assert headline.sentence == (
        "Good is the surest card of SYN PremierDraft: 70.0 % won with it in hand; 2 of 4 cards "
        "lie clearly above the mean of 57.0 %."
    ).replace(" %", "\u00a0%")
    assert [figure.value for figure in headline.figures] == [
        "55.3\u00a0%",
        "70.0\u00a0%",
        "60.0\u00a0%",
    ]
    assert headline.figures[2].note.startswith("BG, 58 to 62")


def test_few_games_give_no_best_card() -> None:
    few = CARDS.tail(1)
    headline = story.set_headline(LOGS, TOTAL, few, COLORS.tail(1))

    assert "too few games" in headline.sentence
    assert {figure.value for figure in headline.figures[1:]} == {"–"}
    assert story.cards_prose(few, 200).paragraphs[0].startswith("No card came to hand in 200")
    assert isinstance(story.cards_table(few, 10), Prose)
    assert story.colors_prose(COLORS.tail(1), 0.55).paragraphs[0].startswith("No colours have")


def test_cards_are_told_with_what_chance_alone_would_do() -> None:
    told = story.cards_prose(CARDS, 200).paragraphs

    assert "Clearly above the mean of 57.0\u00a0%: Good and Lucky. Clearly below: Bad." in told[0]
    assert told[1].startswith("For 1 card the interval reaches the mean. By chance alone about 0")
    assert told[2] == "1 card with under 200 copies in hand is withheld."


def test_the_table_lists_the_surest_first_and_counts_the_rest() -> None:
    table = story.cards_table(CARDS, 2)

    assert isinstance(table, DataTable)
    assert [row[0] for row in table.rows] == ["Good", "Lucky"]
    assert table.more == 2
    assert "#ATA" in table.columns
    without = story.cards_table(CARDS.drop(columns="ata"), 2)
    assert isinstance(without, DataTable)
    assert "#ATA" not in without.columns


@pytest.mark.parametrize(("picks", "how"), [(0.0, "mostly agree"), (10.0, "hardly agree")])
def test_drafters_and_results_are_compared_by_rank(picks: float, how: str) -> None:
    told = CARDS[CARDS["gih_wr"].notna()]
    rate = told["gih_wr"].rank()
    frame = told.assign(ata=5 - rate if picks == 0 else rate)

    assert how in story.late_prose(frame, has_picks=True).paragraphs[0]


def test_picks_that_were_not_logged_are_not_told() -> None:
    said = story.late_prose(CARDS.drop(columns="ata"), has_picks=False)

    assert "no logs of drafting" in said.paragraphs[0]
    assert "Too few" in story.late_prose(CARDS.head(2), has_picks=True).paragraphs[0]


def test_colours_are_judged_by_the_rate_of_all() -> None:
    said = story.colors_prose(COLORS, 0.55).paragraphs[0]

    assert said == (
        "All decks together win 55.0 %. Clearly more: BG (60 %). Clearly less: none (47 %)."
    ).replace(" %", "\u00a0%")
    assert story.most_played(COLORS, "main_colors") == ["WU", "BG", ""]


def test_maps_show_the_surest_at_both_ends_and_no_card_twice() -> None:
    assert story.surest_and_weakest(CARDS, 1) == ["Good", "Bad"]
    assert sorted(story.surest_and_weakest(CARDS, 9)) == ["Bad", "Even", "Good", "Lucky"]


def test_a_move_is_told_when_first_and_last_interval_are_apart() -> None:
    weeks = groups(
        "main_colors", ("WU", 1000, 600), ("WU", 1000, 450), ("BG", 1000, 500), ("BG", 1000, 520)
    ).assign(game_week=pd.to_datetime(["2026-01-12", "2026-01-19"] * 2))

    moved = story.weeks_prose(weeks).paragraphs[0]
    assert "from 12 January 2026 to 19 January 2026: WU (60\u00a0% to 45\u00a0%)." in moved
    assert "No colours moved clearly" in story.weeks_prose(weeks.tail(2)).paragraphs[0]
    assert "not two weeks" in story.weeks_prose(weeks.head(1)).paragraphs[0]


def test_archetypes_are_told_by_colours_and_core() -> None:
    one = Archetype("WU A and B", "WU", ("A", "B"), 9, 600, 360, 0.6, 0.56, 0.64)
    found = Archetypes("SYN", "PremierDraft", (one,), pd.DataFrame({"archetype": [0] * 9}), 0.25)

    assert "9 decks fall into 1 archetype" in story.archetypes_prose(found).paragraphs[0]
    assert "0.25" in story.archetypes_prose(found).paragraphs[0]
    assert story.archetype_table(found.frame(), 20).rows[0][:4] == (
        "WU",
        "A · B",
        "9",
        "60.0\u00a0%",
    )
    assert story.archetype_table(found.frame(), 601).rows[0][3] == "–"
    assert list(story.archetype_chart(found, 0.5, 20).layout.yaxis.ticktext) == ["WU A"]
    assert "not asked for" in story.archetypes_prose(None).paragraphs[0]
    assert len(story.method(archetypes=True)) == len(story.method(archetypes=False)) + 1


def test_play_stands_above_draw() -> None:
    sides = groups("on_play", (False, 1000, 500), (True, 1000, 540))
    table = story.play_draw_table(sides.assign(num_turns_avg=9.04, num_mulligans_avg=0.17))

    assert [row[0] for row in table.rows] == ["first", "second"]
    assert table.rows[0][-2:] == ("9.0", "0.17")

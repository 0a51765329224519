"""Tournament files, the week of results, the restrictions and the truth file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tcb_analytics.warehouse.recognition import TRUTH
from tcb_analytics.workbench.sample.catalogue import write_restrictions
from tcb_analytics.workbench.sample.declared import league
from tcb_analytics.workbench.sample.roster import popularity
from tcb_analytics.workbench.sample.tournaments import booster_periods, write_tournaments
from tcb_analytics.workbench.sample.truth import truth
from tcb_analytics.workbench.sample.week import DECKS, MATCHES
from tests.workbench.sample.conftest import Written, read


def test_each_booster_period_covers_the_weeks_in_which_it_was_the_newest() -> None:
    periods = {entry.code: weeks for entry, weeks in booster_periods(league())}

    assert periods == {"TB02": [0, 1, 2, 3, 4, 5], "TB03": [6, 7, 8, 9, 10, 11]}


@pytest.mark.parametrize("code", ["tb02", "tb03"])
def test_a_tournament_file_agrees_with_itself(sample: Written, code: str) -> None:
    document = read(sample.folder / f"tournaments/tournaments_{code}.json.gz")
    decks = [deck for event in document["events"] for deck in event["decks"]]

    assert len(document["events"]) == 12
    for event in document["events"]:
        assert event["leaderDistribution"] == Counter(d["leaderId"] for d in event["decks"])
        assert len(event["decks"]) <= event["players"]
        assert event["decks"][0]["placing"] == "1st"
        assert len({deck["player"] for deck in event["decks"]}) == len(event["decks"])
    summed = {row["leaderId"]: row for row in document["leaderStats"]}
    assert sum(row["totalAppearances"] for row in summed.values()) == len(decks)
    assert sum(row["wins"] for row in summed.values()) == 12
    for row in summed.values():
        assert row["totalAppearances"] == row["top4"] + row["top8"] + row["top16"]


def test_dates_come_with_and_without_a_year_as_in_real_files(sample: Written) -> None:
    document = read(sample.folder / "tournaments/tournaments_tb02.json.gz")
    dates = [event["date"] for event in document["events"]]

    assert {"Jan 11", "1/10/26"} <= set(dates)
    assert sum("/" in date for date in dates) == 6


def test_strong_leaders_are_placed_more_often_than_they_are_played(tmp_path: Path) -> None:
    """The placed decks of an event are stronger, by the matrix, than its field."""
    win, shares = league().win, popularity(league())
    surplus, variance = 0.0, 0.0
    for seed in range(8):
        for name in write_tournaments(tmp_path, league(), seed):
            for event in read(tmp_path / name)["events"]:
                share = shares[int(event["name"].split()[-1]) - 1]
                strength = win @ share
                played = [league().leaders.index(deck["leaderId"]) for deck in event["decks"]]
                surplus += float((strength[played] - share @ strength).sum())
                variance += len(played) * (share @ strength**2 - (share @ strength) ** 2)

    assert surplus > 4 * np.sqrt(variance)


def test_the_cells_of_the_week_mirror_each_other_and_add_up(sample: Written) -> None:
    week = read(sample.folder / "matchups/week_TB03.json.gz")
    cells = {
        (leader["leader_card_id"], other): cell
        for leader in week["leaders"]
        for other, cell in leader["matchups"].items()
    }
    total = sum(cell["total_matches"] for cell in cells.values())

    assert 2 * MATCHES * 0.98 < total <= 2 * MATCHES
    assert sum(leader["deck_count"] for leader in week["leaders"]) == DECKS
    for (leader, other), cell in cells.items():
        mirror = cells[other, leader]
        assert (cell["wins"], cell["losses"]) == (mirror["losses"], mirror["wins"])
        assert cell["ties"] == mirror["ties"]
        assert cell["total_matches"] == cell["wins"] + cell["losses"] + cell["ties"]
        if leader == other:
            assert cell["wins"] == cell["losses"]


def test_the_week_agrees_with_the_matrix(sample: Written) -> None:
    week = read(sample.folder / "matchups/week_TB03.json.gz")
    place = {leader: index for index, leader in enumerate(sample.truth["leaders"])}
    surplus, variance = 0.0, 0.0
    for leader in week["leaders"]:
        for other, cell in leader["matchups"].items():
            chance = sample.truth["win"][place[leader["leader_card_id"]]][place[other]]
            if chance > 0.5:
                games = cell["wins"] + cell["losses"]
                surplus += cell["wins"] - games * chance
                variance += games * chance * (1 - chance)

    assert abs(surplus) < 3.3 * np.sqrt(variance)


def test_inclusion_rates_agree_with_their_counts(sample: Written) -> None:
    week = read(sample.folder / "matchups/week_TB03.json.gz")
    for leader in week["leaders"]:
        assert leader["cards"]
        for card in leader["cards"]:
            having, decks = map(int, card["decks_count_text"].removesuffix(" decks").split("/"))
            assert decks == leader["deck_count"]
            assert card["inclusion_percentage"] == pytest.approx(100 * having / decks, abs=0.051)


def test_the_restrictions_hold_one_of_each_kind(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("restrictions")
    rows = read(folder / write_restrictions(folder)[0])["Restrictions"]

    assert [row["Banned"] for row in rows].count(True) == 1
    assert [row["MaxCount"] for row in rows].count(1) == 1
    assert [row.get("BanSubCategory") for row in rows[-2:]] == ["Card A", "Card B"]


def test_the_truth_says_that_it_is_no_data_and_is_that_of_its_files(sample: Written) -> None:
    files = [name for name in sample.summary.files if name != "truth.json"]

    assert sample.truth[TRUTH] is True
    assert sample.truth == truth(league(), 7, 50_000, files)

"""Standings: the rules' own examples, a real event, and the laws of any event."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.standings import Match, Standing, standings

players = st.sampled_from(["Ada", "Ben", "Cam", "Dee", "Eve", "Fay"])
games = st.integers(0, 3)
pairs = st.tuples(players, st.one_of(st.none(), players)).filter(lambda pair: pair[0] != pair[1])
events = st.lists(st.builds(lambda p, a, b, d: Match(*p, a, b, d), pairs, games, games, games))


def of(player: str, table: list[Standing]) -> Standing:
    return next(standing for standing in table if standing.player == player)


@pytest.mark.real_data
def test_a_real_event_comes_out_as_published(real_data: Path) -> None:
    text = (real_data / "mtg" / "rounds_legacy_2024-03-28.json").read_text(encoding="utf-8")
    event = json.loads(text)
    matches = [
        Match(
            match["Player1"],
            None if match["Player2"] == "-" else match["Player2"],
            *map(int, match["Result"].split("-")),
        )
        for played in event["Rounds"]
        for match in played["Matches"]
    ]
    found = standings(matches)
    published = event["Standings"]
    assert len(published) == 25
    assert [(one.rank, one.player) for one in found] == [
        (row["Rank"], row["Player"]) for row in published
    ]
    for one, row in zip(found, published, strict=True):
        assert (one.points, one.wins, one.losses, one.draws) == (
            row["Points"], row["Wins"], row["Losses"], row["Draws"],
        )  # fmt: skip
        assert (one.omwp, one.gwp, one.ogwp) == pytest.approx(
            (row["OMWP"], row["GWP"], row["OGWP"]), abs=1e-6
        )


def test_game_points_are_those_of_the_rules_examples() -> None:
    """Magic Tournament Rules, appendix C: 2-0-1 earns 7 and 1 game points of 9."""
    table = standings([Match("Ada", "Ben", 2, 0, 1)])
    assert of("Ada", table).gwp == pytest.approx(7 / 9)
    assert of("Ben", table).gwp == pytest.approx(1 / 3)


def test_a_bye_counts_for_oneself_and_is_no_opponent() -> None:
    table = standings([Match("Ada", None, 2, 0), Match("Ada", "Ben", 0, 2)])
    ada, ben = of("Ada", table), of("Ben", table)
    assert (ada.wins, ada.points, ada.gwp) == (1, 3, 0.5)
    assert ada.omwp == 1
    assert ben.omwp == 0.5


def test_opponents_never_count_less_than_one_third() -> None:
    table = standings([Match("Ada", "Ben", 2, 0), Match("Ada", "Cam", 2, 0)])
    assert of("Ada", table).omwp == pytest.approx(1 / 3)


def test_only_a_bye_so_far_leaves_the_floor_for_opponents() -> None:
    (ada,) = standings([Match("Ada", None, 2, 0)])
    assert (ada.omwp, ada.ogwp) == pytest.approx((1 / 3, 1 / 3))


def test_players_level_in_everything_share_a_rank_and_the_next_is_skipped() -> None:
    table = standings([Match("Dee", "Cam", 2, 0), Match("Ada", "Ben", 2, 0)])
    assert [(one.rank, one.player) for one in table] == [
        (1, "Ada"), (1, "Dee"), (3, "Ben"), (3, "Cam"),
    ]  # fmt: skip


def test_no_matches_give_no_standings() -> None:
    assert standings([]) == []


@given(events, st.randoms(use_true_random=False))
def test_the_order_of_matches_does_not_matter(event: list[Match], random: Any) -> None:
    shuffled = list(event)
    random.shuffle(shuffled)
    assert standings(shuffled) == standings(event)


@given(events)
def test_who_is_listed_first_does_not_matter(event: list[Match]) -> None:
    swapped = [
        match if match.player_2 is None
        else Match(match.player_2, match.player_1, match.games_2, match.games_1, match.games_drawn)
        for match in event
    ]  # fmt: skip
    assert standings(swapped) == standings(event)


@given(events)
def test_points_and_percentages_keep_their_bounds(event: list[Match]) -> None:
    table = standings(event)
    byes = sum(match.player_2 is None for match in event)
    matches = sum(one.wins + one.losses + one.draws for one in table)
    assert matches == 2 * len(event) - byes
    for one in table:
        assert one.points == 3 * one.wins + one.draws
        assert all(1 / 3 <= rate <= 1 for rate in (one.omwp, one.gwp, one.ogwp))
    assert [one.points for one in table] == sorted((one.points for one in table), reverse=True)


@pytest.mark.parametrize(
    "wrong",
    [
        ("Ada", "Ada", 2, 0, 0),
        ("", "Ben", 2, 0, 0),
        (None, "Ben", 2, 0, 0),
        ("Ada", "Ben", -1, 0, 0),
        ("Ada", "Ben", 1.5, 0, 0),
        ("Ada", "Ben", None, 0, 0),
        ("Ada", "Ben"),
        ("Ada", "Ben", 1, 0, 0, 0),
    ],
)
def test_an_impossible_result_is_refused_by_its_place(wrong: tuple[Any, ...]) -> None:
    with pytest.raises(StatisticsError, match="match 2"):
        standings([("Ada", "Ben", 2, 0, 0), wrong])

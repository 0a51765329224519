"""Lists come out of the lake whole, and count by their success."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.placed_lists import PlacedList, read_lists

PLAIN = PlacedList("d", "TB02", "TB01-001", date(2026, 1, 10), None, None, 0.0, 0, {"TB01-005": 4})


def test_every_placed_list_is_there_with_its_fifty_cards(placed: list[PlacedList]) -> None:
    assert Counter(one.period for one in placed) == {"TB02": 192, "TB03": 192}
    assert {one.size for one in placed} == {50}
    assert all(one.leader not in one.counts for one in placed)
    assert len({one.deck_id for one in placed}) == 384


def test_ladder_lists_come_with_their_matches(league_lake: Lake) -> None:
    ladder = [one for one in read_lists(league_lake) if one.place is None]
    games = sum(one.games for one in ladder)
    assert ladder
    assert sum(one.wins for one in ladder) == pytest.approx(games / 2)


def test_a_better_place_in_a_larger_field_counts_more() -> None:
    weights = [
        replace(PLAIN, place=place, players=players).weight
        for place, players in ((64, 64), (8, 64), (1, 64), (1, 1024))
    ]
    assert weights == sorted(weights)
    assert weights[0] > 0
    assert (
        replace(PLAIN, place=1, players=None).weight == replace(PLAIN, place=1, players=32).weight
    )


def test_more_wins_count_more_and_few_games_hardly_move() -> None:
    assert PLAIN.weight == 1
    assert replace(PLAIN, wins=1, games=1).weight == pytest.approx(1, abs=0.1)
    assert replace(PLAIN, wins=80, games=100).weight > 1.5
    assert replace(PLAIN, wins=20, games=100).weight < 0.5


def test_a_game_that_is_not_there_is_named(league_lake: Lake) -> None:
    with pytest.raises(QueryError, match="tidebreak"):
        read_lists(league_lake, "chess'; DROP")

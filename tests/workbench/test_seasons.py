"""Seasons: lists folded by period and leader, in order of time, without a look ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.workbench.placed_lists import PlacedList
from tcb_analytics.workbench.seasons import Seasons, seasons_of
from tcb_analytics.workbench.shelf import Shelf


def test_periods_stand_in_order_and_know_only_cards_on_sale(seasons: Seasons) -> None:
    assert [season.period for season in seasons.seasons] == ["TB02", "TB03"]
    newest = np.array([card.set_code == "TB03" for card in seasons.cards])
    assert not (seasons.seasons[0].out & newest).any()
    assert seasons.seasons[1].out[newest].all()


def test_mean_copies_sum_to_a_deck(seasons: Seasons) -> None:
    for season in seasons.seasons:
        for found in season.played.values():
            assert found.copies.sum() == pytest.approx(50)
            assert ((found.inside <= 1 + 1e-9) & (found.copies <= 4 + 1e-9)).all()
            assert (found.copies[~season.out] == 0).all()


def test_a_successful_list_moves_the_mean_more(shelf: Shelf, placed: list[PlacedList]) -> None:
    mine = [one for one in placed if one.period == "TB02"][:20]
    mine = [replace(one, leader=mine[0].leader, place=64, players=64) for one in mine]
    better = [replace(mine[0], place=1, players=1024), *mine[1:]]
    number = next(iter(mine[0].counts))
    place = seasons_of(shelf, mine).index[number]
    plain, moved = (
        next(iter(seasons_of(shelf, lists).seasons[0].played.values())) for lists in (mine, better)
    )
    toward = mine[0].counts[number] - plain.copies[place]
    assert (moved.copies[place] - plain.copies[place]) * toward >= 0
    assert moved.worth > plain.worth


def test_the_earlier_periods_are_cut_off_at_the_one_named(seasons: Seasons) -> None:
    assert [s.period for s in seasons.before("TB03").seasons] == ["TB02"]
    assert seasons.before("TB02").seasons == ()


def test_late_lists_of_an_old_period_do_not_let_newer_cards_in(
    shelf: Shelf, placed: list[PlacedList]
) -> None:
    late = replace(placed[0], period="TB02", day=date(2026, 3, 1))
    begins = min(one.day for one in placed if one.period == "TB03" and one.day)
    found = seasons_of(shelf, [*placed, late]).seasons[0]
    assert found.last < begins


def test_a_ladder_list_belongs_to_the_period_of_its_day(
    shelf: Shelf, placed: list[PlacedList]
) -> None:
    ladder = replace(placed[0], period=None, day=date(2026, 3, 20), leader="TB01-004")
    plain, more = seasons_of(shelf, placed), seasons_of(shelf, [*placed, ladder])
    lists = [found.seasons[1].played["TB01-004"].lists for found in (plain, more)]
    assert lists[1] == lists[0] + 1


def test_without_a_period_there_is_nothing_to_learn(shelf: Shelf, placed: list[PlacedList]) -> None:
    with pytest.raises(QueryError, match="no period"):
        seasons_of(shelf, placed[:3])

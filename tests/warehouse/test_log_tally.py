"""Compiled sums are those of plain loops."""

from __future__ import annotations

import numpy as np

from tcb_analytics.warehouse.log_tally import Shapes, add_decks, add_hands

RNG = np.random.default_rng(8)


def test_shapes_are_numbered_as_they_appear_and_keep_their_figures() -> None:
    shapes = Shapes()
    first = [np.array([1, 0, 1], np.int8), np.array([2, 127, 2], np.int8)]
    assert shapes.of(first).tolist() == [0, 1, 0]
    assert shapes.of([np.array([0, 9], np.int8), np.array([127, 9], np.int8)]).tolist() == [1, 2]
    assert shapes.figures == [(1, 2), (0, 127), (9, 9)]


def test_hands_are_added_to_the_group_of_their_game() -> None:
    games, cards = RNG.integers(0, 9, 200, np.int32), RNG.integers(0, 6, 200).astype(np.int16)
    shapes, weights = RNG.integers(0, 4, 200, np.int32), RNG.integers(0, 9, (2, 4, 3))
    groups, won = RNG.integers(0, 2, 9, np.int32), RNG.integers(0, 2, 9, np.int32)
    sums = np.zeros((3, 2, 5), np.int64)
    add_hands(games, cards, shapes, weights, groups, won, 2, 1, sums)
    expected = np.zeros_like(sums)
    for game, card, shape in zip(games, cards, shapes, strict=True):
        if 2 <= card < 5:
            expected[card - 2, groups[game], 1:4] += weights[won[game], shape]
    assert (sums == expected).all()


def test_decks_are_added_as_often_as_they_were_played() -> None:
    builds, cards = RNG.integers(0, 3, 50, np.int32), RNG.integers(0, 4, 50).astype(np.int16)
    shapes, weights = RNG.integers(0, 4, 50, np.int32), RNG.integers(0, 9, (2, 4, 2))
    begin, groups = np.array([0, 2, 2, 3]), np.array([0, 1, 1])
    won, times = np.array([1, 0, 1]), np.array([4, 1, 7])
    sums = np.zeros((4, 2, 2), np.int64)
    add_decks(builds, cards, shapes, weights, begin, groups, won, times, 0, 0, sums)
    expected = np.zeros_like(sums)
    for build, card, shape in zip(builds, cards, shapes, strict=True):
        for at in range(begin[build], begin[build + 1]):
            expected[card, groups[at]] += times[at] * weights[won[at], shape]
    assert (sums == expected).all()

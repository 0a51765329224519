"""Counting the cards of games by groups, compiled: sums of declared counts over card rows.

The figures of a card in a game are few small numbers, so that only some hundred combinations
(shapes) occur. What each adds to every count is SQL's matter, asked once for each shape; here
the rows are gone through once, and each adds the line of its shape to its group and card.
"""

# ruff: noqa: PLR0917 - compiled code passes arrays and branches flatly

from __future__ import annotations

from typing import Any

import numpy as np

from tcb_analytics.warehouse.compiling import compiled
from tcb_analytics.warehouse.log_numbers import Numbers


@compiled
def add_hands(
    games: Any, cards: Any, shapes: Any, weights: Any, groups: Any, won: Any,
    low: int, first: int, sums: Any,
) -> None:  # fmt: skip
    """Add rows of cards that came to hand.

    Args:
        games: Of each row its game.
        cards: Of each row its card.
        shapes: Of each row the shape of its figures.
        weights: What a shape adds: won × shape × count.
        groups: Of each game its group.
        won: Of each game whether it was won.
        low: The first card that is counted here.
        first: The place of the first of these counts in ``sums``.
        sums: Card × group × count.
    """
    for row in range(len(games)):
        card = cards[row] - low
        if 0 <= card < sums.shape[0]:
            game = games[row]
            state, shape, group = won[game], shapes[row], groups[game]
            for k in range(weights.shape[2]):
                sums[card, group, first + k] += weights[state, shape, k]


@compiled
def add_decks(
    builds: Any, cards: Any, shapes: Any, weights: Any, begin: Any, groups: Any, won: Any,
    times: Any, low: int, first: int, sums: Any,
) -> None:  # fmt: skip
    """Add rows of cards of decks, each as often as its deck was played.

    Args:
        builds: Of each row its deck.
        cards: Of each row its card.
        shapes: Of each row the shape of its figures.
        weights: What a shape adds: won × shape × count.
        begin: Of each deck, where its groups begin; one more entry follows the last.
        groups: Groups that decks were played in.
        won: Whether those games were won.
        times: How many they were.
        low: The first card that is counted here.
        first: The place of the first of these counts in ``sums``.
        sums: Card × group × count.
    """
    for row in range(len(builds)):
        card = cards[row] - low
        if 0 <= card < sums.shape[0]:
            shape = shapes[row]
            for at in range(begin[builds[row]], begin[builds[row] + 1]):
                state, group = won[at], groups[at]
                for k in range(weights.shape[2]):
                    sums[card, group, first + k] += times[at] * weights[state, shape, k]


class Shapes:
    """The combinations of figures that occurred so far, numbered.

    Attributes:
        figures: Of each shape its figures, in the order in which they are given.
    """

    def __init__(self) -> None:
        self.figures: list[tuple[int, ...]] = []
        self._numbers = Numbers(1 << 10)

    def of(self, figures: list[Any]) -> Any:
        """The shape of each row, from its figures (0 to 127), one array each."""
        keys = np.zeros((len(figures[0]), 2), np.uint64)
        for place, column in enumerate(figures):
            keys[:, 0] |= column.astype(np.uint64) << np.uint64(8 * place)
        found, new = self._numbers.find(np.ones(len(keys), bool), keys)
        for row in np.flatnonzero(new):
            self.figures.append(tuple(int(column[row]) for column in figures))
        return found

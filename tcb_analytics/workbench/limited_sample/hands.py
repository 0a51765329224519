"""What comes to hand in a game: opening hand, draws, and now and then a tutored card."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tcb_analytics.workbench.limited_sample.cards import Ints
from tcb_analytics.workbench.limited_sample.decks import SIZE, copies, lists
from tcb_analytics.workbench.limited_sample.truth import Truth


@dataclass(frozen=True)
class Hands:
    """The cards of a step's games, one row per game.

    Attributes:
        deck: The deck as a list of 40 cards, in the order of the library.
        mulligans: Mulligans taken before a hand was kept.
        turns: Turns of the game.
        opening: Copies in the opening hand: (games, cards).
        drawn: Copies drawn later: (games, cards).
        tutored: Copies fetched by a card that does so: (games, cards).
    """

    deck: Ints
    mulligans: Ints
    turns: Ints
    opening: Ints
    drawn: Ints
    tutored: Ints


def mulligans(rng: np.random.Generator, games: int) -> Ints:
    """Mulligans of so many games."""
    return rng.choice(4, games, p=[0.855, 0.12, 0.021, 0.004])


def deal(rng: np.random.Generator, truth: Truth, decks: Ints, on_play: Ints) -> Hands:
    """Shuffle and draw for games with these decks, (games, cards).

    A card is drawn every turn, but not on the first turn of who goes first; one game in
    eight has an effect that draws one to three more.
    """
    games, size = len(decks), len(truth.cards)
    library = lists(decks)
    keys = rng.integers(1 << 24, size=library.shape, dtype=np.int64) << 12 | library
    library = np.sort(keys, axis=1) & 0xFFF
    away = mulligans(rng, games)
    turns = 4 + rng.poisson(5.0, games)
    extra = np.where(rng.random(games) < 0.125, rng.integers(1, 4, games), 0)
    kept = 7 - away
    seen = np.minimum(kept + turns - on_play + extra, SIZE - 1)
    place = np.arange(SIZE)
    in_hand = place < kept[:, None]
    in_draws = (place < seen[:, None]) & ~in_hand
    has_tutor = (truth.tutor[library] & (place < seen[:, None])).any(axis=1)
    fetched = (place == seen[:, None]) & (has_tutor & (rng.random(games) < 0.5))[:, None]
    return Hands(
        library, away, turns, copies(library, size, in_hand), copies(library, size, in_draws),
        copies(library, size, fetched),
    )  # fmt: skip

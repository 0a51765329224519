from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import DeckError, TcbError
from tcb_analytics.simulator import gauntlet, simulate
from tcb_analytics.simulator.entry import LEAST_CARDS, check_decks, check_games, check_seed
from tests.simulator.random_decks import plain_deck
from tests.simulator.table import CAPTAIN, FILLER, figure

GOOD = plain_deck(1)
WIZARD = Card("Wizard", "Wizard", Category.CREATURE, ("Blue",), 3, game="magic")


@pytest.mark.parametrize("games", [-1, 0, 10**9, 1.5, "many", True, None])
def test_an_impossible_number_of_games_is_refused(games: Any) -> None:
    with pytest.raises(TcbError, match="whole number from 1 to 10,000,000"):
        check_games(games)
    with pytest.raises(TcbError, match="games"):
        simulate(GOOD, plain_deck(2), games=games)


@pytest.mark.parametrize("seed", [0.5, "luck", None, False])
def test_a_seed_that_is_no_whole_number_is_refused(seed: Any) -> None:
    with pytest.raises(TcbError, match="seed"):
        check_seed(seed)


@pytest.mark.parametrize("seed", [-5, 2**70])
def test_any_whole_number_is_a_seed(seed: int) -> None:
    assert simulate(GOOD, plain_deck(2), games=4, seed=seed).record.games == 4


@pytest.mark.parametrize(
    ("deck", "why"),
    [
        (Deck(), "the deck is empty"),
        (Deck({FILLER: 50}), "leader with Life"),
        (Deck({FILLER: 50}, replace(CAPTAIN, life=None)), "leader with Life"),
        (Deck({}, CAPTAIN), "got 0"),
        (Deck({FILLER: LEAST_CARDS - 1}, CAPTAIN), "20 to 60 cards"),
        (Deck({FILLER: 61}, CAPTAIN), "got 61"),
        (Deck({Card("OP99-999", "OP99-999"): 50}, CAPTAIN), "no catalogue knows OP99-999"),
        (Deck({CAPTAIN: 50}, CAPTAIN), "cannot be played from a hand"),
        (Deck({WIZARD: 40}), "does not play 'magic' decks"),
        (Deck({replace(FILLER, game="tidebreak"): 50}, CAPTAIN), "one deck holds cards of"),
        (["OP01-001"], "a deck was expected, got list"),
    ],
)
def test_what_is_no_playable_deck_is_refused_with_the_reason(deck: Any, why: str) -> None:
    with pytest.raises(DeckError, match=why):
        check_decks(GOOD, deck)


def test_decks_of_different_games_cannot_meet() -> None:
    other = Deck(
        {replace(FILLER, game="tidebreak"): 50}, replace(CAPTAIN, game="tidebreak")
    )  # fmt: skip
    with pytest.raises(DeckError, match="different games"):
        simulate(GOOD, other, games=10)


def test_one_deck_makes_no_gauntlet_and_none_may_be_there_twice() -> None:
    with pytest.raises(DeckError, match="at least two"):
        gauntlet([GOOD])
    with pytest.raises(DeckError, match="same deck"):
        gauntlet([GOOD, Deck(dict(GOOD.cards), GOOD.leader, name="again")])
    with pytest.raises(DeckError, match="one per deck"):
        gauntlet([GOOD, plain_deck(2)], pilot=["control"])


def test_a_deck_need_not_be_legal_to_be_tried() -> None:
    check_decks(Deck({figure("Ann"): 20}, CAPTAIN))

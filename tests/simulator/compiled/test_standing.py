from __future__ import annotations

import pytest

from tcb_analytics.cards.deck import Deck
from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled.standing import reached_by, read_by
from tcb_analytics.simulator.effects.kinds import Place
from tcb_analytics.simulator.pilots import BALANCED
from tcb_analytics.simulator.playing_card import Match
from tests.simulator.table import CAPTAIN, FILLER, figure

POWER = at.POWERED | at.TURNED | int(Place.DON_GIVEN)


def _match(effect: str) -> Match:
    deck = Deck({FILLER: 4, figure("Holder", effect=effect): 4}, CAPTAIN)
    match = Match.of((deck, deck), (BALANCED, BALANCED))
    assert all(card.effects.modelled for card in match.cards)
    return match


@pytest.mark.parametrize(
    ("effect", "besides"),
    [
        ("This Character cannot be K.O.'d by effects.", 0),
        ("[DON!! x1] This Character gains +1000 power.", Place.DON_GIVEN),
        ("[Your Turn] All of your {Crew} type Characters gain +1000 power.", at.TURNED),
        ("If you have 5 or more cards in your hand, this Character gains [Blocker].", Place.HAND),
        ("If you have 3 or less Life cards, this Character gains +1000 power.", Place.LIFE),
        ("If your opponent has 2 or more rested Characters, this Character gains [Rush].",
         at.RESTING),
        ("If you have a Character with 7000 power or more, this Character gains [Rush].", POWER),
    ],
)  # fmt: skip
def test_a_permanent_effect_depends_on_the_field_and_on_what_it_asks_for(
    effect: str, besides: int
) -> None:
    match = _match(effect)

    assert reached_by(match) & at.STANDS_ON_FIELD
    assert read_by(match) == int(Place.FIELD) | int(besides)


@pytest.mark.parametrize("effect", ["", "[Blocker]", "[On Play] Draw 1 card."])
def test_a_match_without_permanent_effects_depends_on_nothing(effect: str) -> None:
    match = _match(effect)

    assert (reached_by(match), read_by(match)) == (0, 0)


@pytest.mark.parametrize(
    ("effect", "bit"),
    [
        ("[Your Turn] Give all of your opponent's Characters -1 cost.", at.STANDS_ON_COST),
        ("If you have 2 or less Life cards, give this card in your hand -2 cost.",
         at.STANDS_IN_HAND),
    ],
)  # fmt: skip
def test_what_permanent_effects_reach_is_told(effect: str, bit: int) -> None:
    assert reached_by(_match(effect)) & bit

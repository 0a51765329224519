from __future__ import annotations

import pytest

from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import TcbError
from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.kinds import Keyword, Timing
from tcb_analytics.simulator.pilots import AGGRESSIVE, BALANCED, CONTROL
from tcb_analytics.simulator.playing_card import CHARACTER, LEADER, Match, PlayingCard
from tests.simulator.random_decks import plain_deck
from tests.simulator.table import CAPTAIN, FILLER, figure


def test_a_match_numbers_each_seats_cards_apart() -> None:
    match = Match.of((plain_deck(1), plain_deck(1)), (BALANCED, CONTROL))
    half = len(match.cards) // 2

    assert match.leaders == (0, half)
    assert [len(deck) for deck in match.decks] == [50, 50]
    assert max(match.decks[0]) < half < min(match.decks[1])
    assert match.cards[0].kind == LEADER
    assert {match.cards[number].kind for number in match.decks[0]} == {CHARACTER}


def test_a_card_knows_when_and_how_long_its_abilities_work() -> None:
    card = PlayingCard.of(figure("Ann", effect="[DON!! x2] This Character gains [Double Attack]."))

    assert card.timings == 1 << Timing.STATIC
    assert list(card.standing) == [ActionKind.KEYWORDS]
    assert card.don_wanted == 2
    assert card.keywords == Keyword.NONE


def test_a_pilot_prizes_what_it_plays_for() -> None:
    rush = PlayingCard.of(figure("Ann", effect="[Rush]"))
    guard = PlayingCard.of(figure("Bob", effect="[Blocker]"))

    assert rush.worth(AGGRESSIVE) > guard.worth(AGGRESSIVE)
    assert guard.worth(CONTROL) > rush.worth(CONTROL)


def test_a_deck_without_a_leader_makes_no_match() -> None:
    with pytest.raises(TcbError, match="leader"):
        Match.of((Deck({FILLER: 50}), Deck({FILLER: 50}, CAPTAIN)), (BALANCED, BALANCED))

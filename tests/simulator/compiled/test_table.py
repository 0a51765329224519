from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled.table import write_table
from tcb_analytics.simulator.pilots import AGGRESSIVE, CONTROL
from tcb_analytics.simulator.playing_card import Match
from tests.simulator.random_decks import plain_deck, worded_deck

MATCH = Match.of((worded_deck(1), plain_deck(2)), (AGGRESSIVE, CONTROL))
CELLS = write_table(MATCH)


def test_a_table_holds_every_printed_fact() -> None:
    for number, card in enumerate(MATCH.cards):
        row = at.CARD_ROWS + number * at.C_WIDTH
        facts = CELLS[[row + at.C_KIND, row + at.C_COST, row + at.C_POWER, row + at.C_COUNTER]]

        assert facts.tolist() == [card.kind, card.cost, card.power, card.counter]
        assert CELLS[row + at.C_ABILITY_COUNT] == len(card.abilities)


def test_a_table_holds_both_decks_and_leaders() -> None:
    for seat in (0, 1):
        start, size = CELLS[at.T_DECKS + seat], CELLS[at.T_SIZES + seat]

        assert CELLS[at.T_LEADERS + seat] == MATCH.leaders[seat]
        assert CELLS[start : start + size].tolist() == list(MATCH.decks[seat])


def test_a_table_holds_the_weights_of_both_pilots() -> None:
    assert tuple(CELLS[at.WEIGHTS : at.WEIGHTS + len(MATCH.weights)]) == MATCH.weights

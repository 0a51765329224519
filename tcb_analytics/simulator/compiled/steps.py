"""Preparation and the phases of a turn, compiled: the mirror of ``reference``."""

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.changing import wear_off
from tcb_analytics.simulator.compiled.decisions import keeps_hand, next_ability, next_play
from tcb_analytics.simulator.compiled.events import set_off, wait
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.looking import hand_to_deck
from tcb_analytics.simulator.compiled.moving import (
    add_don,
    draw,
    enter_field,
    remove_at,
    set_up_unit,
)
from tcb_analytics.simulator.compiled.paying import pay_for, use_event
from tcb_analytics.simulator.compiled.reading import forbidden, player_at, unit_at
from tcb_analytics.simulator.compiled.settling import settle, touch
from tcb_analytics.simulator.compiled.stream import shuffle_deck
from tcb_analytics.simulator.playing_card import EVENT
from tcb_analytics.simulator.reference import DON_A_TURN, HAND
from tcb_analytics.simulator.rulebook.state import CHARACTERS, DON_DECK


@inner
def prepare(s: Ints, t: Table) -> None:
    """Prepare a game: shuffle, draw five, redraw once, place Life."""
    for place in (at.TURN, at.ACTIVE, at.LOSERS, at.PLAYED, at.RESOLVED, at.NEXT_UID):
        s[place] = 0
    for place in (at.HOLDERS, at.REACHED, at.TOUCHED, at.CHANGED):
        s[place] = 0
    for place in (at.QUEUE_COUNT, at.BANS, at.DELAYED, at.TRACE_COUNT, at.PHASE):
        s[place] = 0
    s[at.ATTACKER] = -1
    s[at.TARGET] = -1
    for turn in range(2):
        seat = s[at.FIRST] if turn == 0 else 1 - s[at.FIRST]
        _set_table(s, t, seat)
        shuffle_deck(s, player_at(seat))
        draw(s, player_at(seat), HAND)
    for turn in range(2):
        seat = s[at.FIRST] if turn == 0 else 1 - s[at.FIRST]
        if not keeps_hand(s, t, seat):
            hand_to_deck(s, player_at(seat))
            shuffle_deck(s, player_at(seat))
            draw(s, player_at(seat), HAND)
    s[at.STAMP] += 1
    for seat in range(2):
        _open(s, t, seat)


@inner
def _set_table(s: Ints, t: Table, seat: int) -> None:
    """Deck, leader and empty areas of a player."""
    p = player_at(seat)
    for place in range(at.DISCOUNTS + 1):
        s[p + place] = 0
    s[p + at.DON_DECK] = DON_DECK
    s[p + at.DECK_COUNT] = t[at.T_SIZES + seat]
    for card in range(t[at.T_SIZES + seat]):
        s[p + at.DECK + card] = t[t[at.T_DECKS + seat] + card]
    for space in range(1, at.SPACES):
        s[unit_at(seat, space) + at.CARD] = -1
    set_up_unit(s, t, seat, 0, t[at.T_LEADERS + seat], 0)


@inner
def _open(s: Ints, t: Table, seat: int) -> None:
    """Note the opening hand and place Life."""
    p = player_at(seat)
    for position in range(s[p + at.HAND_COUNT]):
        number = s[p + at.HAND + position]
        s[at.SEEN + number] = s[at.STAMP]
        s[at.OPENING + number] = s[at.STAMP]
    life = t[at.CARD_ROWS + t[at.T_LEADERS + seat] * at.C_WIDTH + at.C_LIFE]
    for position in range(life):
        s[p + at.LIFE + position] = s[p + at.DECK + s[p + at.DECK_TOP] + position]
        s[p + at.FACES + position] = 0
    s[p + at.LIFE_COUNT] = life
    s[p + at.DECK_TOP] += life
    s[p + at.DECK_COUNT] -= life


@inner
def begin_turn(s: Ints, t: Table) -> None:
    """The next player's turn begins; abilities at its start wait."""
    s[at.TURN] += 1
    s[at.ACTIVE] = (s[at.FIRST] + s[at.TURN] - 1) & 1
    s[at.PLAYED] = 0
    s[at.RESOLVED] = 0
    touch(s, at.TURNED)
    _all_set_off(s, t, s[at.ACTIVE], w.ON_START_OF_YOUR_TURN)


@inner
def refresh_phase(s: Ints, t: Table, seat: int) -> None:
    """Given DON!! returns; everything rested becomes active."""
    p = player_at(seat)
    for space in range(CHARACTERS + 1):
        u = unit_at(seat, space)
        if s[u + at.CARD] >= 0:
            s[p + at.DON_ACTIVE] += s[u + at.DON]
            s[u + at.DON] = 0
    touch(s, w.IN_DON)
    for space in range(at.SPACES):
        u = unit_at(seat, space)
        if s[u + at.CARD] >= 0 and s[u + at.RESTED]:
            if t[at.T_STANDING] & at.STANDS_DOWN:
                settle(s, t)
            if not forbidden(s, u) & w.NO_STAND:
                s[u + at.RESTED] = 0
                touch(s, at.RESTING)
    s[p + at.DON_ACTIVE] += s[p + at.DON_RESTED]
    s[p + at.DON_RESTED] = 0


@inner
def draw_phase(s: Ints, seat: int) -> None:
    """Draw a card; the first player's first turn brings none."""
    if s[at.TURN] > 1:
        draw(s, player_at(seat), 1)


@inner
def don_phase(s: Ints, seat: int) -> None:
    """Two DON!! from the DON!! deck, one in the first player's first turn."""
    add_don(s, player_at(seat), DON_A_TURN if s[at.TURN] > 1 else 1, 0)


@inner
def _all_set_off(s: Ints, t: Table, seat: int, timing: int) -> None:
    """Queue a timing's abilities of all cards of a player."""
    if t[at.T_TIMINGS] & (1 << timing):
        for space in range(at.SPACES):
            u = unit_at(seat, space)
            if s[u + at.CARD] >= 0:
                set_off(s, t, u, timing, -1)


@inner
def play_or_use(s: Ints, t: Table, seat: int) -> bool:
    """Use the next ability or play the next card; whether the pilot wanted to."""
    if next_ability(s, t, seat):
        wait(s, at.ASKED, False)
        return True
    position = next_play(s, t, seat)
    if position < 0:
        return False
    p = player_at(seat)
    number = s[p + at.HAND + position]
    pay_for(s, t, seat, number)
    remove_at(s, p + at.HAND, p + at.HAND_COUNT, position)
    s[at.PLAYED] += 1
    if t[at.CARD_ROWS + number * at.C_WIDTH + at.C_KIND] == EVENT:
        use_event(s, t, seat, number, w.ON_MAIN)
    else:
        enter_field(s, t, seat, number, 0)
    return True


@inner
def begin_end_phase(s: Ints, t: Table, seat: int) -> None:
    """Abilities at the end of the turn wait."""
    _all_set_off(s, t, seat, w.ON_END_OF_YOUR_TURN)
    _all_set_off(s, t, 1 - seat, w.ON_END_OF_OPPONENT_TURN)


@inner
def close_turn(s: Ints, t: Table) -> None:
    """What lasts a turn wears off."""
    if not t[at.T_TIMINGS]:
        return
    wear_off(s, t, s[at.TURN])
    for seat in range(2):
        s[player_at(seat) + at.DISCOUNTS] = 0
        for space in range(at.SPACES):
            s[unit_at(seat, space) + at.USED] = 0

"""Effects that look at hidden cards, compiled: the mirror of ``rulebook.looking``."""

# ruff: noqa: PLR0917 - compiled functions take whole numbers by position

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.choices import chooser_of, liking
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.memory import remember
from tcb_analytics.simulator.compiled.moving import (
    add_life,
    draw,
    enter_field,
    hold,
    judge_deck,
    remove_from_deck,
    to_trash,
)
from tcb_analytics.simulator.compiled.reading import (
    IN_DECK,
    SETTLED,
    amount_of,
    number_at,
    passes_card,
    player_at,
    target_at,
)
from tcb_analytics.simulator.compiled.settling import settle, touch
from tcb_analytics.simulator.compiled.stream import shuffle_deck


@inner
def search(s: Ints, t: Table, x: int, q: int) -> bool:
    """Look at cards from the top of the deck, take some, put the others away."""
    settle(s, t)
    g, seat = target_at(t, t[x + at.X_TARGET]), s[q + at.Q_OWNER]
    p = player_at(seat)
    looked = min(amount_of(s, t, x, q, SETTLED), s[p + at.DECK_COUNT])
    destination, taken = t[x + at.X_DESTINATION], 0
    s[at.ACTED] = 0
    wanted = t[g + at.G_COUNT] if destination else 0
    for _ in range(wanted):
        position = _choose_looked(s, t, x, g, q, looked)
        if position < 0:
            break
        number = number_at(s, p, IN_DECK, position)
        remove_from_deck(s, p, position)
        looked -= 1
        taken += 1
        u, uid = -1, -1
        if destination & w.IN_HAND:
            hold(s, p, number)
        elif destination & w.IN_LIFE:
            add_life(s, p, number, t[x + at.X_FLAG], 0)
        else:
            u = enter_field(s, t, seat, number, t[x + at.X_FLAG])
            if u < 0:
                to_trash(s, p, number)
            else:
                uid = s[u + at.UID]
        remember(s, seat, number, u, uid)
    _put_away(s, t, p, seat, looked, t[x + at.X_REST])
    judge_deck(s, p)
    return taken > 0 if t[g + at.G_UP_TO] else taken >= t[g + at.G_COUNT]


@inner
def _choose_looked(s: Ints, t: Table, x: int, g: int, q: int, looked: int) -> int:
    """Position of the card taken among those looked at, or -1."""
    seat = s[q + at.Q_OWNER]
    p, chooser = player_at(seat), chooser_of(s, t, g, q)
    best, chosen = 0, -1
    for position in range(looked):
        if passes_card(s, t, g, q, number_at(s, p, IN_DECK, position), 0):
            value = liking(s, t, chooser, x, seat, IN_DECK, position)
            if chosen < 0 or value > best:
                best, chosen = value, position
    return -1 if t[g + at.G_UP_TO] and best < 0 else chosen


@inner
def _put_away(s: Ints, t: Table, p: int, seat: int, looked: int, where: int) -> None:
    if where == w.REST_SHUFFLE:
        shuffle_deck(s, p)
    elif where == w.REST_TRASH:
        for _ in range(looked):
            to_trash(s, p, number_at(s, p, IN_DECK, 0))
            remove_from_deck(s, p, 0)
    elif where == w.REST_BOTTOM:
        for _ in range(looked):
            top_to_bottom(s, p)
    elif where == w.REST_TOP_OR_BOTTOM:
        _part(s, t, p, seat, looked)


@inner
def top_to_bottom(s: Ints, p: int) -> None:
    """Move the top card of the deck under it."""
    number = number_at(s, p, IN_DECK, 0)
    remove_from_deck(s, p, 0)
    to_bottom(s, p, number)


@inner
def to_bottom(s: Ints, p: int, number: int) -> None:
    """Put a card under the deck."""
    last = (s[p + at.DECK_TOP] + s[p + at.DECK_COUNT]) & (at.ZONE - 1)
    s[p + at.DECK + last] = number
    s[p + at.DECK_COUNT] += 1
    touch(s, w.IN_DECK)


@inner
def to_top(s: Ints, p: int, number: int) -> None:
    """Put a card on top of the deck."""
    s[p + at.DECK_TOP] = (s[p + at.DECK_TOP] - 1) & (at.ZONE - 1)
    s[p + at.DECK + s[p + at.DECK_TOP]] = number
    s[p + at.DECK_COUNT] += 1
    touch(s, w.IN_DECK)


@inner
def _worth(t: Table, seat: int, number: int) -> int:
    return t[at.CARD_ROWS + number * at.C_WIDTH + at.C_WORTH + seat]


@inner
def _part(s: Ints, t: Table, p: int, seat: int, looked: int) -> None:
    """Keep the cards of at least average worth on top, the others below."""
    total = 0
    for position in range(looked):
        total += _worth(t, seat, number_at(s, p, IN_DECK, position))
    position = 0
    for _ in range(looked):
        number = number_at(s, p, IN_DECK, position)
        if _worth(t, seat, number) * looked >= total:
            position += 1
        else:
            remove_from_deck(s, p, position)
            to_bottom(s, p, number)


@inner
def peek_life(s: Ints, t: Table, x: int, q: int) -> bool:
    """Look at Life: a good card on top of one's own, at the bottom of the opponent's."""
    you = s[q + at.Q_OWNER]
    seat, looked = you, 1
    if t[x + at.X_TARGET] >= 0:
        g = target_at(t, t[x + at.X_TARGET])
        looked = t[g + at.G_COUNT]
        if not t[g + at.G_OWNER] & w.OF_YOU:
            seat = 1 - you
    p = player_at(seat)
    life = s[p + at.LIFE_COUNT]
    if life == 0:
        return False
    if looked > 1:
        _sort_life(s, t, p, you, seat == you)
        return True
    total = t[at.T_AVERAGES + 2 * you + seat]
    good = _worth(t, you, s[p + at.LIFE + life - 1]) * t[at.T_SIZES + seat] >= total
    if good != (seat == you):
        number, face = s[p + at.LIFE + life - 1], s[p + at.FACES + life - 1]
        s[p + at.LIFE_COUNT] -= 1
        add_life(s, p, number, face, 1)
    return True


@inner
def _sort_life(s: Ints, t: Table, p: int, judge: int, best_first: bool) -> None:
    """Sort Life by worth from the top, keeping the order of equals (insertion sort)."""
    life = s[p + at.LIFE_COUNT]
    for position in range(1, life):
        number = s[p + at.LIFE + life - 1 - position]
        face = s[p + at.FACES + life - 1 - position]
        worth, place = _worth(t, judge, number), position
        while place > 0:
            above = p + life - place
            other = _worth(t, judge, s[above + at.LIFE])
            if other == worth or (other > worth) == best_first:
                break
            s[above - 1 + at.LIFE] = s[above + at.LIFE]
            s[above - 1 + at.FACES] = s[above + at.FACES]
            place -= 1
        s[p + at.LIFE + life - 1 - place] = number
        s[p + at.FACES + life - 1 - place] = face


@inner
def turn_life(s: Ints, t: Table, x: int, q: int) -> bool:
    """Turn Life cards face-up or face-down, from the top."""
    seat, wanted, turned = s[q + at.Q_OWNER], 1, 0
    if t[x + at.X_TARGET] >= 0:
        g = target_at(t, t[x + at.X_TARGET])
        wanted = t[g + at.G_COUNT]
        if not t[g + at.G_OWNER] & w.OF_YOU:
            seat = 1 - seat
    p = player_at(seat)
    for position in range(s[p + at.LIFE_COUNT]):
        face = p + at.FACES + s[p + at.LIFE_COUNT] - 1 - position
        if turned < wanted and s[face] != t[x + at.X_FLAG]:
            s[face] = t[x + at.X_FLAG]
            turned += 1
    touch(s, w.IN_LIFE)
    return turned >= wanted


@inner
def reshuffle_hand(s: Ints, p: int) -> None:
    """Shuffle the hand into the deck and draw as many cards."""
    cards = s[p + at.HAND_COUNT]
    hand_to_deck(s, p)
    shuffle_deck(s, p)
    draw(s, p, cards)


@inner
def hand_to_deck(s: Ints, p: int) -> None:
    """Put the hand under the deck, oldest card first."""
    for position in range(s[p + at.HAND_COUNT]):
        to_bottom(s, p, s[p + at.HAND + position])
    s[p + at.HAND_COUNT] = 0
    touch(s, w.IN_HAND)

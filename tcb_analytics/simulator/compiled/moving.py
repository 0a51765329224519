"""Moving cards and DON!! between areas, compiled: the mirror of ``rulebook.moving``."""

# ruff: noqa: PLR0917 - compiled functions take whole numbers by position

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.events import announce, announce_owner, own_abilities
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.reading import (
    FIELD,
    IN_DECK,
    IN_HAND,
    IN_LIFE,
    IN_TRASH,
    UNSET,
    player_at,
    space_bit,
    unit_at,
)
from tcb_analytics.simulator.compiled.settling import touch
from tcb_analytics.simulator.playing_card import CHARACTER, STAGE
from tcb_analytics.simulator.rulebook.state import CHARACTERS


@inner
def judge_deck(s: Ints, p: int) -> None:
    """A player without cards in the deck loses."""
    if s[p + at.DECK_COUNT] == 0:
        s[at.LOSERS] |= 1 if p == at.PLAYERS else 2


@inner
def hold(s: Ints, p: int, number: int) -> None:
    """Add a card to the hand."""
    s[p + at.HAND + s[p + at.HAND_COUNT]] = number
    s[p + at.HAND_COUNT] += 1
    s[at.SEEN + number] = s[at.STAMP]
    touch(s, w.IN_HAND)


@inner
def draw(s: Ints, p: int, cards: int) -> None:
    """Draw cards, one by one; the last card drawn loses the game."""
    for _ in range(cards):
        if s[p + at.DECK_COUNT] > 0:
            hold(s, p, s[p + at.DECK + s[p + at.DECK_TOP]])
            s[p + at.DECK_TOP] = (s[p + at.DECK_TOP] + 1) & (at.ZONE - 1)
            s[p + at.DECK_COUNT] -= 1
            touch(s, w.IN_DECK)
            judge_deck(s, p)


@inner
def remove_at(s: Ints, first: int, counter: int, position: int) -> None:
    """Take a card out of a row of cards, closing the gap."""
    last = s[counter] - 1
    for each in range(position, last):
        s[first + each] = s[first + each + 1]
    s[counter] = last
    touch(s, w.IN_HAND | w.IN_TRASH)


@inner
def remove_from_deck(s: Ints, p: int, position: int) -> None:
    """Take a card out of the deck, closing the gap from the top."""
    top, ring = s[p + at.DECK_TOP], p + at.DECK
    for each in range(position, 0, -1):
        s[ring + ((top + each) & (at.ZONE - 1))] = s[ring + ((top + each - 1) & (at.ZONE - 1))]
    s[p + at.DECK_TOP] = (top + 1) & (at.ZONE - 1)
    s[p + at.DECK_COUNT] -= 1
    touch(s, w.IN_DECK)


@inner
def remove_life(s: Ints, p: int, position: int) -> None:
    """Take a Life card out, counted from the top."""
    index = s[p + at.LIFE_COUNT] - 1 - position
    for each in range(index, s[p + at.LIFE_COUNT] - 1):
        s[p + at.LIFE + each] = s[p + at.LIFE + each + 1]
        s[p + at.FACES + each] = s[p + at.FACES + each + 1]
    s[p + at.LIFE_COUNT] -= 1
    touch(s, w.IN_LIFE)


@inner
def take(s: Ints, t: Table, seat: int, area: int, position: int) -> None:
    """Take a card out of its area."""
    p = player_at(seat)
    if area == FIELD:
        leave_field(s, unit_at(seat, position))
    elif area == IN_HAND:
        remove_at(s, p + at.HAND, p + at.HAND_COUNT, position)
    elif area == IN_TRASH:
        remove_at(s, p + at.TRASH, p + at.TRASH_COUNT, position)
    elif area == IN_LIFE:
        remove_life(s, p, position)
        announce_owner(s, t, w.ON_WHEN_LIFE_LOWERED, seat)
    elif area == IN_DECK:
        remove_from_deck(s, p, position)
        judge_deck(s, p)


@inner
def to_trash(s: Ints, p: int, number: int) -> None:
    """Put a card into the trash."""
    s[p + at.TRASH + s[p + at.TRASH_COUNT]] = number
    s[p + at.TRASH_COUNT] += 1
    touch(s, w.IN_TRASH)


@inner
def leave_field(s: Ints, u: int) -> None:
    """Take a character or stage off the field; its DON!! goes to the cost area, rested."""
    s[player_at(s[u + at.OWNER]) + at.DON_RESTED] += s[u + at.DON]
    s[u + at.DON] = 0
    s[u + at.CARD] = -1
    s[u + at.CHANGES] = 0
    s[at.HOLDERS] &= ~space_bit(s[u + at.OWNER], s[u + at.SPACE])
    touch(s, w.IN_FIELD | w.IN_DON)


@inner
def ko(s: Ints, t: Table, u: int) -> None:
    """K.O. a character: to the trash, and [On K.O.] works."""
    row = at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH
    if t[row + at.C_TIMINGS] & (1 << w.ON_ON_KO) and not s[u + at.NEGATED]:
        own_abilities(s, t, u, w.ON_ON_KO, True)
    announce(s, t, w.ON_WHEN_KOED, u)
    trash_unit(s, t, u)


@inner
def trash_unit(s: Ints, t: Table, u: int) -> None:
    """Put a card from the field into the trash."""
    announce(s, t, w.ON_WHEN_TRASHED, u)
    number = s[u + at.CARD]
    leave_field(s, u)
    to_trash(s, player_at(s[u + at.OWNER]), number)


@inner
def set_up_unit(s: Ints, t: Table, seat: int, space: int, number: int, rested: int) -> int:
    """Write a fresh unit into a space; its address."""
    u = unit_at(seat, space)
    row = at.CARD_ROWS + number * at.C_WIDTH
    s[u + at.CARD] = number
    s[u + at.OWNER] = seat
    s[u + at.SPACE] = space
    s[u + at.RESTED] = rested
    s[u + at.DON] = 0
    s[u + at.ENTERED] = s[at.TURN]
    s[u + at.UID] = s[at.NEXT_UID]
    s[at.NEXT_UID] += 1
    s[u + at.BASE] = t[row + at.C_POWER]
    s[u + at.WORDS] = t[row + at.C_WORDS]
    s[u + at.P_BASE] = UNSET
    if t[row + at.C_TIMINGS] & (1 << w.ON_STATIC):
        s[at.HOLDERS] |= space_bit(seat, space)
    touch(s, w.IN_FIELD)
    for field in (at.BATTLE, at.POWER, at.COST, at.FORBIDS, at.NEGATED, at.USED, at.CHANGES):
        s[u + field] = 0
    for field in (at.P_POWER, at.P_COST, at.P_WORDS, at.P_FORBIDS):
        s[u + field] = 0
    return u


@inner
def free_space(s: Ints, seat: int) -> int:
    """The first empty space of the Character area, or 0."""
    for space in range(1, CHARACTERS + 1):
        if s[unit_at(seat, space) + at.CARD] < 0:
            return space
    return 0


@inner
def enter_field(s: Ints, t: Table, seat: int, number: int, rested: int) -> int:
    """Put a card from outside into its area; address of the unit, or -1 for an event."""
    row = at.CARD_ROWS + number * at.C_WIDTH
    if t[row + at.C_KIND] == CHARACTER:
        space = free_space(s, seat)
        if space == 0:
            space = weakest(s, t, seat)
            trash_unit(s, t, unit_at(seat, space))
    elif t[row + at.C_KIND] == STAGE:
        space = CHARACTERS + 1
        if s[unit_at(seat, space) + at.CARD] >= 0:
            trash_unit(s, t, unit_at(seat, space))
    else:
        return -1
    u = set_up_unit(s, t, seat, space, number, rested)
    if t[row + at.C_TIMINGS] & (1 << w.ON_ON_PLAY):
        own_abilities(s, t, u, w.ON_ON_PLAY, False)
    announce(s, t, w.ON_WHEN_PLAYED, u)
    return u


@inner
def weakest(s: Ints, t: Table, seat: int) -> int:
    """Space of the character that is worth least to its owner."""
    least, chosen = 0, 0
    for space in range(1, CHARACTERS + 1):
        number = s[unit_at(seat, space) + at.CARD]
        if number >= 0:
            worth = t[at.CARD_ROWS + number * at.C_WIDTH + at.C_WORTH + seat]
            if chosen == 0 or worth < least:
                least, chosen = worth, space
    return chosen


@inner
def rest(s: Ints, t: Table, u: int) -> None:
    """Rest a card, and let those know that wait for it."""
    s[u + at.RESTED] = 1
    touch(s, at.RESTING)
    announce(s, t, w.ON_WHEN_RESTED, u)


@inner
def give_don(s: Ints, t: Table, u: int, amount: int, rested: int, active: int) -> int:
    """Give DON!! of the cost area to a card: at most so many rested and active ones."""
    p = player_at(s[u + at.OWNER])
    from_rested = max(0, min(amount, rested, s[p + at.DON_RESTED]))
    from_active = max(0, min(amount - from_rested, active, s[p + at.DON_ACTIVE]))
    s[p + at.DON_RESTED] -= from_rested
    s[p + at.DON_ACTIVE] -= from_active
    s[u + at.DON] += from_rested + from_active
    touch(s, w.IN_DON)
    if from_rested + from_active:
        announce(s, t, w.ON_WHEN_DON_GIVEN, u)
    return from_rested + from_active


@inner
def return_don(s: Ints, t: Table, seat: int, amount: int, places: int) -> int:
    """Return DON!! to the DON!! deck: rested ones first, then active, then given."""
    p, left = player_at(seat), amount
    if places & w.IN_DON_RESTED:
        taken = min(left, s[p + at.DON_RESTED])
        s[p + at.DON_RESTED] -= taken
        left -= taken
    if places & w.IN_DON_ACTIVE:
        taken = min(left, s[p + at.DON_ACTIVE])
        s[p + at.DON_ACTIVE] -= taken
        left -= taken
    if places & w.IN_DON_GIVEN:
        for space in range(CHARACTERS + 1):
            u = unit_at(seat, space)
            if s[u + at.CARD] >= 0:
                taken = min(left, s[u + at.DON])
                s[u + at.DON] -= taken
                left -= taken
    s[p + at.DON_DECK] += amount - left
    touch(s, w.IN_DON)
    if left < amount:
        announce_owner(s, t, w.ON_WHEN_DON_RETURNED, seat)
    return amount - left


@inner
def add_don(s: Ints, p: int, amount: int, rested: int) -> int:
    """Put DON!! from the DON!! deck into the cost area."""
    added = min(amount, s[p + at.DON_DECK])
    s[p + at.DON_DECK] -= added
    if rested:
        s[p + at.DON_RESTED] += added
    else:
        s[p + at.DON_ACTIVE] += added
    touch(s, w.IN_DON)
    return added


@inner
def add_life(s: Ints, p: int, number: int, face_up: int, bottom: int) -> None:
    """Add a card to the Life area."""
    index = s[p + at.LIFE_COUNT]
    if bottom:
        for each in range(index, 0, -1):
            s[p + at.LIFE + each] = s[p + at.LIFE + each - 1]
            s[p + at.FACES + each] = s[p + at.FACES + each - 1]
        index = 0
    s[p + at.LIFE + index] = number
    s[p + at.FACES + index] = face_up
    s[p + at.LIFE_COUNT] += 1
    touch(s, w.IN_LIFE)

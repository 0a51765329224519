"""Choices that effects ask for, compiled: the mirror of ``rulebook.choices``."""

# ruff: noqa: C901, PLR0911, PLR0917 - compiled code passes whole numbers and branches flatly

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.reading import (
    FIELD,
    IN_HAND,
    IN_LIFE,
    SETTLED,
    SPAN,
    all_hold,
    count,
    don_in,
    how_many,
    in_play,
    number_at,
    passes_unit,
    place_of,
    player_at,
    seat_of,
    seek,
    target_at,
)
from tcb_analytics.simulator.compiled.settling import settle
from tcb_analytics.simulator.compiled.stream import below
from tcb_analytics.simulator.rulebook.choices import IN_BATTLE, PROTECTION, READY

_PROTECTION = int(PROTECTION)


@inner
def is_good(t: Table, x: int, area: int) -> bool:
    """Whether an action is good for a card in that area."""
    kind = t[x + at.X_KIND]
    if kind in (w.DO_POWER, w.DO_COST):
        return t[x + at.X_AMOUNT] > 0
    if kind == w.DO_FORBID:
        return (t[x + at.X_AMOUNT] & ~_PROTECTION) == 0
    if kind == w.DO_TO_HAND:
        return area != FIELD
    if kind in (w.DO_PLAY, w.DO_STAND, w.DO_GIVE_DON):
        return True
    return kind in (w.DO_KEYWORDS, w.DO_SEARCH, w.DO_REVEAL)


@inner
def liking(s: Ints, t: Table, chooser: int, x: int, seat: int, area: int, position: int) -> int:
    """How much a player likes an action to befall a card; never 0."""
    p = player_at(seat)
    row = at.CARD_ROWS + number_at(s, p, area, position) * at.C_WIDTH
    worth = t[row + at.C_WORTH + chooser]
    kind = t[x + at.X_KIND]
    if kind == w.DO_SET_POWER:
        return worth
    good = is_good(t, x, area)
    value = worth if good == (seat == chooser) else -worth
    if value < 0 or area != FIELD:
        return value
    u = p + at.UNITS + position * at.UNIT_SIZE
    if kind == w.DO_POWER and fights(s, u):
        value += IN_BATTLE
    if good and (s[u + at.RESTED] != 0) == (kind == w.DO_STAND):
        value += READY
    return value


@inner
def fights(s: Ints, u: int) -> bool:
    """Whether a unit is in the battle under way."""
    if s[at.ATTACKER] == u and s[at.ATTACKER_UID] == s[u + at.UID]:
        return True
    return s[at.TARGET] == u and s[at.TARGET_UID] == s[u + at.UID]


@inner
def acts_on(s: Ints, t: Table, x: int, g: int, q: int, cursor: int) -> bool:
    """Whether an action can act on a candidate: only active cards can be rested."""
    if t[x + at.X_KIND] != w.DO_REST or t[g + at.G_PICK] != w.PICK_CHOOSE:
        return True
    if cursor % SPAN >= at.ZONE:
        return False
    u = player_at(seat_of(s, q, cursor)) + at.UNITS + cursor % SPAN * at.UNIT_SIZE
    return s[u + at.RESTED] == 0


@inner
def chooser_of(s: Ints, t: Table, g: int, q: int) -> int:
    """Seat that chooses among a target's candidates."""
    you = s[q + at.Q_OWNER]
    return you if t[g + at.G_CHOOSER] == w.OF_YOU else 1 - you


@inner
def is_taken(cursor: int, taken: int) -> bool:
    """Whether a unit at a cursor was chosen before: bits 0-6 one side, 7-13 the other."""
    inside = cursor % SPAN
    if inside >= at.ZONE:
        return False
    return (taken >> (inside + 7 * (cursor // SPAN))) & 1 == 1


@inner
def choose(s: Ints, t: Table, x: int, g: int, q: int, taken: int) -> int:
    """Cursor of the candidate that is chosen, or -1."""
    settle(s, t)
    chooser = chooser_of(s, t, g, q)
    first, best, chosen, listed = -1, 0, -1, 0
    cursor = seek(s, t, g, q, -1, SETTLED)
    while cursor >= 0:
        if acts_on(s, t, x, g, q, cursor) and not is_taken(cursor, taken):
            inside = cursor % SPAN
            seat = seat_of(s, q, cursor)
            value = liking(s, t, chooser, x, seat, inside >> 6, inside & (at.ZONE - 1))
            listed += 1
            if first < 0:
                first = cursor
            if chosen < 0 or value > best:
                best, chosen = value, cursor
        cursor = seek(s, t, g, q, cursor, SETTLED)
    if chosen < 0:
        return -1
    area = first % SPAN >> 6
    if area == IN_HAND and seat_of(s, q, first) != chooser:
        return _nth(s, t, x, g, q, below(s, listed))
    if area == IN_LIFE:
        return first
    return -1 if t[g + at.G_UP_TO] and best < 0 else chosen


@inner
def _nth(s: Ints, t: Table, x: int, g: int, q: int, position: int) -> int:
    """Cursor of the candidate at a position of the list."""
    left, cursor = position, seek(s, t, g, q, -1, SETTLED)
    while cursor >= 0:
        if acts_on(s, t, x, g, q, cursor):
            if left == 0:
                return cursor
            left -= 1
        cursor = seek(s, t, g, q, cursor, SETTLED)
    return -1


@inner
def payable(s: Ints, t: Table, a: int, q: int) -> bool:
    """Whether every activation cost of an ability can be paid in full."""
    settle(s, t)
    for number in range(t[a + at.A_COST_COUNT]):
        x = t[at.T_ACTIONS] + (t[a + at.A_COSTS] + number) * at.X_WIDTH
        if not _payable(s, t, x, q):
            return False
    return True


@inner
def _payable(s: Ints, t: Table, x: int, q: int) -> bool:
    kind, p = t[x + at.X_KIND], player_at(s[q + at.Q_OWNER])
    if kind == w.DO_RETURN_DON:
        return don_in(s, p, w.IN_DON) >= t[x + at.X_AMOUNT]
    if kind == w.DO_GIVE_DON:
        return how_many(s, p, t[x + at.X_SOURCE]) >= t[x + at.X_AMOUNT]
    if kind == w.DO_DRAW or t[x + at.X_TARGET] < 0:
        return True
    g = target_at(t, t[x + at.X_TARGET])
    wanted, places, pick = t[g + at.G_COUNT], t[g + at.G_PLACES], t[g + at.G_PICK]
    if not t[g + at.G_OWNER] & w.OF_YOU:
        p = player_at(1 - s[q + at.Q_OWNER])
    if places & w.IN_DON:
        return don_in(s, p, places) >= wanted
    if pick == w.PICK_THIS:
        u = s[q + at.Q_UNIT]
        if u < 0:
            return True
        if not in_play(s, u, s[q + at.Q_UID]) or (kind == w.DO_REST and s[u + at.RESTED]):
            return False
        return count(s, t, g, q, SETTLED) > 0
    if pick in (w.PICK_TOP, w.PICK_TOP_OR_BOTTOM):
        spare = 1 if places & w.IN_LIFE and kind != w.DO_TURN_LIFE else 0
        return how_many(s, p, places) >= wanted + spare
    if kind == w.DO_TURN_LIFE:
        return _lying(s, p, 1 - t[x + at.X_FLAG]) >= wanted
    return pick != w.PICK_CHOOSE or _selectable(s, t, x, g, q, wanted) >= wanted


@inner
def _lying(s: Ints, p: int, face_up: int) -> int:
    """Life cards that lie face-up, or face-down."""
    total = 0
    for position in range(s[p + at.LIFE_COUNT]):
        total += s[p + at.FACES + position] == face_up
    return total


@inner
def _selectable(s: Ints, t: Table, x: int, g: int, q: int, most: int) -> int:
    """How many candidates an action can act on, counted up to a bound."""
    total, cursor = 0, seek(s, t, g, q, -1, SETTLED)
    while cursor >= 0 and total < most:
        total += acts_on(s, t, x, g, q, cursor)
        cursor = seek(s, t, g, q, cursor, SETTLED)
    return total


@inner
def is_useful(s: Ints, t: Table, x: int, q: int) -> bool:
    """Whether a player who may decline would want the action."""
    settle(s, t)
    kind, p = t[x + at.X_KIND], player_at(s[q + at.Q_OWNER])
    if not all_hold(s, t, t[x + at.X_CONDITIONS], t[x + at.X_CONDITION_COUNT], q, SETTLED):
        return False
    if kind == w.DO_ADD_DON:
        return s[p + at.DON_DECK] > 0
    if kind == w.DO_RETURN_DON:
        if t[x + at.X_TARGET] < 0:
            return False
        return t[target_at(t, t[x + at.X_TARGET]) + at.G_OWNER] == w.OF_OPPONENT
    if t[x + at.X_TARGET] < 0 or is_cardless(kind):
        return True
    g = target_at(t, t[x + at.X_TARGET])
    places, pick = t[g + at.G_PLACES], t[g + at.G_PICK]
    if places & w.IN_DON:
        return kind == w.DO_STAND and s[p + at.DON_RESTED] > 0
    if pick in (w.PICK_THIS, w.PICK_SAME, w.PICK_SUBJECT):
        return True
    if pick in (w.PICK_TOP, w.PICK_TOP_OR_BOTTOM):
        if not t[g + at.G_OWNER] & w.OF_YOU:
            p = player_at(1 - s[q + at.Q_OWNER])
        return how_many(s, p, places) > 0
    return _any_liked(s, t, x, g, q)


@inner
def is_cardless(kind: int) -> bool:
    """Whether an action asks for no card on the table."""
    if kind in (w.DO_DRAW, w.DO_SEARCH, w.DO_PEEK_LIFE, w.DO_TURN_LIFE):
        return True
    return kind in (w.DO_DISCOUNT_NEXT, w.DO_STOP_BLOCKERS, w.DO_DAMAGE)


@inner
def _any_liked(s: Ints, t: Table, x: int, g: int, q: int) -> bool:
    chooser = chooser_of(s, t, g, q)
    wanted = 1 if chooser == s[q + at.Q_OWNER] else -1
    cursor = seek(s, t, g, q, -1, SETTLED)
    while cursor >= 0:
        if acts_on(s, t, x, g, q, cursor):
            inside, seat = cursor % SPAN, seat_of(s, q, cursor)
            area, position = inside >> 6, inside & (at.ZONE - 1)
            if wanted * liking(s, t, chooser, x, seat, area, position) > 0:
                return True
        cursor = seek(s, t, g, q, cursor, SETTLED)
    return False


@inner
def wants(s: Ints, t: Table, a: int, q: int, branch: int) -> bool:
    """Whether the owner wants an ability, or one branch of it (-1: any action)."""
    for number in range(t[a + at.A_ACTION_COUNT]):
        x = t[at.T_ACTIONS] + (t[a + at.A_ACTIONS] + number) * at.X_WIDTH
        if (branch < 0 or t[x + at.X_BRANCH] == branch) and is_useful(s, t, x, q):
            return True
    return False


@inner
def choose_branch(s: Ints, t: Table, a: int, q: int) -> int:
    """The branch taken: the first useful one; the opponent takes the first useless one."""
    branches = t[a + at.A_BRANCHES]
    if branches < 2:
        return 0
    for branch in range(1, branches + 1):
        if wants(s, t, a, q, branch) == (t[a + at.A_FOE_BRANCHES] == 0):
            return branch
    return 1


@inner
def subject_fits(s: Ints, t: Table, number: int, q: int, u: int) -> bool:
    """Whether the unit of an event is one that a timing is about."""
    if number < 0:
        return True
    g = target_at(t, number)
    side = w.OF_YOU if s[u + at.OWNER] == s[q + at.Q_OWNER] else w.OF_OPPONENT
    if not t[g + at.G_OWNER] & side:
        return False
    if not t[g + at.G_PLACES] & place_of(FIELD, s[u + at.SPACE]):
        return False
    this = s[q + at.Q_UNIT] == u and s[q + at.Q_UID] == s[u + at.UID]
    if t[g + at.G_PICK] == w.PICK_THIS and not this:
        return False
    settle(s, t)
    return passes_unit(s, t, g, q, u, SETTLED)

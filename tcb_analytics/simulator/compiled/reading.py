"""Reading the table, compiled: the mirror of ``rulebook.reading``.

Permanent effects are not looked for at every read: ``settle`` writes them into each unit's
``P_`` fields, and every step that reads calls it first. Candidates of a target are walked
through by a cursor: owner, area (0 the field, then hand, trash, deck, Life), position.
"""

# ruff: noqa: PLR0911, PLR0917 - compiled code passes whole numbers and branches flatly

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.rulebook.reading import COSTS, PLAIN, SETTLED

FIELD, IN_HAND, IN_TRASH, IN_DECK, IN_LIFE = range(5)
"""Areas of a cursor."""
SPAN = 5 * at.ZONE
"""Cursor values of one owner."""
UNSET = -1
"""``P_BASE`` where no permanent effect sets the base power."""


@inner
def player_at(seat: int) -> int:
    """Address of a player."""
    return at.PLAYERS + seat * at.PLAYER_SIZE


@inner
def unit_at(seat: int, space: int) -> int:
    """Address of a space on the field."""
    return at.UNIT_0 + seat * at.PLAYER_SIZE + space * at.UNIT_SIZE


@inner
def space_bit(seat: int, space: int) -> int:
    """Bit of a space in the masks of the whole field."""
    return 1 << (seat * 8 + space)


@inner
def power(s: Ints, u: int, layer: int) -> int:
    """Power now."""
    base, extra = s[u + at.BASE], s[u + at.BATTLE] + s[u + at.POWER]
    if s[at.ACTIVE] == s[u + at.OWNER]:
        extra += 1000 * s[u + at.DON]
    if layer == SETTLED:
        if s[u + at.P_BASE] != UNSET:
            base = s[u + at.P_BASE]
        extra += s[u + at.P_POWER]
    return base + extra


@inner
def cost(s: Ints, t: Table, u: int, layer: int) -> int:
    """Cost now."""
    value = t[at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH + at.C_COST] + s[u + at.COST]
    if layer != PLAIN:
        value += s[u + at.P_COST]
    return max(0, value)


@inner
def keywords(s: Ints, u: int) -> int:
    """Keyword abilities now."""
    return s[u + at.WORDS] | s[u + at.P_WORDS]


@inner
def forbidden(s: Ints, u: int) -> int:
    """What the unit cannot do or suffer now."""
    return s[u + at.FORBIDS] | s[u + at.P_FORBIDS]


@inner
def in_play(s: Ints, u: int, uid: int) -> bool:
    """Whether the unit of that identity is still in that space."""
    return u >= 0 and s[u + at.CARD] >= 0 and s[u + at.UID] == uid


@inner
def area_count(s: Ints, p: int, area: int) -> int:
    """Cards in an area other than the field."""
    if area == IN_HAND:
        return s[p + at.HAND_COUNT]
    if area == IN_TRASH:
        return s[p + at.TRASH_COUNT]
    return s[p + at.DECK_COUNT] if area == IN_DECK else s[p + at.LIFE_COUNT]


@inner
def number_at(s: Ints, p: int, area: int, position: int) -> int:
    """Card at a position of an area; on the field, at a space."""
    if area == FIELD:
        return s[p + at.UNITS + position * at.UNIT_SIZE + at.CARD]
    if area == IN_HAND:
        return s[p + at.HAND + position]
    if area == IN_TRASH:
        return s[p + at.TRASH + position]
    if area == IN_DECK:
        return s[p + at.DECK + ((s[p + at.DECK_TOP] + position) & (at.ZONE - 1))]
    return s[p + at.LIFE + s[p + at.LIFE_COUNT] - 1 - position]


@inner
def place_of(area: int, position: int) -> int:
    """Place bit of a cursor's position."""
    if area != FIELD:
        return 4 << area
    if position == 0:
        return w.IN_LEADER
    return w.IN_CHARACTERS if position <= 5 else w.IN_STAGE


@inner
def seat_of(s: Ints, q: int, cursor: int) -> int:
    """Seat of a cursor's owner."""
    return s[q + at.Q_OWNER] if cursor < SPAN else 1 - s[q + at.Q_OWNER]


@inner
def admits(t: Table, g: int, number: int) -> bool:
    """Whether a card has the printed facts a target's filter asks for."""
    return t[t[at.T_FILTERS] + t[g + at.G_FILTER] * t[at.T_CARDS] + number] != 0


@inner
def don_in(s: Ints, p: int, places: int) -> int:
    """DON!! of a player in some places."""
    total = 0
    if places & w.IN_DON_ACTIVE:
        total += s[p + at.DON_ACTIVE]
    if places & w.IN_DON_RESTED:
        total += s[p + at.DON_RESTED]
    if places & w.IN_DON_GIVEN:
        for space in range(6):
            u = p + at.UNITS + space * at.UNIT_SIZE
            if s[u + at.CARD] >= 0:
                total += s[u + at.DON]
    return total


@inner
def how_many(s: Ints, p: int, places: int) -> int:
    """Cards and DON!! of a player in some places, whatever they are."""
    total = don_in(s, p, places)
    if places & w.IN_FIELD:
        for space in range(at.SPACES):
            if place_of(FIELD, space) & places:
                total += s[p + at.UNITS + space * at.UNIT_SIZE + at.CARD] >= 0
    for area in range(IN_HAND, IN_LIFE + 1):
        if places & (4 << area):
            total += area_count(s, p, area)
    return total


@inner
def _most_cost(s: Ints, t: Table, g: int, you: int) -> int:
    owners = t[g + at.G_COUNT_OWNER]
    if owners < 0:
        return t[g + at.G_COST_MOST]
    total = 0
    if owners & w.OF_YOU:
        total += how_many(s, player_at(you), t[g + at.G_COUNT_PLACES])
    if owners & w.OF_OPPONENT:
        total += how_many(s, player_at(1 - you), t[g + at.G_COUNT_PLACES])
    return total


@inner
def passes_unit(s: Ints, t: Table, g: int, q: int, u: int, layer: int) -> bool:
    """Whether a unit passes every filter of a target; owner and place are not asked."""
    number = s[u + at.CARD]
    if not admits(t, g, number) or t[g + at.G_FACE_UP]:
        return False
    this = s[q + at.Q_UNIT] == u and s[q + at.Q_UID] == s[u + at.UID]
    if this and t[g + at.G_NOT_THIS]:
        return False
    state = t[g + at.G_STATE]
    if state != w.STATE_ANY and s[u + at.RESTED] != (state == w.STATE_RESTED):
        return False
    if s[u + at.DON] < t[g + at.G_DON_LEAST]:
        return False
    if t[g + at.G_BASE_COST]:
        now_cost = t[at.CARD_ROWS + number * at.C_WIDTH + at.C_COST]
    else:
        now_cost = cost(s, t, u, layer)
    now_power = s[u + at.BASE] if t[g + at.G_BASE_POWER] else power(s, u, layer)
    return (
        t[g + at.G_COST_LEAST] <= now_cost <= _most_cost(s, t, g, s[q + at.Q_OWNER])
        and t[g + at.G_POWER_LEAST] <= now_power <= t[g + at.G_POWER_MOST]
    )


@inner
def passes_card(s: Ints, t: Table, g: int, q: int, number: int, face_up: int) -> bool:
    """Whether a card off the field passes every filter of a target."""
    if not admits(t, g, number) or (t[g + at.G_FACE_UP] and not face_up):
        return False
    row = at.CARD_ROWS + number * at.C_WIDTH
    most = _most_cost(s, t, g, s[q + at.Q_OWNER])
    return (
        t[g + at.G_COST_LEAST] <= t[row + at.C_COST] <= most
        and t[g + at.G_POWER_LEAST] <= t[row + at.C_POWER] <= t[g + at.G_POWER_MOST]
    )


@inner
def seek(s: Ints, t: Table, g: int, q: int, cursor: int, layer: int) -> int:
    """The next candidate of a target after a cursor, or -1. Starts from -1."""
    owners, places = t[g + at.G_OWNER], t[g + at.G_PLACES]
    c = cursor + 1
    while c < 2 * SPAN:
        side = 0 if c < SPAN else 1
        inside = c - side * SPAN
        area, position = inside >> 6, inside & (at.ZONE - 1)
        if not owners >> side & 1:
            c = (side + 1) * SPAN
            continue
        seat = s[q + at.Q_OWNER] if side == 0 else 1 - s[q + at.Q_OWNER]
        p = player_at(seat)
        wanted = places & w.IN_FIELD if area == FIELD else places & (4 << area)
        last = at.SPACES if area == FIELD else area_count(s, p, area)
        if not wanted or position >= last:
            c = side * SPAN + (area + 1) * at.ZONE
            continue
        if area == FIELD:
            u = p + at.UNITS + position * at.UNIT_SIZE
            here = place_of(FIELD, position) & places
            if here and s[u + at.CARD] >= 0 and passes_unit(s, t, g, q, u, layer):
                return c
        else:
            face = 0
            if area == IN_LIFE:
                face = s[p + at.FACES + s[p + at.LIFE_COUNT] - 1 - position]
            if passes_card(s, t, g, q, number_at(s, p, area, position), face):
                return c
        c += 1
    return -1


@inner
def count(s: Ints, t: Table, g: int, q: int, layer: int) -> int:
    """How many cards a target admits; DON!! places count DON!!."""
    places = t[g + at.G_PLACES]
    if t[g + at.G_PICK] == w.PICK_THIS:
        u = s[q + at.Q_UNIT]
        if not in_play(s, u, s[q + at.Q_UID]):
            return 0
        here = place_of(FIELD, s[u + at.SPACE]) & places
        return 1 if here and passes_unit(s, t, g, q, u, layer) else 0
    total, you = 0, s[q + at.Q_OWNER]
    if places & w.IN_DON:
        if t[g + at.G_OWNER] & w.OF_YOU:
            total += don_in(s, player_at(you), places)
        if t[g + at.G_OWNER] & w.OF_OPPONENT:
            total += don_in(s, player_at(1 - you), places)
    if places & ~w.IN_DON:
        cursor = seek(s, t, g, q, -1, layer)
        while cursor >= 0:
            total += 1
            cursor = seek(s, t, g, q, cursor, layer)
    return total


@inner
def amount_of(s: Ints, t: Table, x: int, q: int, layer: int) -> int:
    """An action's amount, multiplied where it counts something."""
    per = t[x + at.X_PER]
    if per < 0:
        return t[x + at.X_AMOUNT]
    many = count(s, t, target_at(t, per), q, layer) // t[x + at.X_PER_SIZE]
    return t[x + at.X_AMOUNT] * many


@inner
def target_at(t: Table, number: int) -> int:
    """Address of a target in the table."""
    return t[at.T_TARGETS] + number * at.G_WIDTH


@inner
def all_hold(s: Ints, t: Table, first: int, conditions: int, q: int, layer: int) -> bool:
    """Whether all conditions hold."""
    for number in range(conditions):
        k = t[at.T_CONDITIONS] + (first + number) * at.K_WIDTH
        if not _holds(s, t, k, q, layer):
            return False
    return True


@inner
def _holds(s: Ints, t: Table, k: int, q: int, layer: int) -> bool:
    kind = t[k + at.K_KIND]
    if kind == w.IF_YOUR_TURN:
        return s[at.ACTIVE] == s[q + at.Q_OWNER]
    if kind == w.IF_OPPONENT_TURN:
        return s[at.ACTIVE] != s[q + at.Q_OWNER]
    if kind == w.IF_PLAYED_THIS_TURN:
        u = s[q + at.Q_UNIT]
        return in_play(s, u, s[q + at.Q_UID]) and s[u + at.ENTERED] == s[at.TURN]
    if kind == w.IF_TURN_AT_LEAST:
        own = s[at.TURN] // 2
        if s[q + at.Q_OWNER] == s[at.FIRST]:
            own = (s[at.TURN] + 1) // 2
        return own >= t[k + at.K_AMOUNT]
    if t[k + at.K_TARGET] < 0:
        return True
    g = target_at(t, t[k + at.K_TARGET])
    amount = t[k + at.K_AMOUNT]
    if kind in (w.IF_SUM_POWER, w.IF_SUM_COST):
        return _compare(_sum(s, t, g, q, kind, layer), t[k + at.K_OP], amount)
    found = count(s, t, g, q, layer)
    if t[k + at.K_OTHER] >= 0:
        others = count(s, t, target_at(t, t[k + at.K_OTHER]), q, layer)
        if kind == w.IF_COUNT_TWO:
            found += others
        else:
            amount += others
    return _compare(found, t[k + at.K_OP], amount)


@inner
def _sum(s: Ints, t: Table, g: int, q: int, kind: int, layer: int) -> int:
    total, cursor = 0, seek(s, t, g, q, -1, layer)
    while cursor >= 0:
        p = player_at(seat_of(s, q, cursor))
        inside = cursor % SPAN
        area, position = inside >> 6, inside & (at.ZONE - 1)
        if area == FIELD:
            u = p + at.UNITS + position * at.UNIT_SIZE
            total += cost(s, t, u, layer) if kind == w.IF_SUM_COST else power(s, u, layer)
        else:
            row = at.CARD_ROWS + number_at(s, p, area, position) * at.C_WIDTH
            total += t[row + at.C_COST] if kind == w.IF_SUM_COST else t[row + at.C_POWER]
        cursor = seek(s, t, g, q, cursor, layer)
    return total


@inner
def _compare(value: int, op: int, amount: int) -> bool:
    if op == w.OP_AT_LEAST:
        return value >= amount
    return value <= amount if op == w.OP_AT_MOST else value == amount


__all__ = ["COSTS", "PLAIN", "SETTLED"]

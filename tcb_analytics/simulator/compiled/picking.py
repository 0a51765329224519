"""Which cards an action acts on, compiled: one after another, as they are acted on.

The mirror of ``_chosen``, ``_picked`` and ``_find`` in ``rulebook.actions``. A picked card is
told as ``seat << 10 | area << 6 | position``.
"""

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.choices import choose
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.memory import find
from tcb_analytics.simulator.compiled.reading import (
    FIELD,
    IN_DECK,
    IN_LIFE,
    SETTLED,
    SPAN,
    area_count,
    number_at,
    passes_card,
    passes_unit,
    player_at,
    seat_of,
    seek,
    unit_at,
)
from tcb_analytics.simulator.compiled.settling import settle

LOOSE = 5
"""Area of a card turned over from Life whose trigger is being resolved."""
_BEFORE = at.ACTED_ROWS + at.ACTED_MOST * at.ACTED_WIDTH
"""Where the cards noted before this action are kept."""


@inner
def begin_picking(s: Ints, t: Table, g: int, q: int) -> None:
    """List what is picked without a choice; forget what the action before acted on."""
    pick = t[g + at.G_PICK]
    s[at.PICKED] = 0
    s[at.TAKEN] = 0
    s[at.LISTED] = 0
    if pick == w.PICK_ALL:
        cursor = seek(s, t, g, q, -1, SETTLED)
        while cursor >= 0 and s[at.LISTED] < at.LIST_MOST:
            s[at.LIST + s[at.LISTED]] = cursor
            s[at.LISTED] += 1
            cursor = seek(s, t, g, q, cursor, SETTLED)
    elif pick in (w.PICK_TOP, w.PICK_TOP_OR_BOTTOM):
        area = IN_DECK if t[g + at.G_PLACES] & w.IN_DECK else IN_LIFE
        s[at.LISTED] = min(t[g + at.G_COUNT], area_count(s, player_at(_side(s, t, g, q)), area))
    elif pick == w.PICK_SAME:
        s[at.LISTED] = s[at.ACTED]
        for each in range(s[at.ACTED] * at.ACTED_WIDTH):
            s[_BEFORE + each] = s[at.ACTED_ROWS + each]
    elif pick != w.PICK_CHOOSE:
        first = at.Q_OWNER if pick == w.PICK_THIS else at.Q_SUBJECT_OWNER
        s[at.LISTED] = 1 if pick == w.PICK_THIS or s[q + at.Q_SUBJECT] >= 0 else 0
        for each in range(at.ACTED_WIDTH):
            s[_BEFORE + each] = s[q + first + each]
    s[at.ACTED] = 0


@inner
def _side(s: Ints, t: Table, g: int, q: int) -> int:
    """First seat a target is about."""
    you = s[q + at.Q_OWNER]
    return you if t[g + at.G_OWNER] & w.OF_YOU else 1 - you


@inner
def next_pick(s: Ints, t: Table, x: int, g: int, q: int) -> int:
    """The next card to act on, or -1."""
    pick, step = t[g + at.G_PICK], s[at.PICKED]
    s[at.PICKED] += 1
    if pick == w.PICK_CHOOSE:
        return _chosen(s, t, x, g, q) if step < t[g + at.G_COUNT] else -1
    if pick == w.PICK_THIS and s[q + at.Q_LOOSE] and step == 0:
        return s[q + at.Q_OWNER] << 10 | LOOSE << 6
    if step >= s[at.LISTED]:
        return -1
    if pick == w.PICK_ALL:
        return _told(s, q, s[at.LIST + s[at.LISTED] - 1 - step])
    if pick in (w.PICK_TOP, w.PICK_TOP_OR_BOTTOM):
        area = IN_DECK if t[g + at.G_PLACES] & w.IN_DECK else IN_LIFE
        return _side(s, t, g, q) << 10 | area << 6
    return _noted(s, t, g, q, step)


@inner
def _told(s: Ints, q: int, cursor: int) -> int:
    """A cursor as a picked card."""
    return seat_of(s, q, cursor) << 10 | cursor % SPAN


@inner
def _chosen(s: Ints, t: Table, x: int, g: int, q: int) -> int:
    cursor = choose(s, t, x, g, q, s[at.TAKEN])
    if cursor < 0:
        return -1
    inside = cursor % SPAN
    if inside < at.ZONE:
        s[at.TAKEN] |= 1 << (inside + 7 * (cursor // SPAN))
    return _told(s, q, cursor)


@inner
def _noted(s: Ints, t: Table, g: int, q: int, step: int) -> int:
    """The source, the subject, or the next card acted on before that is still to be found."""
    for each in range(step, s[at.LISTED]):
        s[at.PICKED] = each + 1
        row = _BEFORE + each * at.ACTED_WIDTH
        place = find(s, t[g + at.G_PLACES], row)
        if place < 0:
            continue
        settle(s, t)
        if place >> 6 == FIELD:
            passes = passes_unit(s, t, g, q, unit_at(s[row], place), SETTLED)
        else:
            passes = passes_card(s, t, g, q, s[row + 1], 0)
        if passes:
            return s[row] << 10 | place
    return -1


@inner
def picked_number(s: Ints, t: Table, x: int, q: int, place: int) -> int:
    """Number of a picked card; a card shown from the top stays, so the next lies deeper."""
    seat, area, position = place >> 10, (place >> 6) & 15, place & (at.ZONE - 1)
    if area == LOOSE:
        return s[q + at.Q_NUMBER]
    if area >= IN_DECK and position == 0 and t[x + at.X_KIND] == w.DO_REVEAL:
        position = s[at.PICKED] - 1
    return number_at(s, player_at(seat), area, position)

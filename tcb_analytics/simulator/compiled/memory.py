"""Which cards the latest action acted on, compiled, and where they are now."""

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.jit import Ints, inner
from tcb_analytics.simulator.compiled.reading import (
    FIELD,
    IN_HAND,
    IN_TRASH,
    area_count,
    in_play,
    number_at,
    place_of,
    player_at,
)


@inner
def remember(s: Ints, seat: int, number: int, u: int, uid: int) -> None:
    """Note a card that was acted on; the unit it is or was, if any, by address and identity."""
    if s[at.ACTED] >= at.ACTED_MOST:
        return
    row = at.ACTED_ROWS + s[at.ACTED] * at.ACTED_WIDTH
    s[row] = seat
    s[row + 1] = number
    s[row + 2] = u
    s[row + 3] = uid
    s[at.ACTED] += 1


@inner
def find(s: Ints, places: int, row: int) -> int:
    """Where a noted card is now: ``area * ZONE + position``, or -1.

    In play, or the latest of its number in its owner's trash or hand.
    """
    seat, number, u, uid = s[row], s[row + 1], s[row + 2], s[row + 3]
    if in_play(s, u, uid):
        space = s[u + at.SPACE]
        return space if place_of(FIELD, space) & places else -1
    p = player_at(seat)
    for turn in range(2):
        area = IN_TRASH if turn == 0 else IN_HAND
        place = w.IN_TRASH if turn == 0 else w.IN_HAND
        if not places & place:
            continue
        for position in range(area_count(s, p, area) - 1, -1, -1):
            if number_at(s, p, area, position) == number:
                return area * at.ZONE + position
    return -1

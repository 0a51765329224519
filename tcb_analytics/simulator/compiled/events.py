"""Abilities that wait, compiled: the queue, and what events put into it.

Mirrors ``Game.wait``, ``announce`` and ``announce_owner``.
"""

# ruff: noqa: PLR0917 - compiled functions take whole numbers by position

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.choices import subject_fits
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.reading import SETTLED, all_hold, target_at, unit_at
from tcb_analytics.simulator.compiled.settling import settle


@inner
def wait(s: Ints, row: int, first: bool) -> None:
    """Put the ability written at ``row`` into the queue, last or first; a full one drops it."""
    if s[at.QUEUE_COUNT] >= at.QUEUE_LENGTH:
        return
    if first:
        s[at.QUEUE_HEAD] = (s[at.QUEUE_HEAD] - 1) & (at.QUEUE_LENGTH - 1)
        place = s[at.QUEUE_HEAD]
    else:
        place = (s[at.QUEUE_HEAD] + s[at.QUEUE_COUNT]) & (at.QUEUE_LENGTH - 1)
    s[at.QUEUE_COUNT] += 1
    copy_row(s, row, at.QUEUE + place * at.Q_WIDTH, at.Q_WIDTH)


@inner
def copy_row(s: Ints, source: int, to: int, width: int) -> None:
    """Copy a row of numbers."""
    for each in range(width):
        s[to + each] = s[source + each]


@inner
def write_source(s: Ints, q: int, ability: int, seat: int, number: int, u: int) -> None:
    """Write an ability and its source at ``q``; no subject."""
    s[q + at.Q_ABILITY] = ability
    s[q + at.Q_OWNER] = seat
    s[q + at.Q_NUMBER] = number
    s[q + at.Q_UNIT] = u
    s[q + at.Q_UID] = -1
    if u >= 0:
        s[q + at.Q_UID] = s[u + at.UID]
    s[q + at.Q_SUBJECT] = -1
    s[q + at.Q_SUBJECT_UNIT] = -1
    s[q + at.Q_LOOSE] = 0
    s[q + at.Q_JUDGED] = 0
    s[q + at.Q_ACCEPTED] = 0
    s[q + at.Q_ONLY] = -1


@inner
def write_subject(s: Ints, q: int, u: int) -> None:
    """Write the unit that an event is about at ``q``."""
    s[q + at.Q_SUBJECT_OWNER] = s[u + at.OWNER]
    s[q + at.Q_SUBJECT] = s[u + at.CARD]
    s[q + at.Q_SUBJECT_UNIT] = u
    s[q + at.Q_SUBJECT_UID] = s[u + at.UID]


@inner
def own_abilities(s: Ints, t: Table, u: int, timing: int, judge: bool) -> None:
    """Queue a unit's abilities of a timing; with ``judge``, those whose conditions hold now."""
    row, q = at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH, at.EVENT_ROW
    for each in range(t[row + at.C_ABILITY_COUNT]):
        ability = t[row + at.C_ABILITIES] + each
        a = t[at.T_ABILITIES] + ability * at.A_WIDTH
        if t[a + at.A_TIMING] != timing:
            continue
        write_source(s, q, ability, s[u + at.OWNER], s[u + at.CARD], u)
        if judge:
            settle(s, t)
            s[q + at.Q_JUDGED] = 1
            if s[u + at.DON] < t[a + at.A_DON] or not all_hold(
                s, t, t[a + at.A_CONDITIONS], t[a + at.A_CONDITION_COUNT], q, SETTLED
            ):
                continue
        wait(s, q, False)


@inner
def set_off(s: Ints, t: Table, u: int, timing: int, subject: int) -> None:
    """Queue a unit's own abilities of a timing, about a subject (-1: none)."""
    if t[at.T_TIMINGS] & (1 << timing):
        _set_off(s, t, u, timing, subject)


@inner
def _set_off(s: Ints, t: Table, u: int, timing: int, subject: int) -> None:
    number = s[u + at.CARD]
    row, q = at.CARD_ROWS + number * at.C_WIDTH, at.EVENT_ROW
    if number < 0 or s[u + at.NEGATED] or not t[row + at.C_TIMINGS] & (1 << timing):
        return
    for each in range(t[row + at.C_ABILITY_COUNT]):
        ability = t[row + at.C_ABILITIES] + each
        if t[t[at.T_ABILITIES] + ability * at.A_WIDTH + at.A_TIMING] == timing:
            write_source(s, q, ability, s[u + at.OWNER], number, u)
            if subject >= 0:
                write_subject(s, q, subject)
            wait(s, q, False)


@inner
def announce(s: Ints, t: Table, timing: int, subject: int) -> None:
    """Queue the abilities that an event about a unit sets off."""
    if t[at.T_TIMINGS] & (1 << timing):
        _announce(s, t, timing, subject)


@inner
def _announce(s: Ints, t: Table, timing: int, subject: int) -> None:
    for side in range(2):
        seat = s[at.ACTIVE] if side == 0 else 1 - s[at.ACTIVE]
        for space in range(at.SPACES):
            _answer(s, t, timing, unit_at(seat, space), subject)


@inner
def _answer(s: Ints, t: Table, timing: int, u: int, subject: int) -> None:
    number, q = s[u + at.CARD], at.EVENT_ROW
    if number < 0 or s[u + at.NEGATED]:
        return
    row = at.CARD_ROWS + number * at.C_WIDTH
    if not t[row + at.C_TIMINGS] & (1 << timing):
        return
    for each in range(t[row + at.C_ABILITY_COUNT]):
        ability = t[row + at.C_ABILITIES] + each
        a = t[at.T_ABILITIES] + ability * at.A_WIDTH
        if t[a + at.A_TIMING] != timing:
            continue
        write_source(s, q, ability, s[u + at.OWNER], number, u)
        write_subject(s, q, subject)
        if subject_fits(s, t, t[a + at.A_SUBJECT], q, subject):
            wait(s, q, False)


@inner
def announce_owner(s: Ints, t: Table, timing: int, owner: int) -> None:
    """Queue the abilities that an event about a player sets off."""
    if t[at.T_TIMINGS] & (1 << timing):
        _announce_owner(s, t, timing, owner)


@inner
def _announce_owner(s: Ints, t: Table, timing: int, owner: int) -> None:
    for side in range(2):
        seat = s[at.ACTIVE] if side == 0 else 1 - s[at.ACTIVE]
        for space in range(at.SPACES):
            u, q = unit_at(seat, space), at.EVENT_ROW
            number = s[u + at.CARD]
            if number < 0 or s[u + at.NEGATED]:
                continue
            row = at.CARD_ROWS + number * at.C_WIDTH
            for each in range(t[row + at.C_ABILITY_COUNT]):
                ability = t[row + at.C_ABILITIES] + each
                a = t[at.T_ABILITIES] + ability * at.A_WIDTH
                if t[a + at.A_TIMING] != timing:
                    continue
                of = w.OF_YOU
                if t[a + at.A_SUBJECT] >= 0:
                    of = t[target_at(t, t[a + at.A_SUBJECT]) + at.G_OWNER]
                if of & (w.OF_YOU if seat == owner else w.OF_OPPONENT):
                    write_source(s, q, ability, seat, number, u)
                    wait(s, q, False)

"""The fingerprint of a state, compiled: the mirror of ``rulebook.fingerprint``."""

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled.jit import Ints, inner, signed
from tcb_analytics.simulator.compiled.reading import player_at
from tcb_analytics.simulator.rulebook import fingerprint as book

_BASE = signed(book.BASE)


@inner
def step(s: Ints) -> None:
    """Note the state after a step, where a trace is kept."""
    if s[at.TRACE_ON]:
        _note(s)


@inner
def _note(s: Ints) -> None:
    value = 0
    for place in (at.TURN, at.ACTIVE, at.LOSERS, at.PLAYED, at.RANDOM):
        value = _fold(value, s[place])
    for seat in range(2):
        p = player_at(seat)
        for place in (at.DON_ACTIVE, at.DON_RESTED, at.DON_DECK):
            value = _fold(value, s[p + place])
        for space in range(at.SPACES):
            value = _fold_unit(s, p + at.UNITS + space * at.UNIT_SIZE, value)
        value = _fold_areas(s, p, value)
    if s[at.TRACE_COUNT] < s[at.TRACE_ON]:
        s[at.TRACE + s[at.TRACE_COUNT]] = value
        s[at.TRACE_COUNT] += 1


@inner
def _fold(value: int, number: int) -> int:
    return value * _BASE + number


@inner
def _fold_unit(s: Ints, u: int, value: int) -> int:
    if s[u + at.CARD] < 0:
        return _fold(value, book.NOTHING)
    for place in (at.CARD, at.RESTED, at.DON, at.ENTERED, at.BATTLE, at.USED):
        value = _fold(value, s[u + place])
    for place in (at.BASE, at.WORDS, at.POWER, at.COST, at.FORBIDS, at.NEGATED):
        value = _fold(value, s[u + place])
    return value


@inner
def _fold_areas(s: Ints, p: int, value: int) -> int:
    value = _fold(value, s[p + at.HAND_COUNT])
    for position in range(s[p + at.HAND_COUNT]):
        value = _fold(value, s[p + at.HAND + position])
    value = _fold(value, s[p + at.TRASH_COUNT])
    for position in range(s[p + at.TRASH_COUNT]):
        value = _fold(value, s[p + at.TRASH + position])
    value = _fold(value, s[p + at.DECK_COUNT])
    for position in range(s[p + at.DECK_COUNT]):
        place = (s[p + at.DECK_TOP] + position) & (at.ZONE - 1)
        value = _fold(value, s[p + at.DECK + place])
    life = s[p + at.LIFE_COUNT]
    value = _fold(value, life)
    for position in range(life - 1, -1, -1):
        value = _fold(value, s[p + at.LIFE + position] * 2 + s[p + at.FACES + position])
    return value

"""The random stream, compiled: the very functions of ``randomness``, and the shuffle."""

from __future__ import annotations

from tcb_analytics.simulator import randomness
from tcb_analytics.simulator.compiled.jit import Ints, inner, signed, unsigned
from tcb_analytics.simulator.compiled.layout import DECK, DECK_COUNT, DECK_TOP, RANDOM, ZONE

_mix = inner(randomness.mix)
_advance = inner(randomness.advance)


@inner
def stream_start(seed: int, game: int) -> int:
    """``randomness.stream_start``; a compiled function must call compiled ones."""
    return _mix(_mix(seed) + unsigned(game) * unsigned(randomness.GAMMA))


@inner
def below(s: Ints, bound: int) -> int:
    """The next random whole number below a bound."""
    state = _advance(unsigned(s[RANDOM]))
    s[RANDOM] = signed(state)
    return (signed(_mix(state) >> unsigned(33)) * bound) >> 31


@inner
def shuffle_deck(s: Ints, p: int) -> None:
    """Shuffle a player's deck (Fisher and Yates, from the last card to the first)."""
    top, ring = s[p + DECK_TOP], p + DECK
    for last in range(s[p + DECK_COUNT] - 1, 0, -1):
        other = below(s, last + 1)
        a, b = ring + ((top + last) & (ZONE - 1)), ring + ((top + other) & (ZONE - 1))
        s[a], s[b] = s[b], s[a]

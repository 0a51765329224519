"""The random numbers of a match: one counter-based stream that both engines read alike.

SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number
Generators", OOPSLA 2014): number ``k`` of a stream is a mixture of ``start + k * GAMMA``,
so a game's stream needs nothing but its start, whatever the core that plays it. The
functions take and give unsigned 64-bit values and hold for plain Python integers as for
compiled ones, since every product is cut to 64 bits. Leaves out any state: an engine
counts for itself.
"""

from __future__ import annotations

GAMMA = 0x9E3779B97F4A7C15
WORD = 0xFFFFFFFFFFFFFFFF
_FIRST = 0xBF58476D1CE4E5B9
_SECOND = 0x94D049BB133111EB


def mix(value: int) -> int:
    """Scatter 64 bits: the output function of SplitMix64."""
    value = ((value ^ (value >> 30)) * _FIRST) & WORD
    value = ((value ^ (value >> 27)) * _SECOND) & WORD
    return value ^ (value >> 31)


def advance(state: int) -> int:
    """The stream's next state; its number is ``mix`` of it."""
    return (state + GAMMA) & WORD


def stream_start(seed: int, game: int) -> int:
    """State in which the stream of a numbered game begins.

    Args:
        seed: Seed of the call, as an unsigned 64-bit value.
        game: Number of the game, from 0.
    """
    return mix((mix(seed) + ((game * GAMMA) & WORD)) & WORD)


def fold_seed(*parts: int) -> int:
    """One unsigned 64-bit seed of any whole numbers, negative and large ones included.

    Used outside the loop of games only: for the seed of a pair in a gauntlet.
    """
    seed = 0
    for part in parts:
        seed = mix((seed + GAMMA + (part & WORD) + mix((part >> 64) & WORD)) & WORD)
    return seed

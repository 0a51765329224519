"""Many games in one call, compiled: the loop that a process spends its time in."""

# ruff: noqa: PLR0917 - compiled functions take whole numbers by position

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled.abilities import resolve_queue
from tcb_analytics.simulator.compiled.fingerprint import step
from tcb_analytics.simulator.compiled.flow import advance
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner, signed
from tcb_analytics.simulator.compiled.reading import player_at
from tcb_analytics.simulator.compiled.steps import prepare
from tcb_analytics.simulator.compiled.stream import stream_start


@inner
def _add_up(s: Ints, t: Table, out: Ints) -> None:
    losers = s[at.LOSERS]
    winner = 2 if losers == 3 else 2 - losers
    out[at.O_RESULT + 3 * s[at.FIRST] + winner] += 1
    out[at.O_LENGTH + s[at.TURN]] += 1
    if winner < 2:
        out[at.O_LIFE + winner * at.ZONE + s[player_at(winner) + at.LIFE_COUNT]] += 1
    second = t[at.T_LEADER_1]
    for card in range(t[at.T_CARDS]):
        if s[at.SEEN + card] == s[at.STAMP]:
            row = at.O_CARDS + card * at.O_CARD_WIDTH
            won = winner == (1 if card >= second else 0)
            out[row] += 1
            out[row + 1] += won
            if s[at.OPENING + card] == s[at.STAMP]:
                out[row + 2] += 1
                out[row + 3] += won


@inner
def run_games(s: Ints, t: Table, seed: int, first: int, games: int, out: Ints) -> None:
    """Play games ``first`` to ``first + games - 1`` of a seed and add up what came of them.

    Args:
        s: The state, as ``new_state`` makes it.
        t: The table of a match.
        seed: Seed of the call, unsigned 64 bits.
        first: Number of the first game.
        games: How many.
        out: Sums, as ``layout`` describes them; they are added to.
    """
    for number in range(first, first + games):
        s[at.FIRST] = number & 1
        s[at.RANDOM] = signed(stream_start(seed, number))
        prepare(s, t)
        step(s)
        while s[at.LOSERS] == 0:
            noted = advance(s, t)
            if s[at.QUEUE_COUNT] > 0:
                resolve_queue(s, t)
            if noted or s[at.LOSERS]:
                step(s)
        _add_up(s, t, out)

"""Resolving abilities, compiled: the mirror of ``rulebook.abilities``."""

# ruff: noqa: C901 - compiled code passes whole numbers and branches flatly

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.actions import perform
from tcb_analytics.simulator.compiled.choices import choose_branch, is_useful, payable, wants
from tcb_analytics.simulator.compiled.events import copy_row, wait
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.leaving import conditions_hold, may_use
from tcb_analytics.simulator.compiled.moving import to_trash
from tcb_analytics.simulator.compiled.reading import SETTLED, all_hold, in_play, player_at
from tcb_analytics.simulator.compiled.settling import settle
from tcb_analytics.simulator.rulebook.abilities import MOST_RESOLVED
from tcb_analytics.simulator.rulebook.state import MOST_DELAYED


@inner
def resolve_queue(s: Ints, t: Table) -> None:
    """Resolve what waits until nothing does, or somebody has lost."""
    while s[at.QUEUE_COUNT] > 0 and s[at.LOSERS] == 0:
        copy_row(s, at.QUEUE + s[at.QUEUE_HEAD] * at.Q_WIDTH, at.CURRENT, at.Q_WIDTH)
        s[at.QUEUE_HEAD] = (s[at.QUEUE_HEAD] + 1) & (at.QUEUE_LENGTH - 1)
        s[at.QUEUE_COUNT] -= 1
        s[at.RESOLVED] += 1
        a = t[at.T_ABILITIES] + s[at.CURRENT + at.Q_ABILITY] * at.A_WIDTH
        if s[at.RESOLVED] <= MOST_RESOLVED and _goes_off(s, t, a, at.CURRENT):
            _resolve(s, t, a, at.CURRENT)
        if s[at.CURRENT + at.Q_LOOSE]:
            p = player_at(s[at.CURRENT + at.Q_OWNER])
            to_trash(s, p, s[at.CURRENT + at.Q_NUMBER])


@inner
def _goes_off(s: Ints, t: Table, a: int, q: int) -> bool:
    """Whether an ability works, is wanted and can be paid for; it is used up if so."""
    if s[q + at.Q_ONLY] >= 0:
        return True
    used = _is_used(s, t, a, q)
    u = s[q + at.Q_UNIT]
    if used and t[a + at.A_ONCE] and in_play(s, u, s[q + at.Q_UID]):
        s[u + at.USED] |= 1 << t[a + at.A_GROUP]
    return used


@inner
def _is_used(s: Ints, t: Table, a: int, q: int) -> bool:
    u = s[q + at.Q_UNIT]
    if not s[q + at.Q_JUDGED]:
        if u >= 0 and not (in_play(s, u, s[q + at.Q_UID]) and may_use(s, t, u, a)):
            return False
        if not conditions_hold(s, t, a, q):
            return False
    declinable = t[a + at.A_COST_COUNT] > 0 or t[a + at.A_OPTIONAL] > 0
    if not s[q + at.Q_ACCEPTED] and declinable and not wants(s, t, a, q, -1):
        return False
    return payable(s, t, a, q)


@inner
def _resolve(s: Ints, t: Table, a: int, q: int) -> None:
    """Perform the costs and then the actions of an ability, or the one that was put off."""
    costs = t[a + at.A_COST_COUNT]
    first, last = 0, costs + t[a + at.A_ACTION_COUNT]
    if s[q + at.Q_ONLY] >= 0:
        first = costs + s[q + at.Q_ONLY]
        last = first + 1
    done, branch = s[q + at.Q_ONLY] >= 0, -1
    s[at.ACTED] = 0
    for number in range(first, last):
        if number < costs:
            perform(s, t, t[at.T_ACTIONS] + (t[a + at.A_COSTS] + number) * at.X_WIDTH, q)
            continue
        if s[at.LOSERS]:
            return
        if branch < 0:
            branch = choose_branch(s, t, a, q)
        x = t[at.T_ACTIONS] + (t[a + at.A_ACTIONS] + number - costs) * at.X_WIDTH
        if s[q + at.Q_ONLY] < 0:
            if t[x + at.X_BRANCH] not in (0, branch):
                continue
            if t[x + at.X_DELAYED]:
                if done or t[x + at.X_GATE] != w.GATE_IF_DONE:
                    _put_off(s, q, number - costs)
                continue
        performed = _allowed(s, t, x, q, done) and perform(s, t, x, q)
        if t[x + at.X_GATE] != w.GATE_IF_DONE:
            done = performed


@inner
def _allowed(s: Ints, t: Table, x: int, q: int, done: bool) -> bool:
    """Whether an action's gate and conditions let it happen."""
    gate = t[x + at.X_GATE]
    if gate == w.GATE_IF_DONE and not done:
        return False
    settle(s, t)
    if not all_hold(s, t, t[x + at.X_CONDITIONS], t[x + at.X_CONDITION_COUNT], q, SETTLED):
        return False
    return gate != w.GATE_MAY or is_useful(s, t, x, q)


@inner
def _put_off(s: Ints, q: int, position: int) -> None:
    if s[at.DELAYED] < MOST_DELAYED:
        row = at.DELAYED_ROWS + s[at.DELAYED] * at.Q_WIDTH
        copy_row(s, q, row, at.Q_WIDTH)
        s[row + at.Q_LOOSE] = 0
        s[row + at.Q_ONLY] = position
        s[at.DELAYED] += 1


@inner
def wait_for_delayed(s: Ints) -> None:
    """Queue what was put off to the end of this turn."""
    for each in range(s[at.DELAYED]):
        wait(s, at.DELAYED_ROWS + each * at.Q_WIDTH, False)
    s[at.DELAYED] = 0

"""The pilot's protocol at the table, compiled: the mirror of ``rulebook.decisions``.

Leaves out the defender's part (``defending``).
"""

# ruff: noqa: PLR0917 - compiled functions take whole numbers by position

from __future__ import annotations

from tcb_analytics.simulator.compiled import judging
from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.choices import payable, wants
from tcb_analytics.simulator.compiled.events import write_source
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.judging import weights_at
from tcb_analytics.simulator.compiled.leaving import conditions_hold, may_use
from tcb_analytics.simulator.compiled.moving import free_space, weakest
from tcb_analytics.simulator.compiled.reading import (
    SETTLED,
    cost,
    don_in,
    forbidden,
    keywords,
    player_at,
    power,
    unit_at,
)
from tcb_analytics.simulator.compiled.settling import hand_cost, settle
from tcb_analytics.simulator.pilots.traits import REPLACE_GAIN
from tcb_analytics.simulator.playing_card import CHARACTER, STAGE
from tcb_analytics.simulator.rulebook.state import CHARACTERS

_SPEEDY = w.WORD_RUSH | w.WORD_RUSH_CHARACTERS
_BOUND = w.NO_ATTACK | w.NO_REST
_AIMS = at.VALUES + 8
"""Rows of four about what may be attacked."""


@inner
def keeps_hand(s: Ints, t: Table, seat: int) -> bool:
    """Whether the opening hand is kept."""
    p, early = player_at(seat), 0
    for position in range(s[p + at.HAND_COUNT]):
        early += t[at.CARD_ROWS + s[p + at.HAND + position] * at.C_WIDTH + at.C_EARLY]
    return judging.keeps_hand(t, weights_at(seat), early)


@inner
def next_ability(s: Ints, t: Table, seat: int) -> bool:
    """Write the next [Activate: Main] ability to use at ``ASKED``; whether there is one."""
    if not t[at.T_TIMINGS] & (1 << w.ON_ACTIVATE_MAIN):
        return False
    for space in range(at.SPACES):
        u = unit_at(seat, space)
        if s[u + at.CARD] < 0:
            continue
        row = at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH
        if not t[row + at.C_TIMINGS] & (1 << w.ON_ACTIVATE_MAIN):
            continue
        for position in range(t[row + at.C_ABILITY_COUNT]):
            ability = t[row + at.C_ABILITIES] + position
            a = t[at.T_ABILITIES] + ability * at.A_WIDTH
            spent = s[u + at.USED] >> (8 + position) & 1
            if t[a + at.A_TIMING] != w.ON_ACTIVATE_MAIN or spent or not may_use(s, t, u, a):
                continue
            write_source(s, at.ASKED, ability, seat, s[u + at.CARD], u)
            s[at.ASKED + at.Q_ACCEPTED] = 1
            if usable(s, t, a, at.ASKED):
                s[u + at.USED] |= 1 << (8 + position)
                return True
    return False


@inner
def usable(s: Ints, t: Table, a: int, q: int) -> bool:
    """Whether an ability can be used and is wanted."""
    return conditions_hold(s, t, a, q) and payable(s, t, a, q) and wants(s, t, a, q, -1)


@inner
def next_play(s: Ints, t: Table, seat: int) -> int:
    """Position in hand of the next card to play, or -1."""
    p = player_at(seat)
    active, total, ready = s[p + at.DON_ACTIVE], 0, 0
    if s[at.PLAYED] > 0:
        total = don_in(s, p, w.IN_DON)
        ready = count_attackers(s, t, seat)
    budget = judging.play_budget(t, weights_at(seat), active, total, s[at.PLAYED], ready)
    best, chosen = 0, -1
    for position in range(s[p + at.HAND_COUNT]):
        number = s[p + at.HAND + position]
        row = at.CARD_ROWS + number * at.C_WIDTH
        worth = t[row + at.C_PLAY + seat]
        if worth <= best or hand_cost(s, t, seat, number) > budget:
            continue
        if fits(s, t, seat, number):
            best, chosen = worth, position
    return chosen


@inner
def fits(s: Ints, t: Table, seat: int, number: int) -> bool:
    """Whether there is room and use for a card now."""
    row = at.CARD_ROWS + number * at.C_WIDTH
    kind = t[row + at.C_KIND]
    if kind == CHARACTER:
        if free_space(s, seat):
            return True
        other = s[unit_at(seat, weakest(s, t, seat)) + at.CARD]
        bar = t[at.CARD_ROWS + other * at.C_WIDTH + at.C_WORTH + seat]
        return t[row + at.C_WORTH + seat] > bar + t[weights_at(seat) + REPLACE_GAIN]
    if kind == STAGE:
        return s[unit_at(seat, CHARACTERS + 1) + at.CARD] < 0
    if not t[row + at.C_TIMINGS] & (1 << w.ON_MAIN):
        return False
    for each in range(t[row + at.C_ABILITY_COUNT]):
        ability = t[row + at.C_ABILITIES] + each
        a = t[at.T_ABILITIES] + ability * at.A_WIDTH
        if t[a + at.A_TIMING] == w.ON_MAIN:
            write_source(s, at.ASKED, ability, seat, number, -1)
            if usable(s, t, a, at.ASKED):
                return True
    return False


@inner
def may_attack(s: Ints, u: int) -> bool:
    """Whether a unit, in a settled state, can attack something."""
    if s[u + at.CARD] < 0 or s[u + at.RESTED] or forbidden(s, u) & _BOUND:
        return False
    if s[u + at.SPACE] == 0 or s[u + at.ENTERED] != s[at.TURN]:
        return True
    return (keywords(s, u) & _SPEEDY) != 0


@inner
def count_attackers(s: Ints, t: Table, seat: int) -> int:
    """How many units can attack now."""
    if s[at.TURN] <= 2:
        return 0
    settle(s, t)
    ready = 0
    for space in range(CHARACTERS + 1):
        ready += may_attack(s, unit_at(seat, space))
    return ready


@inner
def next_attack(s: Ints, t: Table, seat: int) -> int:
    """The next attack, or -1: ``(attacker's space * 8 + target's space) * 16 + DON!!``."""
    if s[at.TURN] <= 2:
        return -1
    settle(s, t)
    ready = _list_attackers(s, seat)
    if ready == 0:
        return -1
    p, foe, weights = player_at(seat), player_at(1 - seat), weights_at(seat)
    budget = judging.attack_budget(t, weights, s[p + at.DON_ACTIVE], _event_cost(s, t, p))
    life = s[foe + at.LIFE_COUNT]
    home = judging.stays_home(t, weights, s[p + at.LIFE_COUNT], life, ready)
    aims = _list_targets(s, t, 1 - seat, _all_words(s, seat, ready))
    best, chosen, needed = 0, -1, 0
    for each in range(ready):
        space = s[at.VALUES + each]
        u = unit_at(seat, space)
        strength, words = power(s, u, SETTLED), keywords(s, u)
        penalty = judging.STAY_HOME if home and words & w.WORD_BLOCKER else 0
        new = space > 0 and s[u + at.ENTERED] == s[at.TURN]
        for other in range(aims):
            row = _AIMS + 4 * other
            aim = s[row]
            if not _may_aim(s[row + 1], aim, words, new):
                continue
            don = judging.don_needed(strength, s[row + 2])
            if don > budget:
                continue
            if aim == 0:
                worth = judging.leader_worth(t, weights, don, life, ready) - penalty
            else:
                worth = judging.character_worth(t, weights, don, s[row + 3]) - penalty
            if worth > best:
                best, chosen, needed = worth, space * 8 + aim, don
    if chosen < 0:
        return -1
    return chosen * 16 + _attached(s, t, seat, chosen, needed, budget, ready)


@inner
def _list_attackers(s: Ints, seat: int) -> int:
    """Write the spaces of the units that can attack to ``VALUES``; how many there are."""
    ready = 0
    for space in range(CHARACTERS + 1):
        if may_attack(s, unit_at(seat, space)):
            s[at.VALUES + ready] = space
            ready += 1
    return ready


@inner
def _all_words(s: Ints, seat: int, ready: int) -> int:
    """Keyword abilities that any of the units at ``VALUES`` has."""
    words = 0
    for each in range(ready):
        words |= keywords(s, unit_at(seat, s[at.VALUES + each]))
    return words


@inner
def _list_targets(s: Ints, t: Table, seat: int, words: int) -> int:
    """Write space, rested, power and cost of what may be attacked; how many there are.

    ``words`` are those of all attackers: what none of them may attack is not written.
    """
    aims = 0
    for aim in range(CHARACTERS + 1):
        v = unit_at(seat, aim)
        if s[v + at.CARD] >= 0 and _may_aim(s[v + at.RESTED], aim, words, False):
            row = _AIMS + 4 * aims
            s[row] = aim
            s[row + 1] = s[v + at.RESTED]
            s[row + 2] = power(s, v, SETTLED)
            s[row + 3] = cost(s, t, v, SETTLED)
            aims += 1
    return aims


@inner
def _may_aim(rested: int, aim: int, words: int, new: bool) -> bool:
    """Whether a unit of those keywords may attack the unit in a space."""
    if aim == 0:
        return not (new and not words & w.WORD_RUSH)
    return rested != 0 or (words & w.WORD_ATTACKS_ACTIVE) != 0


@inner
def _attached(
    s: Ints, t: Table, seat: int, chosen: int, needed: int, budget: int, ready: int
) -> int:
    u = unit_at(seat, chosen >> 3)
    wanted = t[at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH + at.C_DON_WANTED] - s[u + at.DON]
    on_leader = 1 if chosen & 7 == 0 else 0
    return judging.don_to_attach(t, weights_at(seat), needed, wanted, budget, on_leader, ready)


@inner
def _event_cost(s: Ints, t: Table, p: int) -> int:
    """Cost of the dearest counter event in hand within the pilot's reserve."""
    if not t[at.T_TIMINGS] & (1 << w.ON_COUNTER):
        return 0
    most = 0
    for position in range(s[p + at.HAND_COUNT]):
        row = at.CARD_ROWS + s[p + at.HAND + position] * at.C_WIDTH
        most = max(most, t[row + at.C_RESERVED])
    return most

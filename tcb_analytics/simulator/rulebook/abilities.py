"""Resolving abilities: conditions, costs, choices, actions, one after another (8-4).

Abilities that an event sets off wait in a queue until the one under way is done. Leaves out
what each action does (``actions``) and who decides to use an ability in the main phase
(``decisions``).
"""

from __future__ import annotations

from dataclasses import replace

from tcb_analytics.simulator.effects.ir import Ability, Action
from tcb_analytics.simulator.effects.kinds import Gate, Timing
from tcb_analytics.simulator.rulebook.actions import perform
from tcb_analytics.simulator.rulebook.choices import (
    choose_branch,
    is_useful,
    payable,
    wants,
)
from tcb_analytics.simulator.rulebook.moving import group_bit, may_use
from tcb_analytics.simulator.rulebook.reading import all_hold
from tcb_analytics.simulator.rulebook.state import MOST_DELAYED, Game, Pending, Subject, Unit

MOST_RESOLVED = 200
"""Abilities resolved in one turn after which the rest of the turn's queue is dropped."""


def set_off(game: Game, unit: Unit, timing: Timing, subject: Subject | None = None) -> None:
    """Queue a unit's own abilities of a timing."""
    for ability in unit.card.abilities:
        if ability.timing == timing and not unit.negated:
            game.wait(Pending(ability, unit.owner, unit.number, unit, subject))


def resolve_queue(game: Game) -> None:
    """Resolve what waits until nothing does, or somebody has lost."""
    while game.queue and not game.over:
        pending = game.queue.popleft()
        game.resolved += 1
        if game.resolved <= MOST_RESOLVED:
            resolve(game, pending)
        if pending.loose:
            game.players[pending.owner].trash.append(pending.number)


def resolve(game: Game, source: Pending) -> None:
    """Resolve one ability (8-4-1)."""
    ability = source.ability
    if source.only >= 0:
        _perform_gated(game, source, ability.actions[source.only], [], done=True)
        return
    if not _works(game, source):
        return
    declinable = bool(ability.costs) or ability.optional
    if not source.accepted and declinable and not wants(game, source, ability):
        return
    if not payable(game, source, ability):
        return
    _use_up(source)
    acted: list[Subject] = []
    for cost in ability.costs:
        perform(game, source, cost, acted)
    branch = choose_branch(game, source, ability)
    _perform_all(game, source, ability, branch, acted)


def _works(game: Game, source: Pending) -> bool:
    ability, unit = source.ability, source.unit
    if source.judged:
        return True
    if unit is not None and not (game.in_play(unit) and may_use(unit, ability)):
        return False
    return all_hold(game, source, ability.conditions)


def _use_up(source: Pending) -> None:
    if source.unit is not None and source.ability.once_per_turn:
        source.unit.used |= 1 << group_bit(source.ability.group)


def _perform_all(
    game: Game, source: Pending, ability: Ability, branch: int, acted: list[Subject]
) -> None:
    done = False
    for position, action in enumerate(ability.actions):
        if game.over:
            return
        if action.branch not in (0, branch):
            continue
        if action.at_end_of_turn:
            if done or action.gate != Gate.IF_DONE:
                _put_off(game, source, position)
            continue
        performed = _perform_gated(game, source, action, acted, done=done)
        if action.gate != Gate.IF_DONE:
            done = performed


def _perform_gated(
    game: Game, source: Pending, action: Action, acted: list[Subject], *, done: bool
) -> bool:
    if action.gate == Gate.IF_DONE and not done:
        return False
    if not all_hold(game, source, action.conditions):
        return False
    if action.gate == Gate.MAY and not is_useful(game, source, action):
        return False
    return perform(game, source, action, acted)


def _put_off(game: Game, source: Pending, position: int) -> None:
    if len(game.delayed) < MOST_DELAYED:
        put_off = replace(source, loose=False, only=position)
        game.delayed.append(put_off)


def wait_for_delayed(game: Game) -> None:
    """Queue what was put off to the end of this turn."""
    for pending in game.delayed:
        game.wait(pending)
    game.delayed.clear()

"""One line of rules text read as abilities.

The tags give timing and conditions, the text before the colon the costs, the rest the actions.
How a text's conditions are placed: those at the head of a body without costs must hold for the
ability to work at all; those after costs are judged when the actions are performed. A
condition at the head of the body governs the sentences that follow it as well ("If ..., A.
Then, B."). Leaves out keywords and whole cards (``parse``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.clauses import read_sentences
from tcb_analytics.simulator.effects.conditions import read_condition
from tcb_analytics.simulator.effects.costs import condition_of_costs, read_costs
from tcb_analytics.simulator.effects.events import read_event
from tcb_analytics.simulator.effects.ir import (
    MAX_ACTION_CONDITIONS,
    MAX_ACTIONS,
    MAX_CONDITIONS,
    MAX_COSTS,
    Ability,
    Action,
    Condition,
)
from tcb_analytics.simulator.effects.kinds import ConditionKind, Duration, Gate, Pick, Place, Timing
from tcb_analytics.simulator.effects.lines import Line, mask, sentences
from tcb_analytics.simulator.effects.steadiness import is_steady
from tcb_analytics.simulator.effects.templates.base import Actions

LASTING = frozenset(
    {
        ActionKind.POWER,
        ActionKind.COST,
        ActionKind.SET_POWER,
        ActionKind.KEYWORDS,
        ActionKind.FORBID,
        ActionKind.NEGATE,
        ActionKind.STOP_BLOCKERS,
    }
)
"""Kinds that last; in a STATIC ability they hold, elsewhere they need a duration."""

_CHOICE = re.compile(r"(?P<head>.*?)(?P<who>choose|your opponent chooses) one:$", re.I | re.S)
_HEAD_IF = re.compile(r"[Ii]f ")


@dataclass(frozen=True, slots=True)
class Body:
    """What a line does: its conditions, its actions and its choices."""

    conditions: tuple[Condition, ...] = ()
    actions: Actions = ()
    branches: int = 0
    opponent_branches: bool = False


def read_line(line: Line) -> tuple[Ability, ...] | None:
    """The abilities of a line; None unless every word of it is understood."""
    event, body_text = read_event(line)
    timings = line.timings or ((event.timing,) if event else (Timing.STATIC,))
    if event and line.timings:
        return None
    before, cost_text = condition_of_costs(line.cost)
    demanded = read_condition(before) if before else ()
    costs = read_costs(cost_text)
    body = read_body(body_text)
    if costs is None or demanded is None:
        return None
    if body is None or not (body.actions or (event and event.costs)):
        return None
    if costs:
        body = replace(body, conditions=(), actions=_after_costs(body))
    ability = Ability(
        timing=timings[0],
        don=line.don,
        once_per_turn=line.once,
        conditions=_turn(line) + demanded + (event.conditions if event else ()) + body.conditions,
        costs=costs + (event.costs if event else ()),
        optional=bool(event and event.optional),
        actions=body.actions,
        branches=body.branches,
        opponent_branches=body.opponent_branches,
        subject=event.subject if event else None,
    )
    made = tuple(replace(ability, timing=timing) for timing in timings)
    return made if all(is_sound(one) for one in made) else None


def _turn(line: Line) -> tuple[Condition, ...]:
    conditions: list[Condition] = []
    if line.your_turn:
        conditions.append(Condition(ConditionKind.YOUR_TURN))
    if line.opponent_turn:
        conditions.append(Condition(ConditionKind.OPPONENT_TURN))
    return tuple(conditions)


def read_body(text: str) -> Body | None:
    """The conditions, actions and choices of the text after tags and costs."""
    first, *options = text.split("\n* ")
    if options:
        return _choice(first, options)
    parts = sentences(text)
    if not parts:
        return Body()
    for cut in re.finditer(r", ", mask(parts[0])) if _HEAD_IF.match(parts[0]) else ():
        conditions = read_condition(parts[0][3 : cut.start()])
        actions = read_sentences([parts[0][cut.end() :], *parts[1:]]) if conditions else None
        if conditions and actions is not None:
            return Body(conditions, actions, branches=_branches(actions))
    if _later_if_governs(parts):
        return None
    actions = read_sentences(parts)
    return None if actions is None else Body(actions=actions, branches=_branches(actions))


def _branches(actions: Actions) -> int:
    """The number of choices that a sentence such as "Set A or B as active" leaves."""
    return max((action.branch for action in actions), default=0)


def _later_if_governs(parts: Sequence[str]) -> bool:
    """Whether a conditional sentence in the middle leaves open how far its condition reaches."""
    middles = parts[1:-1]
    return any(re.match(r"(?:Then, )?if (?!you do)", part, re.I) for part in middles)


def _choice(first: str, options: list[str]) -> Body | None:
    match = _CHOICE.fullmatch(first.strip())
    if match is None:
        return None
    conditions: tuple[Condition, ...] = ()
    head = match["head"].strip()
    if head:
        found = re.fullmatch(r"If (.+),", head)
        read = read_condition(found[1]) if found else None
        if read is None:
            return None
        conditions = read
    actions: list[Action] = []
    for number, option in enumerate(options, start=1):
        body = read_body(option.strip())
        if body is None or body.branches or not body.actions:
            return None
        actions += (replace(action, branch=number) for action in _after_costs(body))
    opponent = match["who"].lower().startswith("your opponent")
    return Body(conditions, tuple(actions), len(options), opponent)


def _after_costs(body: Body) -> Actions:
    """The actions with the body's conditions moved into them."""
    return tuple(
        action
        if action.gate is Gate.IF_DONE
        else replace(action, conditions=body.conditions + action.conditions)
        for action in body.actions
    )


def is_sound(ability: Ability) -> bool:
    """Whether an ability fits the form's limits and its parts suit its timing."""
    actions = ability.actions
    if len(actions) > MAX_ACTIONS or len(ability.costs) > MAX_COSTS:
        return False
    if len(ability.conditions) > MAX_CONDITIONS:
        return False
    if any(len(action.conditions) > MAX_ACTION_CONDITIONS for action in actions):
        return False
    if not is_steady(ability):
        return False
    if ability.timing is Timing.STATIC:
        plain = not (ability.costs or ability.once_per_turn or ability.branches)
        return plain and all(_is_static(action) for action in actions)
    return all(_is_timed(action) for action in (*actions, *ability.costs))


def _is_static(action: Action) -> bool:
    target = action.target
    return (
        action.kind in LASTING
        and action.duration is Duration.NONE
        and action.gate is Gate.ALWAYS
        and action.branch == 0
        and target is not None
        and target.pick in (Pick.ALL, Pick.THIS)
    )


def _is_timed(action: Action) -> bool:
    if action.target and action.kind is ActionKind.COST and action.target.places & Place.HAND:
        return False
    return (action.kind in LASTING) == (action.duration is not Duration.NONE)

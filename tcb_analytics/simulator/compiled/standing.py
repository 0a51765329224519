"""What the permanent abilities of a match reach, and what of the table they depend on.

Decided once as the match is written down, so that a game settles them only after something has
changed that one of them reads. Leaves out settling them (``settling``).
"""

from __future__ import annotations

from collections.abc import Iterator

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import LEAST, MOST, Ability, Action, Condition, Target
from tcb_analytics.simulator.effects.kinds import ConditionKind, Forbid, Place, State, Timing
from tcb_analytics.simulator.playing_card import Match

_POWER = at.POWERED | at.TURNED | int(Place.DON_GIVEN)
"""What a power depends on, besides what is on the field: given DON!! count in one's own turn."""


def reached_by(match: Match) -> int:
    """What permanent abilities of either deck reach: bits of ``T_STANDING``."""
    reached = 0
    for ability in _permanent(match):
        for action in ability.actions:
            reached |= _reached(action)
    return reached


def _permanent(match: Match) -> Iterator[Ability]:
    for card in match.cards:
        yield from (ability for ability in card.abilities if ability.timing == Timing.STATIC)


def _reached(action: Action) -> int:
    places = action.target.places if action.target else Place.NONE
    if not places & Place.FIELD:
        return at.STANDS_IN_HAND if places & Place.HAND else 0
    reached = at.STANDS_ON_FIELD | (at.STANDS_IN_HAND if places & Place.HAND else 0)
    if action.kind == ActionKind.COST:
        reached |= at.STANDS_ON_COST
    if action.kind == ActionKind.FORBID and action.amount & Forbid.STAND:
        reached |= at.STANDS_DOWN
    return reached


def read_by(match: Match) -> int:
    """What permanent abilities that reach the field read: bits of ``T_READ``; 0 without any."""
    if not reached_by(match) & at.STANDS_ON_FIELD:
        return 0
    read = int(Place.FIELD)
    for ability in _permanent(match):
        read |= int(Place.DON_GIVEN) if ability.don else 0
        read |= _read_by_conditions(ability.conditions)
        for action in ability.actions:
            read |= _read_by_conditions(action.conditions)
            read |= _read_by_target(action.target) | _read_by_target(action.per)
    return read


def _read_by_conditions(conditions: tuple[Condition, ...]) -> int:
    read = 0
    for each in conditions:
        if each.target is None:
            read |= at.TURNED
        if each.kind == ConditionKind.SUM_POWER:
            read |= _POWER
        read |= _read_by_target(each.target) | _read_by_target(each.other)
    return read


def _read_by_target(target: Target | None) -> int:
    if target is None:
        return 0
    read = int(target.places)
    if target.state != State.ANY:
        read |= at.RESTING
    if target.don_least > 0:
        read |= int(Place.DON_GIVEN)
    if (target.power_least, target.power_most) != (LEAST, MOST):
        read |= _POWER
    if target.cost_count is not None:
        read |= int(target.cost_count[1])
    return read

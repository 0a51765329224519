"""Whether the actions of an ability leave the condition alone that they share.

A text says "If you have 1 or less Life cards, add a card to your Life. Then, ..." once; the
form writes the condition on each action, and each is judged when its turn comes. That is the
same only as long as no earlier action can change the answer. Errs on the side of refusing.
Leaves out what the other cards on the field do in between.
"""

from __future__ import annotations

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import LEAST, MOST, Ability, Action, Condition, Target
from tcb_analytics.simulator.effects.kinds import Owner, Pick, Place, State

_MOVED_TO = {
    ActionKind.KO: Place.TRASH,
    ActionKind.TRASH: Place.TRASH,
    ActionKind.TO_HAND: Place.HAND,
    ActionKind.TO_DECK_BOTTOM: Place.DECK,
    ActionKind.TO_DECK_TOP: Place.DECK,
    ActionKind.TO_LIFE: Place.LIFE,
    ActionKind.TO_LIFE_BOTTOM: Place.LIFE,
    ActionKind.PLAY: Place.FIELD | Place.TRASH,
}
"""Where the target's cards go, besides leaving where they are."""

_FIXED = {
    ActionKind.DRAW: Place.DECK | Place.HAND,
    ActionKind.ADD_DON: Place.DON,
    ActionKind.RETURN_DON: Place.DON,
    ActionKind.GIVE_DON: Place.DON,
    ActionKind.PEEK_LIFE: Place.LIFE,
    ActionKind.TURN_LIFE: Place.LIFE,
    ActionKind.DAMAGE: Place.LIFE | Place.HAND | Place.TRASH,
    ActionKind.RESHUFFLE_HAND: Place.DECK | Place.HAND,
    ActionKind.SEARCH: Place.DECK | Place.HAND | Place.TRASH | Place.FIELD | Place.LIFE,
}
"""Where cards come or go, whatever the target says."""

_ALTERING = frozenset(
    {
        ActionKind.REST,
        ActionKind.STAND,
        ActionKind.GIVE_DON,
        ActionKind.POWER,
        ActionKind.COST,
        ActionKind.SET_POWER,
        ActionKind.NEGATE,
    }
)
"""Kinds that leave cards where they are and change what is true of them."""


def is_steady(ability: Ability) -> bool:
    """Whether every condition that two actions share keeps its answer from one to the other."""
    actions = ability.actions
    return not any(
        disturbs(earlier, condition)
        for index, earlier in enumerate(actions)
        for condition in earlier.conditions
        for later in actions[index + 1 :]
        if later.branch == earlier.branch and condition in later.conditions
    )


def disturbs(action: Action, condition: Condition) -> bool:
    """Whether an action can change what a condition counts."""
    counted = (condition.target, condition.other)
    return any(_touches(action, target) for target in counted if target is not None)


def _touches(action: Action, counted: Target) -> bool:
    if not _owners(action) & counted.owner:
        return False
    if _emptied_or_filled(action) & counted.places & ~Place.LEADER:
        return True
    altered = action.target.places if action.target else Place.NONE
    on_field = altered & counted.places & Place.FIELD
    return action.kind in _ALTERING and bool(on_field) and _asks_for_changeable(counted)


def _owners(action: Action) -> Owner:
    if action.target is None:
        return Owner.YOU
    return Owner.EITHER if action.target.pick is Pick.SAME else action.target.owner


def _emptied_or_filled(action: Action) -> Place:
    """The places whose cards may be others afterwards."""
    if action.kind in _FIXED:
        return _FIXED[action.kind]
    if action.target is None:
        return Place.NONE
    if action.kind in _MOVED_TO:
        left = action.target.places
        freed = Place.DON if left & Place.FIELD else Place.NONE
        return left | freed | _MOVED_TO[action.kind]
    turns = action.kind in (ActionKind.REST, ActionKind.STAND)
    return Place.DON if turns and action.target.places & Place.DON else Place.NONE


def _asks_for_changeable(counted: Target) -> bool:
    bounds = (counted.cost_least, counted.cost_most, counted.power_least, counted.power_most)
    bounded = bounds != (LEAST, MOST, LEAST, MOST)
    return bounded or counted.state is not State.ANY or counted.don_least > 0

"""What conditions of every kind are made of: targets that are counted.

Leaves out the sentences (``conditions``, ``leader_conditions``).
"""

from __future__ import annotations

from tcb_analytics.simulator.effects.ir import Condition, Target
from tcb_analytics.simulator.effects.kinds import ConditionKind, Op, Owner, Pick, Place


def count(target: Target, op: Op, amount: int) -> Condition:
    """A condition on the number of cards that a target admits."""
    return Condition(ConditionKind.COUNT, op=op, amount=amount, target=target)


def everything(owner: Owner, places: Place) -> Target:
    """All cards of a player in some places, to be counted or narrowed."""
    return Target(owner=owner, places=places, pick=Pick.ALL)

"""Costs: what is paid before a colon, or done "instead".

A cost is an action that must be possible in full, so only some actions can be one. Leaves out
the actions themselves (``templates``).
"""

from __future__ import annotations

import re

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.clauses import read_sentence
from tcb_analytics.simulator.effects.ir import Action
from tcb_analytics.simulator.effects.kinds import Gate
from tcb_analytics.simulator.effects.templates.base import Actions

_CONDITIONAL = re.compile(r"If (?P<condition>.+), (?P<cost>[Yy]ou may .+)")


def condition_of_costs(text: str) -> tuple[str, str]:
    """The condition under which costs may be paid, empty for none, and the costs alone.

    "If you have 2 or less Life cards, you may rest this Character" names a condition of the
    ability before its costs, where most texts name it after them.
    """
    match = _CONDITIONAL.fullmatch(text)
    return (match["condition"], match["cost"]) if match else ("", text)


def read_costs(text: str) -> Actions | None:
    """The costs that the text before a colon names; empty for no text, None if not understood."""
    if not text:
        return ()
    costs: list[Action] = []
    for part in re.split(r"(?<=[\u2460-\u2469\d]),? (?=[Yy]ou may)|(?<=[\u2460-\u2469]) ", text):
        clause = re.sub(r"^[Yy]ou (?:may|can) ", "", part.strip().rstrip(","))
        actions = read_sentence(clause)
        if actions is None:
            return None
        costs += actions
    return tuple(costs) if all(is_payable(cost) for cost in costs) else None


def is_payable(cost: Action) -> bool:
    """Whether an action can stand as a cost: definite, unconditional, by its owner's choice."""
    if cost.conditions or cost.gate is not Gate.ALWAYS or cost.branch or cost.per:
        return False
    if cost.target and cost.target.up_to:
        return False
    return cost.kind not in (ActionKind.SEARCH, ActionKind.DRAW, ActionKind.PEEK_LIFE)

"""The pilots' judgements, compiled from the very lines of ``pilots.judgement``."""

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled.jit import inner
from tcb_analytics.simulator.pilots import judgement
from tcb_analytics.simulator.pilots.traits import TRAITS

keeps_hand = inner(judgement.keeps_hand)
play_budget = inner(judgement.play_budget)
attack_budget = inner(judgement.attack_budget)
don_needed = inner(judgement.don_needed)
leader_worth = inner(judgement.leader_worth)
character_worth = inner(judgement.character_worth)
stays_home = inner(judgement.stays_home)
don_to_attach = inner(judgement.don_to_attach)
blocks = inner(judgement.blocks)
counter_limit = inner(judgement.counter_limit)
STAY_HOME = judgement.STAY_HOME


@inner
def weights_at(seat: int) -> int:
    """Where a seat's weights begin in the table."""
    return at.WEIGHTS + seat * TRAITS

"""A batch of drafts with all their games, and what is fitted before the first batch.

Batches have a fixed size and a stream of their own each, so that memory stays bounded and the
content does not depend on how it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from tcb_analytics.workbench.limited_sample.cards import Ints
from tcb_analytics.workbench.limited_sample.decks import Decks, build
from tcb_analytics.workbench.limited_sample.drafting import Drafted, draft
from tcb_analytics.workbench.limited_sample.events import Event
from tcb_analytics.workbench.limited_sample.games import Standing, Step, play, standing
from tcb_analytics.workbench.limited_sample.players import Players, players
from tcb_analytics.workbench.limited_sample.streams import Stream, stream
from tcb_analytics.workbench.limited_sample.truth import Reals, Truth

SIZE = 500
"""Drafts of a batch."""
WIN_RATE = 0.545
"""Share of games that the sample's players win: users of a tracker are better than most."""


@dataclass(frozen=True)
class Plan:
    """What a sample is drawn from: everything that all batches share."""

    truth: Truth
    event: Event
    seed: int
    pack_size: int
    base: float
    drafts: float

    @property
    def per_draft(self) -> int:
        """Rows of the draft file for one draft."""
        return 3 * self.pack_size // self.event.takes


@dataclass(frozen=True)
class Batch:
    """Drafts and their games; the games are in the order of drafts, then of play."""

    players: Players
    drafted: Drafted
    decks: Decks
    standing: Standing
    games: Step


def plan(truth: Truth, event: Event, seed: int, pack_size: int, games: int) -> Plan:
    """Fit what depends on play: the base of the log-odds, and how many drafts to expect.

    Both come from one batch, spread over the whole time, that is not written.
    """
    first = Plan(truth, event, seed, pack_size, 0.0, SIZE)
    base = _base(draw(first, 0, Stream.PILOT).games.odds)
    pilot = draw(replace(first, base=base), 0, Stream.PILOT)
    return replace(first, base=base, drafts=games * SIZE / len(pilot.games.draft))


def draw(plan: Plan, number: int, purpose: Stream = Stream.DRAFTS) -> Batch:
    """Draw one batch."""
    truth, event = plan.truth, plan.event
    rng = stream(plan.seed, purpose, truth.cards.code, event.name, number)
    first = number * SIZE
    elapsed = (first + np.arange(SIZE) + rng.random(SIZE)) / plan.drafts
    who = players(rng, truth, SIZE, elapsed)
    drafted = draft(rng, truth, event, who.plan, plan.pack_size)
    decks = build(rng, truth, who.plan, drafted.picks)
    stand = standing(who)
    steps = list(play(rng, truth, plan.base, event, who, decks, stand))
    return Batch(who, drafted, decks, stand, _in_order(steps))


def _in_order(steps: list[Step]) -> Step:
    """All steps as one, by draft; within a draft they keep their order."""
    order = np.argsort(np.concatenate([step.draft for step in steps]), kind="stable")
    joined: Step = _joined(steps, order)
    return joined


def _joined(parts: list[Any], order: Ints) -> Any:
    if is_dataclass(parts[0]):
        names = [field.name for field in fields(parts[0])]
        return type(parts[0])(
            **{name: _joined([getattr(part, name) for part in parts], order) for name in names}
        )
    return np.concatenate(parts)[order]


def _base(odds: Reals) -> float:
    """The base at which these games are won at ``WIN_RATE`` on average."""
    low, high = -8.0, 8.0
    for _ in range(50):
        middle = (low + high) / 2
        if (1 / (1 + np.exp(-(middle + odds)))).mean() < WIN_RATE:
            low = middle
        else:
            high = middle
    return round((low + high) / 2, 4)

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
from tcb_analytics.workbench.limited_sample.games import Standing, Step, Table, play, standing
from tcb_analytics.workbench.limited_sample.players import Players, players
from tcb_analytics.workbench.limited_sample.streams import Stream, stream
from tcb_analytics.workbench.limited_sample.truth import Reals, Truth

SIZE = 500
"""Drafts of a batch."""
PILOTS = 4
"""Batches that are drawn for fitting."""
WIN_RATE = 0.545
"""Share of games that the sample's players win: users of a tracker are better than most."""


@dataclass(frozen=True)
class Plan:
    """What a sample is drawn from: everything that all batches share."""

    truth: Truth
    event: Event
    seed: int
    pack_size: int
    base: Reals
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
    """Fit what depends on play: the bases of the log-odds, and how many drafts to expect.

    Both come from some batches, spread over the whole time and evenly over the archetypes,
    that are not written; twice, since who wins plays longer.
    """
    none = np.zeros(len(truth.archetypes))
    first = Plan(truth, event, seed, pack_size, none, PILOTS * SIZE)
    rough = replace(first, base=_bases(truth, _pilots(first)))
    pilots = _pilots(rough)
    share = np.tile(truth.popularity[_even(truth)], PILOTS)
    lengths = np.concatenate([np.bincount(batch.games.draft) for batch in pilots])
    drafts = games / np.average(lengths, weights=share)
    return replace(rough, base=_bases(truth, pilots), drafts=drafts)


def _pilots(plan: Plan) -> list[Batch]:
    return [draw(plan, number, Stream.PILOT) for number in range(PILOTS)]


def _even(truth: Truth) -> Ints:
    """Archetypes of a pilot's drafts: each as often as any other."""
    return np.arange(SIZE) % len(truth.archetypes)


def _bases(truth: Truth, pilots: list[Batch]) -> Reals:
    """By archetype, what makes its cards count as much as those of any other.

    Else an archetype would win by its cards what its own strength does not say.
    """
    odds = np.concatenate([batch.games.odds for batch in pilots])
    cards = np.concatenate([batch.games.of_cards for batch in pilots])
    plans = np.concatenate([batch.players.plan[batch.games.draft] for batch in pilots])
    by_cards = np.bincount(plans, cards) / np.bincount(plans)
    shared = _base(odds - by_cards[plans], truth.popularity[plans])
    return np.round(shared - by_cards, 4)


def draw(plan: Plan, number: int, purpose: Stream = Stream.DRAFTS) -> Batch:
    """Draw one batch."""
    truth, event = plan.truth, plan.event
    rng = stream(plan.seed, purpose, truth.cards.code, event.name, number)
    first = number * SIZE
    elapsed = (first + np.arange(SIZE) + rng.random(SIZE)) / plan.drafts
    who = players(rng, truth, SIZE, elapsed)
    if purpose is Stream.PILOT:
        who = replace(who, plan=_even(truth))
    drafted = draft(rng, truth, event, who.plan, plan.pack_size)
    decks = build(rng, truth, who.plan, drafted.picks)
    stand = standing(who)
    steps = list(play(Table(rng, truth, plan.base, event, who, decks, stand)))
    return Batch(who, drafted, decks, stand, _in_order(steps))


def _in_order(steps: list[Step]) -> Step:
    """All steps as one, by draft; within a draft they keep their order."""
    order = np.argsort(np.concatenate([step.draft for step in steps]), kind="stable")
    joined: Step = _joined(steps, order)
    return joined


def _joined(parts: list[Any], order: Ints) -> Any:
    if is_dataclass(parts[0]):
        kind: Any = type(parts[0])
        names = [field.name for field in fields(kind)]
        return kind(*(_joined([getattr(part, name) for part in parts], order) for name in names))
    return np.concatenate(parts)[order]


def _base(odds: Reals, weights: Reals) -> float:
    """The base at which these games are won at ``WIN_RATE`` on average."""
    low, high = -8.0, 8.0
    for _ in range(50):
        middle = (low + high) / 2
        if np.average(1 / (1 + np.exp(-(middle + odds))), weights=weights) < WIN_RATE:
            low = middle
        else:
            high = middle
    return (low + high) / 2

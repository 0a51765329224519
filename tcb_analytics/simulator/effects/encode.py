"""Effects as flat arrays of integers, for a compiled interpreter.

Every dataclass of ``ir`` becomes a row of a table; fields that hold other rows become row
numbers (-1 for none) or a start and a count. Filters are answered here, once per match, as
a table ``filter x card``. Leaves out interpreting them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.cards.card import Card
from tcb_analytics.simulator.effects.filters import ANY_CARD, CardFilter
from tcb_analytics.simulator.effects.ir import Ability, Action, CardEffects, Condition, Target

NONE = -1
"""The row number that stands for no row."""


class AbilityColumn(IntEnum):
    """Columns of ``EncodedEffects.abilities``."""

    TIMING = 0
    DON = 1
    ONCE = 2
    GROUP = 3
    OPTIONAL = 4
    BRANCHES = 5
    OPPONENT_BRANCHES = 6
    SUBJECT = 7
    CONDITIONS = 8
    CONDITION_COUNT = 9
    COSTS = 10
    COST_COUNT = 11
    ACTIONS = 12
    ACTION_COUNT = 13


class ActionColumn(IntEnum):
    """Columns of ``EncodedEffects.actions``; costs are rows of the same table."""

    KIND = 0
    TARGET = 1
    AMOUNT = 2
    DURATION = 3
    FLAG = 4
    GATE = 5
    CONDITIONS = 6
    CONDITION_COUNT = 7
    BRANCH = 8
    PER = 9
    PER_SIZE = 10
    SOURCE_PLACES = 11
    DESTINATION = 12
    REST = 13
    AT_END = 14


class ConditionColumn(IntEnum):
    """Columns of ``EncodedEffects.conditions``."""

    KIND = 0
    OP = 1
    AMOUNT = 2
    TARGET = 3
    OTHER = 4


class TargetColumn(IntEnum):
    """Columns of ``EncodedEffects.targets``; ``COST_COUNT_OWNER`` 0: no counted bound."""

    OWNER = 0
    PLACES = 1
    PICK = 2
    COUNT = 3
    UP_TO = 4
    CHOOSER = 5
    FILTER = 6
    STATE = 7
    COST_LEAST = 8
    COST_MOST = 9
    POWER_LEAST = 10
    POWER_MOST = 11
    BASE_COST = 12
    BASE_POWER = 13
    NOT_THIS = 14
    DON_LEAST = 15
    FACE_UP = 16
    COST_COUNT_OWNER = 17
    COST_COUNT_PLACES = 18


Table = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class EncodedEffects:
    """The effects of the cards of a match, card i of the sequence given being row i.

    Attributes:
        first: int32[cards + 1]; card i has the abilities ``first[i]:first[i + 1]``.
        keywords: int32[cards]; printed keywords as a mask of ``Keyword``.
        timings: int64[cards]; bit t is set where the card has an ability of ``Timing`` t.
        abilities: int32[abilities, len(AbilityColumn)].
        actions: int32[actions, len(ActionColumn)].
        conditions: int32[conditions, len(ConditionColumn)].
        targets: int32[targets, len(TargetColumn)].
        filters: bool[filters, cards]; filter 0 admits every card.
    """

    first: Table
    keywords: Table
    timings: NDArray[np.int64]
    abilities: Table
    actions: Table
    conditions: Table
    targets: Table
    filters: NDArray[np.bool_]


@dataclass(slots=True)
class _Tables:
    abilities: list[list[int]] = field(default_factory=list)
    actions: list[list[int]] = field(default_factory=list)
    conditions: list[list[int]] = field(default_factory=list)
    targets: list[list[int]] = field(default_factory=list)
    target_rows: dict[Target, int] = field(default_factory=dict)
    filter_rows: dict[CardFilter, int] = field(default_factory=lambda: {ANY_CARD: 0})

    def target(self, target: Target | None) -> int:
        if target is None:
            return NONE
        if target not in self.target_rows:
            self.target_rows[target] = len(self.targets)
            self.targets.append(self._target_row(target))
        return self.target_rows[target]

    def _target_row(self, target: Target) -> list[int]:
        what = self.filter_rows.setdefault(target.what, len(self.filter_rows))
        counted = target.cost_count or (0, 0)
        return [
            *(target.owner, target.places, target.pick, target.count, target.up_to),
            *(target.chooser, what, target.state, target.cost_least, target.cost_most),
            *(target.power_least, target.power_most, target.base_cost, target.base_power),
            *(target.not_this, target.don_least, target.face_up, *counted),
        ]

    def add_conditions(self, conditions: Sequence[Condition]) -> list[int]:
        start = len(self.conditions)
        rows = [
            [one.kind, one.op, one.amount, self.target(one.target), self.target(one.other)]
            for one in conditions
        ]
        self.conditions += rows
        return [start, len(rows)]

    def add_actions(self, actions: Sequence[Action]) -> list[int]:
        rows = [
            [
                *(one.kind, self.target(one.target), one.amount, one.duration, one.flag, one.gate),
                *self.add_conditions(one.conditions),
                *(one.branch, self.target(one.per), one.per_size, one.source_places),
                *(one.destination, one.rest, one.at_end_of_turn),
            ]
            for one in actions
        ]
        start = len(self.actions)
        self.actions += rows
        return [start, len(rows)]

    def add_ability(self, one: Ability) -> None:
        self.abilities.append(
            [
                *(one.timing, one.don, one.once_per_turn, one.group, one.optional),
                *(one.branches, one.opponent_branches, self.target(one.subject)),
                *self.add_conditions(one.conditions),
                *self.add_actions(one.costs),
                *self.add_actions(one.actions),
            ]
        )


def encode(effects: Sequence[CardEffects], cards: Sequence[Card]) -> EncodedEffects:
    """The effects of a match's cards as arrays.

    Args:
        effects: What each card does (``parse.read_effects``).
        cards: The cards themselves, in the same order: filters are answered over them.
    """
    tables = _Tables()
    first = [0]
    for one in effects:
        for ability in one.abilities:
            tables.add_ability(ability)
        first.append(len(tables.abilities))
    timings = [sum({1 << ability.timing for ability in one.abilities}) for one in effects]
    answers = [[what.matches(card) for card in cards] for what in tables.filter_rows]
    return EncodedEffects(
        first=np.array(first, dtype=np.int32),
        keywords=np.array([one.keywords for one in effects], dtype=np.int32),
        timings=np.array(timings, dtype=np.int64),
        abilities=_table(tables.abilities, len(AbilityColumn)),
        actions=_table(tables.actions, len(ActionColumn)),
        conditions=_table(tables.conditions, len(ConditionColumn)),
        targets=_table(tables.targets, len(TargetColumn)),
        filters=np.array(answers, dtype=np.bool_).reshape(len(answers), len(cards)),
    )


def _table(rows: list[list[int]], width: int) -> Table:
    return np.array(rows, dtype=np.int32).reshape(len(rows), width)

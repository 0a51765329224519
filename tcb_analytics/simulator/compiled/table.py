"""A match written down as one flat table of whole numbers, for the compiled engine.

Abilities are numbered through the match; conditions, actions and targets lie in rows that
abilities point into; filters over printed facts are answered here, once, as a table
``filter x card``. Leaves out the state of a game.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled.standing import reached_by, read_by
from tcb_analytics.simulator.effects.filters import CardFilter
from tcb_analytics.simulator.effects.ir import Ability, Action, Condition, Target
from tcb_analytics.simulator.effects.kinds import Timing
from tcb_analytics.simulator.pilots.judgement import play_worth
from tcb_analytics.simulator.pilots.traits import COUNTER_RESERVE, MULLIGAN_COST, TRAITS
from tcb_analytics.simulator.playing_card import CHARACTER, Match

NONE = -1
"""Stands for an absent target."""

_COSTLESS = (NONE, 0)


class _Rows:
    """Rows of one width, written one after another; equal rows are not merged."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.cells: list[int] = []

    def add(self, *values: int) -> int:
        """Write a row; its number."""
        number = len(self.cells) // self.width
        self.cells += [int(value) for value in values]
        self.cells += [0] * (self.width * (number + 1) - len(self.cells))
        return number

    def reserve(self, rows: int) -> int:
        """Keep rows free for ``put``; the number of the first."""
        number = len(self.cells) // self.width
        self.cells += [0] * (rows * self.width)
        return number

    def put(self, number: int, *values: int) -> None:
        """Write a reserved row."""
        start = number * self.width
        self.cells[start : start + len(values)] = [int(value) for value in values]


class _Writer:
    """Collects the rows of a match."""

    def __init__(self, match: Match) -> None:
        self.match = match
        self.abilities = _Rows(at.A_WIDTH)
        self.conditions = _Rows(at.K_WIDTH)
        self.actions = _Rows(at.X_WIDTH)
        self.targets = _Rows(at.G_WIDTH)
        self.filters: dict[CardFilter, int] = {}

    def ability(self, ability: Ability, position: int) -> None:
        conditions = self._conditions(ability.conditions)
        costs = self._actions(ability.costs)
        actions = self._actions(ability.actions)
        self.abilities.add(
            ability.timing,
            ability.don,
            ability.once_per_turn,
            ability.group & 7,
            conditions,
            len(ability.conditions),
            costs,
            len(ability.costs),
            ability.optional,
            actions,
            len(ability.actions),
            ability.branches,
            ability.opponent_branches,
            self._target(ability.subject),
            position,
        )

    def _conditions(self, conditions: tuple[Condition, ...]) -> int:
        first = self.conditions.reserve(len(conditions))
        for number, each in enumerate(conditions, first):
            target, other = self._target(each.target), self._target(each.other)
            self.conditions.put(number, each.kind, each.op, each.amount, target, other)
        return first

    def _actions(self, actions: tuple[Action, ...]) -> int:
        first = self.actions.reserve(len(actions))
        for number, each in enumerate(actions, first):
            self.actions.put(
                number,
                each.kind,
                self._target(each.target),
                each.amount,
                each.duration,
                each.flag,
                each.gate,
                self._conditions(each.conditions),
                len(each.conditions),
                each.branch,
                self._target(each.per),
                each.per_size,
                each.source_places,
                each.destination,
                each.rest,
                each.at_end_of_turn,
            )
        return first

    def _target(self, target: Target | None) -> int:
        if target is None:
            return NONE
        owner, places = target.cost_count or _COSTLESS
        return self.targets.add(
            target.owner,
            target.places,
            target.pick,
            target.count,
            target.up_to,
            target.chooser,
            self.filters.setdefault(target.what, len(self.filters)),
            target.state,
            target.cost_least,
            target.cost_most,
            target.power_least,
            target.power_most,
            target.base_cost,
            target.base_power,
            target.not_this,
            target.don_least,
            target.face_up,
            owner,
            places,
        )

    def filter_cells(self) -> list[int]:
        """One row per filter, one cell per card."""
        cards = range(len(self.match.cards))
        return [int(self.match.admits(asked, card)) for asked in self.filters for card in cards]


def write_table(match: Match) -> NDArray[np.int64]:
    """The table of a match, in the order of ``layout``."""
    writer = _Writer(match)
    cards = _Rows(at.C_WIDTH)
    for number, card in enumerate(match.cards):
        first = len(writer.abilities.cells) // at.A_WIDTH
        for position, ability in enumerate(card.abilities):
            writer.ability(ability, position)
        cards.add(*_card_row(match, number, first))
    head = [0] * at.CARD_ROWS
    head[at.WEIGHTS : at.WEIGHTS + 2 * TRAITS] = match.weights
    cells = head + cards.cells
    head[at.T_TIMINGS], head[at.T_CARDS] = match.timings, len(match.cards)
    head[at.T_STANDING], head[at.T_READ] = reached_by(match), read_by(match)
    for seat in (0, 1):
        head[at.T_LEADERS + seat] = match.leaders[seat]
        head[at.T_DECKS + seat] = len(cells)
        head[at.T_SIZES + seat] = len(match.decks[seat])
        cells += match.decks[seat]
        for judge in (0, 1):
            total = sum(match.worths[judge][card] for card in match.decks[seat])
            head[at.T_AVERAGES + 2 * judge + seat] = total
    sections = (writer.abilities, writer.conditions, writer.actions, writer.targets)
    for place, section in zip(range(at.T_ABILITIES, at.T_FILTERS), sections, strict=True):
        head[place] = len(cells)
        cells += section.cells
    head[at.T_FILTERS] = len(cells)
    cells += writer.filter_cells()
    return np.array(head + cells[len(head) :], dtype=np.int64)


def _card_row(match: Match, number: int, first_ability: int) -> tuple[int, ...]:
    card = match.cards[number]
    seat = 0 if number < match.leaders[1] else 1
    weights = match.weights
    worths = [match.worths[pilot][number] for pilot in (0, 1)]
    plays = [play_worth(weights, pilot * TRAITS, worths[pilot], card.counter) for pilot in (0, 1)]
    early = card.kind == CHARACTER and card.cost <= weights[seat * TRAITS + MULLIGAN_COST]
    reserved = 0
    if card.timings >> Timing.COUNTER & 1:
        reserve = weights[seat * TRAITS + COUNTER_RESERVE]
        reserved = card.cost if card.cost <= reserve else 0
    return (
        card.kind,
        card.cost,
        card.power,
        card.counter,
        card.card.life or 0,
        card.keywords,
        card.timings,
        card.don_wanted,
        first_ability,
        len(card.abilities),
        *worths,
        *plays,
        early,
        reserved,
    )

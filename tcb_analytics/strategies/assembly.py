"""A question as an integer program: columns of copies, rows of rules, priced bands.

Columns are copies of each card that may be in the deck, owned and missing copies apart. Rules
that speak of several cards are rows here; single-card rules are bounds (``eligible.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from tcb_analytics.strategies.demands import Budget, Demanded, OnlyOwned
from tcb_analytics.strategies.eligible import conflicts, most_copies
from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.program import Draft, Expression, Ints, Program
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.targets import Target, targets_of
from tcb_analytics.strategies.worth import worth_of


class Assembly:
    """The program of a question in the making; demands add to it.

    Attributes:
        question: What is asked.
        card: The card of each column of copies.
        missing: Which columns are copies that are not owned.
        draft: The program as it grows.
        targets: The strategy's targets with their rows.
    """

    def __init__(self, question: Question, demands: Sequence[Demanded] | None = None) -> None:
        self.question = question
        asked = question.demands if demands is None else demands
        most = most_copies(question.facts, question.leader, question.on, question.size)
        self.most = most
        own, miss = self._split(most, asked)
        mine, lacking = np.flatnonzero(own > 0), np.flatnonzero(miss > 0)
        self.card: Ints = np.concatenate((mine, lacking))
        self.missing = np.arange(len(self.card)) >= len(mine)
        self.draft = Draft(np.concatenate((own[mine], miss[lacking])))
        self.targets: list[tuple[Target, int]] = []
        self._room = np.zeros(len(most))
        np.add.at(self._room, self.card, self.draft.upper)
        self.size_row = self.draft.row(
            [self.copies(np.ones(len(most)))], question.size, question.size
        )
        self._groups()
        self._conflicts()
        for demand in asked:
            demand.apply(self)

    def _split(self, most: Floats, asked: Iterable[Demanded]) -> tuple[Floats, Floats]:
        """Most owned and most missing copies of each card."""
        owned = self.question.owned
        if owned is None:
            return most, np.zeros(len(most))
        own = np.minimum(most, owned.copies)
        miss = most - own
        if any(isinstance(demand, Budget) for demand in asked):
            miss = np.where(np.isnan(owned.prices), 0.0, miss)
        if any(isinstance(demand, OnlyOwned) for demand in asked):
            miss = np.zeros(len(most))
        return own, miss

    def copies(self, weights: Floats) -> Expression:
        """The sum of the copies of each card times its weight."""
        per_column = weights[self.card]
        columns = np.flatnonzero(per_column)
        return columns, per_column[columns]

    def of(self, place: int) -> list[int]:
        """The columns of one card."""
        return [int(column) for column in np.flatnonzero(self.card == place)]

    def room(self, place: int) -> float:
        """Most copies of one card by its bounds."""
        return float(self._room[place])

    def _groups(self) -> None:
        rules = self.question.format
        for group in self.question.facts.groups:
            weights = self.question.facts.marked(group).astype(float)
            limits = [
                rule.most
                for rule in rules.restrictions
                if rule.kind == "limited"
                and rule.most is not None
                and rule.holds(self.question.on)
                and set(self.question.facts.at(rule.number)) & set(group)
            ]
            if rules.copies is not None and not self.question.facts.any_number[list(group)].all():
                limits.append(rules.copies)
            if limits:
                self.draft.row([self.copies(weights)], 0, min(limits))

    def _conflicts(self) -> None:
        for place, others in conflicts(self.question.facts, self.question.on):
            if self._room[place] == 0:
                continue
            present = self.draft.column(upper=1, integer=True)
            mine, most = self.of(place), self.room(place)
            self.draft.row([(mine, np.ones(len(mine))), ([present], [-most])], -np.inf, 0)
            for other in np.flatnonzero(others & (self._room > 0)):
                theirs, room = self.of(int(other)), self.room(int(other))
                self.draft.row([(theirs, np.ones(len(theirs))), ([present], [room])], 0, room)

    def express(self, question: Question) -> list[Expression]:
        """The objective of a question over the same cards; adds the columns of its bands."""
        points = sum(worth_of(question).values(), np.zeros(len(question.facts)))
        found: list[Expression] = [self.copies(points)]
        if question.owned is not None and question.owned.points:
            lacking = np.flatnonzero(self.missing)
            found.append((lacking, np.full(len(lacking), -question.owned.points)))
        for target in targets_of(question):
            outside = []
            terms = [self.copies(target.weights)]
            if target.low > 0 or np.any(target.weights < 0):
                outside.append(self.draft.column())
                terms.append(([outside[-1]], [1.0]))
            if np.isfinite(target.high):
                outside.append(self.draft.column())
                terms.append(([outside[-1]], [-1.0]))
            found.append((outside, np.full(len(outside), -target.price)))
            self.targets.append((target, self.draft.row(terms, target.low, target.high)))
        return found

    def program(self) -> Program:
        """The program that maximises the question's own objective."""
        self.draft.maximise(self.express(self.question))
        return self.draft.program()

    def counts(self, x: Floats) -> Floats:
        """Copies of each card in a solution."""
        found = np.zeros(len(self.question.facts))
        np.add.at(found, self.card, np.round(x[: len(self.card)]))
        return found

"""Learned card values for a leader, straight from the lake: the short way for people.

Reads lists, finds which cards are on sale, learns and answers. Where the same lake is asked for
several leaders, ``lake_learner`` reads and learns once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.errors import CardError, QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.learning import CardEvidence, Learner, learn
from tcb_analytics.workbench.placed_lists import read_lists
from tcb_analytics.workbench.seasons import seasons_of
from tcb_analytics.workbench.shelf import Shelf, read_shelf


@dataclass(frozen=True, slots=True, eq=False)
class LakeLearner:
    """What a lake's lists taught, for any leader and day.

    Attributes:
        learner: The fitted learner.
        shelf: Which cards were on sale when.
        rules: The game's format with the lake's restrictions.
        on: Day for which it answers.
    """

    learner: Learner
    shelf: Shelf
    rules: Format
    on: date

    @property
    def catalog(self) -> Catalog:
        """The cards on sale on the day: what ``build_deck`` should choose from."""
        return self.shelf.on(self.on)

    def evidence(self, leader: str | Card) -> CardEvidence:
        """What is known of each card beside a leader.

        Raises:
            CardError: No card has the number.
        """
        card = self.shelf.catalog[leader] if isinstance(leader, str) else leader
        if self.shelf.catalog.get(card.number) is None:
            raise CardError(f"the lake knows no card {card.number}", where="leader")
        cards = self.learner.seasons.cards
        out = np.array([self.shelf.has(card.number, self.on) for card in cards])
        return self.learner.evidence(card, out)


def lake_learner(lake: Lake, game: str | None = None, *, on: date | None = None) -> LakeLearner:
    """Learn from the lake's lists that were placed or whose matches are known.

    Args:
        lake: The lake.
        game: The game; the default game by default.
        on: Day for which it shall answer: only lists of earlier days are read. By default
            everything is read, and the day is that of the newest list.

    Raises:
        QueryError: There are no such lists to learn from before that day.
    """
    lists = [one for one in read_lists(lake, game) if one.place is not None or one.games]
    shelf = read_shelf(lake, lists, game)
    days = [one.day for one in lists if one.day is not None]
    if not days or (on is not None and min(days) >= on):
        raise QueryError(
            "no deck list with a place or a match has a day" + (f" before {on}" if on else ""),
            where="on",
            remedy="tcb import a file of placed deck lists, or give a later day",
        )
    kept = lists if on is None else [one for one in lists if one.day and one.day < on]
    learner = learn(seasons_of(shelf, kept))
    return LakeLearner(learner, shelf, lake.format(game), on or max(days))


def learned_values(
    lake: Lake, leader: str, game: str | None = None, *, on: date | None = None
) -> CardEvidence:
    """Card values for one leader; ``lake_learner`` describes the arguments.

    Raises:
        CardError: No card has the number.
        QueryError: There are no such lists to learn from before that day.
    """
    return lake_learner(lake, game, on=on).evidence(leader)

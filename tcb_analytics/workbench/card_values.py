"""Card values learned from the lake, for whatever game: the short way for people.

``learned_values`` answers what ``build_deck``, ``improve`` and their like take as ``values``: a
function of the leader. In games with leaders it has learned from deck lists (``learning.py``), in
Limited from games won with a card in hand (``rated_cards.py``). ``LakeLearner`` is the former
with more to ask of: evidence of a leader, values of a colour, the cards on sale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.errors import CardError, QueryError
from tcb_analytics.strategies.values import CardValue
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.learning import CardEvidence, Learner, learn
from tcb_analytics.workbench.placed_lists import read_lists
from tcb_analytics.workbench.rated_cards import RatedCards, rated_cards
from tcb_analytics.workbench.seasons import Mask, seasons_of
from tcb_analytics.workbench.shelf import Shelf, read_shelf


@dataclass(frozen=True, slots=True, eq=False)
class LakeLearner:
    """What a lake's lists taught, for any leader and day; ``build_deck`` takes it as ``values``.

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
    _kept: dict[str, dict[str, CardValue]] = field(default_factory=dict, repr=False)

    def __call__(self, leader: Card | None) -> dict[str, CardValue]:
        """Points by copy by number beside a leader, kept once learned; none without a leader.

        Cards that came out after the newest list are among them, guessed from their figures and
        marked as not learned: beside learned values the stated prior would be another scale.
        """
        if leader is None:
            return {}
        if leader.number not in self._kept:
            every = np.ones(len(self.learner.seasons.cards), dtype=bool)
            self._kept[leader.number] = self.learner.evidence(leader, every).values
        return self._kept[leader.number]

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
        return self.learner.evidence(card, self._out())

    def color(self, color: str) -> CardEvidence:
        """What is known of each card of a colour, from the lists of all its leaders.

        Raises:
            QueryError: No card has the colour.
        """
        return self.learner.color(color, self._out())

    def _out(self) -> Mask:
        cards = self.learner.seasons.cards
        return np.array([self.shelf.has(card.number, self.on) for card in cards])


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
    lake: Lake, game: str | None = None, *, on: date | None = None, pool: Iterable[str] = ()
) -> LakeLearner | RatedCards:
    """Card values from whatever the lake knows of a game, as ``build_deck(values=...)`` takes them.

    Args:
        lake: The lake.
        game: The game; the default game by default.
        on: Day for which it shall answer: nothing of that day or later is read.
        pool: Numbers of a Limited pool's cards, to value reprints by the pool's own set.

    Raises:
        FormatError: No format is known for the game.
        QueryError: The lake holds nothing to learn from before that day; says what to import.
    """
    name = lake.default_game() if game is None else game
    if lake.format(name).leader:
        return lake_learner(lake, name, on=on)
    return rated_cards(lake, name, on=on, pool=pool)

"""A deck made better by at most k exchanged cards, exactly.

The same program as for a new deck, with one row more: the copies shared with the given deck must
be enough. So the answer is the best of all decks within k changes, not the end of a climb; and of
several best ones, the one with the fewest changes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any, Unpack

import numpy as np

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.asked import Asked, format_for, leader_for, question_of
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.build import answer, described
from tcb_analytics.strategies.built import BuiltDeck
from tcb_analytics.strategies.clash import clash_error
from tcb_analytics.strategies.compare import Comparison, compare
from tcb_analytics.strategies.compare_html import improvement_html
from tcb_analytics.strategies.demands import Near, Typical, shared_copies
from tcb_analytics.strategies.measure import objective_of
from tcb_analytics.strategies.nearest import nearest
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.solver import feasible, solve
from tcb_analytics.strategies.strategy import Strategy


@dataclass(frozen=True, slots=True)
class Improvement:
    """A deck and the best deck near it.

    Attributes:
        before: The given deck.
        after: The best deck within the changes allowed.
        swaps: What it has else.
        worth: Points of the given deck; None where it breaks a rule or a demand, since points
            of an illegal deck compare with nothing.
        changes: Most cards that were allowed to be exchanged; None for any number.
    """

    before: Deck
    after: BuiltDeck
    swaps: Comparison
    worth: float | None
    changes: int | None

    @property
    def gain(self) -> float | None:
        """Points gained; None where the given deck has none to compare with."""
        return None if self.worth is None else round(self.after.objective - self.worth, 4)

    def as_dict(self) -> dict[str, Any]:
        """The improvement as plain data."""
        return {
            "before": self.before.counts,
            "after": self.after.as_dict(),
            "worth": self.worth,
            "gain": self.gain,
            "changes": self.changes,
            **self.swaps.as_dict(),
        }

    def _repr_html_(self) -> str:
        return improvement_html(self)


def improve(
    deck: Deck,
    strategy: Strategy | str = "tournament",
    *,
    catalog: Catalog,
    changes: int | None = 4,
    **asked: Unpack[Asked],
) -> Improvement:
    """The best legal deck that exchanges at most ``changes`` cards of a given one.

    The leader stays. A deck that breaks rules is mended within the same number of changes; a
    card added to a short deck counts as a change, and so does one cut from a long deck.

    Args:
        deck: The deck to improve.
        strategy: What the better deck should look like.
        catalog: The cards to choose from.
        changes: Most cards exchanged; None for any number.
        **asked: What else is asked; see ``Asked``. Where the format builds from a pool and none
            is given, main deck and sideboard are the pool.

    Raises:
        CardError: A number is unknown.
        DeckError: The deck is empty, of another game, or no legal deck is that near; the error
            names the fewest changes that would do.
    """
    question = question_for(deck, strategy, catalog, asked)
    if changes is not None:
        question = _near(question, deck, changes)
    return improvement_of(deck, question, changes)


def question_for(deck: Deck, strategy: Strategy | str, catalog: Catalog, asked: Asked) -> Question:
    """The question of a deck of the given deck's leader.

    Raises:
        DeckError: The deck is empty, or none of its cards can be in a deck of the format.
    """
    if deck.size == 0:
        raise DeckError("the deck has no card", remedy="give a deck, or use build_deck")
    if deck.leader is None:
        found = next((catalog[n] for n in deck.counts if n in catalog), None)
        if found is not None and asked.get("format") is None:
            asked["format"] = format_for(Catalog([found]), None, None)
    leader = leader_for(catalog, deck.leader)
    rules = asked["format"] = format_for(catalog, leader, asked.get("format"))
    if rules.from_pool and asked.get("collection") is None:
        asked["collection"] = deck.counts | {
            card.number: count + deck.counts.get(card.number, 0) for card, count in deck.side
        }
    question = question_of(catalog, strategy, leader, **asked)
    if question.format.leader and leader is None:
        raise DeckError("the deck has no leader", remedy="give the deck its leader first")
    if not question.counted(deck.counts).any():
        raise DeckError(
            f"no card of the deck is a card of {question.format.game} in this catalogue",
            remedy="give the catalogue and the format of the deck's game",
        )
    return _keeping(question, deck)


def _keeping(question: Question, deck: Deck) -> Question:
    """The question whose learned bounds on copies leave the deck's own copies alone."""
    held = question.counted(deck.counts)
    return replace(question, demands=tuple(
        Typical(np.maximum(demand.most, held)) if isinstance(demand, Typical) else demand
        for demand in question.demands
    ))  # fmt: skip


def improvement_of(deck: Deck, question: Question, changes: int | None) -> Improvement:
    """The best deck of a question beside the deck it starts from; of several, the nearest."""
    begun = time.perf_counter()
    best = answer(question, begun)
    near = nearest(question, question.counted(best.deck.counts), best.objective, deck.counts)
    shadows = [reading.shadow for reading in best.targets]
    after = described(question, near, best.bound, shadows, begun)
    counts = question.counted(deck.counts)
    worth = objective_of(question, counts) if _stands(question, deck) else None
    return Improvement(deck, after, compare(deck, after.deck), worth, changes)


def _near(question: Question, deck: Deck, changes: int) -> Question:
    if isinstance(changes, bool) or changes < 0:
        raise DeckError(
            f"changes must be a whole number from 0, got {changes!r}",
            where="changes",
            remedy="give changes=4, or None for any number",
        )
    near = Near(_places(question, deck), deck.size, changes)
    asked = replace(question, demands=(*question.demands, near))
    if not feasible(Assembly(asked).draft.program()):
        raise _too_few(question, deck, changes)
    return asked


def _places(question: Question, deck: Deck) -> dict[int, int]:
    index = question.facts.index
    return {index[n]: count for n, count in deck.counts.items() if n in index}


def _too_few(question: Question, deck: Deck, changes: int) -> DeckError:
    """The error that names the fewest changes after which a legal deck exists."""
    assembly = Assembly(question)
    kept = shared_copies(assembly, _places(question, deck))
    assembly.draft.maximise([(kept, np.ones(len(kept)))])
    found = solve(assembly.draft.program(), seconds=question.time_limit)
    if found is None:
        return clash_error(question)
    fewest = max(deck.size, question.size) - round(found.objective)
    return DeckError(
        f"no legal deck is within {changes} changes: at least {fewest} are needed",
        where="changes",
        remedy=f"give changes={fewest} or more",
    )


def _stands(question: Question, deck: Deck) -> bool:
    """Whether the deck itself meets every rule and demand."""
    near = Near(_places(question, deck), deck.size, 0)
    alone = replace(question, demands=(*question.demands, near))
    return deck.size == question.size and feasible(Assembly(alone).draft.program())

"""The optimiser: one question in, the best deck out, with its proof.

One function serves every strategy, because a strategy is data. Leaves out learning values.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

import numpy as np

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.collection import Collection
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.asked import Asked, format_for, leader_for, question_of
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.built import BuiltDeck
from tcb_analytics.strategies.clash import clash_error
from tcb_analytics.strategies.demands import Typical
from tcb_analytics.strategies.eligible import leaders_for
from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.measure import objective_of, readings_of, terms_of
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.shopping import coverage_of, shopping_list
from tcb_analytics.strategies.solver import Solution, bound_of, solve
from tcb_analytics.strategies.strategy import Strategy
from tcb_analytics.strategies.values import GRAIN


def build_deck(
    catalog: Catalog,
    strategy: Strategy | str,
    leader: str | Card | None = None,
    **asked: Unpack[Asked],
) -> BuiltDeck:
    """The best deck, proven.

    With no leader, in a format that has leaders, the best deck over all of them; where a
    collection must suffice, over all that are owned. A leader that is named need not be owned.

    Args:
        catalog: The cards.
        strategy: A strategy or its name.
        leader: A leader or its number.
        **asked: What else is asked; see ``Asked``.

    Raises:
        CardError: A number is unknown.
        DeckError: Something is asked that cannot be; of demands that clash, the smallest set.
    """
    begun = time.perf_counter()
    chosen = leader_for(catalog, leader)
    rules = format_for(catalog, chosen, asked.get("format"))
    asked["format"] = rules
    if rules.leader and chosen is None:
        return _over_leaders(catalog, strategy, asked, begun)
    return answer(question_of(catalog, strategy, chosen, **asked), begun)


def answer(question: Question, begun: float | None = None) -> BuiltDeck:
    """The best deck of a question.

    The bounds that values set on copies are nobody's demand: where no deck keeps them, they are
    lifted.

    Raises:
        DeckError: No deck is possible; names the smallest set of demands that clash.
    """
    begun = time.perf_counter() if begun is None else begun
    assembly = Assembly(question)
    found = solve(assembly.program(), seconds=question.time_limit)
    if found is not None:
        return finished(assembly, found, begun)
    free = _lifted(question)
    if free is question:
        raise clash_error(question)
    return answer(free, begun)


def _lifted(question: Question) -> Question:
    """The question without the bounds that values set on copies."""
    kept = tuple(demand for demand in question.demands if not isinstance(demand, Typical))
    return question if len(kept) == len(question.demands) else replace(question, demands=kept)


def finished(assembly: Assembly, found: Solution, begun: float) -> BuiltDeck:
    """The result of a solved program, measured anew from its deck alone.

    Raises:
        DeckError: The solver's figure and the deck's own differ, which would be a fault.
    """
    question = assembly.question
    counts = assembly.counts(found.x)
    objective = objective_of(question, counts)
    solved = found.objective + question.leader_points
    if abs(objective - solved) > GRAIN / 2:
        raise DeckError(
            f"the deck is worth {objective} points, the solver says {solved}",
            remedy="this is a fault of the engine: report it with what was asked",
        )
    bound = max(found.bound + question.leader_points, objective)
    shadows = [
        round(float(found.dual[row]) * target.scale, 4) + 0.0 for target, row in assembly.targets
    ]
    return described(question, counts, bound, shadows, begun)


def described(
    question: Question, counts: Floats, bound: float, shadows: Sequence[float | None], begun: float
) -> BuiltDeck:
    """The result for counted cards.

    Args:
        question: What was asked.
        counts: Copies of each card of the facts.
        bound: Points that no deck of the question exceeds.
        shadows: The relaxation's price for moving the end of each target's band.
        begun: When the clock was started.
    """
    deck = deck_of(question, counts)
    read = zip(readings_of(question, counts), shadows, strict=True)
    return BuiltDeck(
        deck=deck,
        objective=objective_of(question, counts),
        bound=round(bound, 4),
        seconds=time.perf_counter() - begun,
        terms=terms_of(question, counts),
        targets=tuple(replace(reading, shadow=shadow) for reading, shadow in read),
        values={n: question.value(question.facts.index[n]) for n in deck.counts},
        coverage=coverage_of(question, deck),
        shopping=shopping_list(question, deck),
        leaders=int(question.leader is not None),
        question=question,
    )


def deck_of(question: Question, counts: Floats) -> Deck:
    """The deck of counted cards, named after its strategy."""
    cards = question.facts.cards
    chosen = {cards[place]: int(counts[place]) for place in np.flatnonzero(counts)}
    return Deck(chosen, leader=question.leader, name=question.strategy.title)


def _over_leaders(
    catalog: Catalog, strategy: Strategy | str, asked: Asked, begun: float
) -> BuiltDeck:
    """The best over all leaders, each with its own values."""
    questions = [
        question_of(catalog, strategy, leader, **asked) for leader in _leaders(catalog, asked)
    ]
    free = [_lifted(question) for question in questions]
    best = _best(questions, begun) or _best(free, begun)
    if best is None:
        raise clash_error(_nearest(free), f", and so with any of {len(questions)} leaders")
    return replace(best, leaders=len(questions), seconds=time.perf_counter() - begun)


def _best(questions: Sequence[Question], begun: float) -> BuiltDeck | None:
    """The best deck of several questions: those that cannot beat it by their relaxation wait."""
    bounds = [bound_of(Assembly(question).program()) for question in questions]
    ranked = sorted(
        (-(bound + question.leader_points), at)
        for at, (bound, question) in enumerate(zip(bounds, questions, strict=True))
        if bound is not None
    )
    best: BuiltDeck | None = None
    ceiling = -np.inf
    for negative, at in ranked:
        if best is not None and -negative < best.objective + GRAIN / 2:
            break
        assembly = Assembly(questions[at])
        found = solve(assembly.program(), seconds=questions[at].time_limit)
        if found is None:
            continue
        built = finished(assembly, found, begun)
        ceiling = max(ceiling, built.bound)
        if best is None or built.objective > best.objective + GRAIN / 2:
            best = built
    return None if best is None else replace(best, bound=ceiling)


def _leaders(catalog: Catalog, asked: Asked) -> list[Card]:
    rules = format_for(catalog, None, asked.get("format"))
    found = list(leaders_for(catalog.leaders, rules, asked.get("on")))
    collection = asked.get("collection")
    if collection is not None and asked.get("missing") is None and asked.get("budget") is None:
        held = Collection(collection)
        found = [leader for leader in found if held[leader.number]]
    if not found:
        raise DeckError(
            f"no leader of the format {rules.name} can be had"
            + (" from the collection" if collection is not None else ""),
            where="leader",
            remedy="name the leader, add one to the collection, or import a catalogue with leaders",
        )
    return found


def _nearest(questions: list[Question]) -> Question:
    """The question to explain by: the leader that shares most colours with the demands."""

    def shared(question: Question) -> int:
        places = [getattr(demand, "place", None) for demand in question.demands]
        wanted = [question.facts.cards[place].colors for place in places if place is not None]
        colors = set(question.leader.colors if question.leader else ())
        return sum(bool(colors & set(have)) for have in wanted)

    return max(questions, key=shared)

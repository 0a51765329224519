"""From what a caller says to a checked question: names to cards, numbers to arrays.

Everything that can be wrong with a request is found here, before any solving. Leaves out
demands that are fine one by one and clash together (``clash.py``).
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypedDict, Unpack

import numpy as np

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import Format, default_format, load_format
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.demands import (
    AtMost,
    Budget,
    ColorsMost,
    Demand,
    Demanded,
    Include,
    OnlyOwned,
    Typical,
)
from tcb_analytics.strategies.eligible import why_not
from tcb_analytics.strategies.facts import Facts, facts_of
from tcb_analytics.strategies.owning import buying_allowed, owned_of
from tcb_analytics.strategies.question import TIME_LIMIT, Question
from tcb_analytics.strategies.registry import get_strategy
from tcb_analytics.strategies.strategy import Strategy
from tcb_analytics.strategies.valued import Valued, valued
from tcb_analytics.strategies.values import (
    CardValue,
    GivenValues,
    ValuesByLeader,
    in_grains,
    value_of,
    values_beside,
)

Numbers = Iterable[str] | Mapping[str, int]
"""Card numbers, each for one copy, or copies by number."""


class Asked(TypedDict, total=False):
    """What every function that builds decks may be asked besides strategy and leader.

    Keys:
        collection: Owned copies by number, or the pool in formats that have one.
        missing: Points that each copy that is not owned costs. None allows no such copy,
            unless a budget is given. Of no use without a collection.
        prices: Money by number, for budget and shopping list.
        budget: Most money for missing copies; without a collection all copies are missing.
            Copies without a price cannot be bought then.
        include: Cards that must be in the deck, as numbers (one copy) or least copies by number.
        exclude: Cards that must not be in it, as numbers, or most copies by number.
        demands: Further demands of the caller's own.
        values: Points by number, the same beside every leader or by leader (``values.py``);
            the prior stands in for the rest.
        evidence: Share of successful decks with each card, told by ``why``; no part of the
            objective.
        format: A format or its name; by default that of the leader's game.
        on: Day whose bans, blocks and released sets hold; None for the latest known.
        size: Cards in the deck; by default the fewest that the format allows.
        time_limit: Seconds for each integer program; 60 by default.
    """

    collection: Mapping[str, int] | None
    missing: float | None
    prices: Mapping[str, float] | None
    budget: float | None
    include: Numbers
    exclude: Numbers
    demands: Iterable[Demand]
    values: GivenValues | ValuesByLeader | None
    evidence: Mapping[str, float] | None
    format: Format | str | None
    on: date | None
    size: int | None
    time_limit: float | None


def format_for(catalog: Catalog, leader: Card | None, asked: Format | str | None) -> Format:
    """The format asked for, else the default of the leader's game or of the catalogue's only one.

    Raises:
        DeckError: There is no card, or no format to be told from them.
    """
    if not len(catalog):
        raise DeckError("the catalogue holds no card", remedy="import a card catalogue first")
    if isinstance(asked, str):
        return load_format(asked)
    if asked is not None:
        return asked
    games = (leader.game,) if leader is not None else catalog.games
    found = [rules for game in games if (rules := default_format(game)) is not None]
    if len(found) != 1:
        raise DeckError(
            f"the format cannot be told from the games {', '.join(games)}",
            remedy="give format=, such as format='onepiece'",
        )
    return found[0]


def leader_for(catalog: Catalog, leader: str | Card | None) -> Card | None:
    """The leader of a number; a card stands for itself.

    Raises:
        CardError: No card has the number.
        DeckError: The card is no leader.
    """
    card = catalog[leader] if isinstance(leader, str) else leader
    if card is not None and card.category is not Category.LEADER:
        raise DeckError(
            f"{card.label} is no leader but {card.category}",
            where="leader",
            remedy="give a leader's number, or none to have the best one sought",
        )
    return card


def question_of(
    catalog: Catalog,
    strategy: Strategy | str,
    leader: Card | None,
    **asked: Unpack[Asked],
) -> Question:
    """A checked question.

    Raises:
        CardError: A number is unknown.
        DeckError: Something is asked that cannot be.
    """
    _check_words(asked)
    rules = format_for(catalog, leader, asked.get("format"))
    facts = facts_of(catalog, rules)
    chosen = get_strategy(strategy)
    _check_leader(rules, leader, asked.get("on"))
    given = values_beside(leader, asked.get("values"))
    known = valued(facts, given)
    return Question(
        facts=facts,
        strategy=chosen,
        leader=leader,
        leader_points=_leader_points(leader, chosen, given),
        size=_size(rules, asked.get("size")),
        on=asked.get("on"),
        values=known.values,
        learned=known.learned,
        uncertainty=known.uncertainty,
        owned=owned_of(facts, asked),
        catalog=catalog,
        demands=tuple(_demands(catalog, facts, chosen, known, asked)),
        evidence=known.inclusion | dict(asked.get("evidence") or {}),
        basis=known.basis,
        time_limit=_seconds(asked.get("time_limit", TIME_LIMIT)),
    )


def _check_words(asked: Asked) -> None:
    """Refuse a word that nothing would look at: a mistyped one must not go unnoticed."""
    for word in asked.keys() - Asked.__annotations__.keys():
        near = difflib.get_close_matches(word, Asked.__annotations__, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise DeckError(
            f"no deck can be asked for by {word!r}{hint}",
            remedy=f"known: {', '.join(Asked.__annotations__)}",
        )


def _check_leader(rules: Format, leader: Card | None, on: date | None) -> None:
    if leader is None:
        return
    if not rules.leader or leader.game != rules.game:
        why = "has no leaders" if not rules.leader else f"is of the game {rules.game}"
        raise DeckError(
            f"{leader.label} is a leader of {leader.game}, but the format {rules.name} {why}",
            where="leader",
            remedy="give a leader or a format of one game",
        )
    for broken in Deck(leader=leader).violations(rules, on=on):
        if broken.severity == "error" and broken.rule not in ("size", "pool"):
            raise DeckError(
                f"no deck can have this leader: {broken.message}",
                where="leader",
                remedy="name another leader, or none to have the best one sought",
            )


def _leader_points(leader: Card | None, strategy: Strategy, given: GivenValues | None) -> float:
    if leader is None:
        return 0.0
    found: CardValue = value_of(leader, given)
    return in_grains(found.value * strategy.weights.leader)


def _seconds(limit: float | None) -> float | None:
    if limit is not None and not 0 < limit < math.inf:
        raise DeckError(
            f"a time limit must be more than 0 seconds, got {limit!r}",
            where="time_limit",
            remedy="give seconds, or None for no limit",
        )
    return limit


def _size(rules: Format, asked: int | None) -> int:
    least, most = rules.size_least, rules.size_most
    size = least if asked is None else asked
    if (
        isinstance(size, bool)
        or not isinstance(size, int)
        or size < max(least, 1)
        or (most is not None and size > most)
    ):
        bound = f"{least}" if least == most else f"{least} to {most or 'any number'}"
        raise DeckError(
            f"a deck of {size!r} cards is asked for, the format {rules.name} takes {bound}",
            where="size",
            remedy=f"give size={max(least, 1)}, or leave it out",
        )
    return size


def _demands(
    catalog: Catalog, facts: Facts, strategy: Strategy, known: Valued, asked: Asked
) -> Iterator[Demanded]:
    named = set()
    for place, copies in _copies(catalog, facts, asked.get("include", ()), 1, "include"):
        named.add(place)
        yield Include(place, facts.cards[place].label, copies)
    for place, copies in _copies(catalog, facts, asked.get("exclude", ()), 0, "exclude"):
        named.add(place)
        yield AtMost(place, facts.cards[place].label, copies)
    typical = known.without_bounds(named)
    if np.isfinite(typical).any():
        yield Typical(typical)
    yield from asked.get("demands", ())
    if facts.format.from_pool:
        yield OnlyOwned("only cards of the pool")
    elif asked.get("collection") is not None and not buying_allowed(facts, asked):
        yield OnlyOwned()
    budget = asked.get("budget")
    if budget is not None:
        yield Budget(budget)
    if not facts.format.leader and facts.colors:
        yield ColorsMost(strategy.colors_most)


def _copies(
    catalog: Catalog, facts: Facts, numbers: Numbers, default: int, where: str
) -> Iterator[tuple[int, int]]:
    if isinstance(numbers, str):
        numbers = (numbers,)
    pairs = numbers.items() if isinstance(numbers, Mapping) else ((n, default) for n in numbers)
    for number, copies in pairs:
        if isinstance(copies, bool) or not isinstance(copies, int) or copies < default:
            raise DeckError(
                f"expected a whole number of copies from {default}, got {copies!r}",
                where=f"{where} {number}",
                remedy=f"give {where}={{number: copies}}, or only numbers",
            )
        yield place_of(catalog, facts, number, where), copies


def place_of(catalog: Catalog, facts: Facts, number: str | Card, where: str) -> int:
    """The place of a card in the facts.

    Raises:
        CardError: No card has the number.
        DeckError: The card can be in no deck of the format, with the rule that says so.
    """
    if isinstance(number, Card):
        number = number.number
    if number in facts.index:
        return facts.index[number]
    card = catalog[number]
    if card.number in facts.index:
        return facts.index[card.number]
    why = why_not(facts, card, None, None) or f"{card.category} is no card of a main deck"
    raise DeckError(
        f"{card.label} can be in no deck of the format {facts.format.name}: {why}",
        where=where,
        remedy="leave it out, or give the format of its game",
    )

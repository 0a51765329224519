"""What the engine is held against: three ways to a deck that need no optimiser.

All of them keep the rules of the day. Leaves out anything that looks at the tested period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.strategies.eligible import most_copies
from tcb_analytics.strategies.facts import facts_of
from tcb_analytics.workbench.placed_lists import PlacedList

Counts = Mapping[str, int]
"""Copies by number."""


def allowed_copies(
    catalog: Catalog, rules: Format, leader: Card, on: date, size: int
) -> dict[str, int]:
    """Most copies of each card that the rules of the day allow beside a leader."""
    facts = facts_of(catalog, rules)
    most = most_copies(facts, leader, on, size)
    return {card.number: int(most[at]) for at, card in enumerate(facts.cards) if most[at] > 0}


def random_deck(
    catalog: Catalog,
    allowed: Counts,
    shares: Mapping[str, float],
    size: int,
    rng: np.random.Generator,
) -> dict[str, int]:
    """Cards drawn at random, each in full playsets, by the shares of categories.

    Args:
        catalog: The cards.
        allowed: Most copies by number.
        shares: Share of the deck by category, sum 1.
        size: Cards in the deck.
        rng: Where chance comes from.
    """
    left = {kind: round(share * size) for kind, share in shares.items()}
    deck: dict[str, int] = {}
    numbers = sorted(allowed)
    for at in rng.permutation(len(numbers)):
        number = numbers[at]
        kind = str(catalog[number].category)
        copies = min(allowed[number], left.get(kind, 0), 4)
        if copies > 0:
            deck[number] = copies
            left[kind] -= copies
    # Rounding, or a category with too few cards, leaves some copies: any card may fill them.
    return _filled(deck, dict.fromkeys(rng.permutation(numbers), (1.0, 4)), allowed, size)


def greedy_deck(lists: Sequence[PlacedList], allowed: Counts, size: int) -> dict[str, int]:
    """The most included cards of some lists, each in the copies it is usually played in."""
    inside: dict[str, int] = {}
    copies: dict[str, int] = {}
    for one in lists:
        for number, count in one.counts.items():
            inside[number] = inside.get(number, 0) + 1
            copies[number] = copies.get(number, 0) + count
    wanted = {
        number: (float(found), round(copies[number] / found)) for number, found in inside.items()
    }
    return _filled({}, wanted, allowed, size)


def last_successful(lists: Iterable[PlacedList]) -> PlacedList | None:
    """The best placed list of the leader's latest event; None without lists."""
    dated = [one for one in lists if one.day is not None]
    return max(
        dated,
        key=lambda one: (one.day or date.min, one.weight, one.deck_id),
        default=None,
    )


def category_shares(lists: Iterable[PlacedList], catalog: Catalog) -> dict[str, float]:
    """Share of each category in the cards of some lists."""
    found: dict[str, int] = {}
    for one in lists:
        for number, count in one.counts.items():
            card = catalog.get(number)
            if card is not None:
                found[str(card.category)] = found.get(str(card.category), 0) + count
    total = sum(found.values())
    return {kind: count / total for kind, count in sorted(found.items())}


def overlap(one: Counts, other: Counts) -> int:
    """Cards that two decks share, copy by copy."""
    return sum(min(copies, other.get(number, 0)) for number, copies in one.items())


def _filled(
    deck: dict[str, int], wanted: Mapping[str, tuple[float, int]], allowed: Counts, size: int
) -> dict[str, int]:
    """A deck filled up by the most wanted cards, in the copies they are wanted in."""
    left = size - sum(deck.values())
    for number in sorted(wanted, key=lambda number: -wanted[number][0]):
        more = min(wanted[number][1], allowed.get(number, 0) - deck.get(number, 0), left)
        if more > 0:
            deck[number] = deck.get(number, 0) + more
            left -= more
    return deck

"""How built decks, exchanges and purchases are told in tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import click

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cli.output import say, show
from tcb_analytics.cli.text import percent, printable
from tcb_analytics.strategies.built import BuiltDeck
from tcb_analytics.strategies.compare import Comparison
from tcb_analytics.strategies.measure import Reading

TERMS = {
    "values": "what the cards are worth",
    "preferences": "keywords and types that the strategy likes",
    "synergy": "cards of the leader's types",
    "curve": "copies outside the bands of the cost curve",
    "categories": "copies outside the bands of characters, events and stages",
    "counters": "counter value outside its band",
    "aims": "copies outside other bands, such as that of Blockers",
    "types": "copies short of what the leader asks for",
    "leader": "what the leader is worth",
}
"""What each term of the objective counts; one of an entry point is shown by its name alone."""


def show_terms(built: BuiltDeck) -> None:
    """What the deck's points are made of; a term that adds nothing is left to ``--json``."""
    rows = [
        {"term": term, "points": points, "for": TERMS.get(term, "")}
        for term, points in built.terms.items()
        if abs(points) >= LEAST_POINTS
    ]
    if rows:
        headed("Points", rows)


def say_built(built: BuiltDeck) -> None:
    """One line: what the deck is worth, and whether that is proven."""
    leader = built.deck.leader
    of = "" if leader is None else f" of {leader.label}"
    proof = "proven optimal" if built.gap == 0 else f"at most {built.gap:.2f} below the best"
    among = f", best of {built.leaders} leaders" if built.leaders > 1 else ""
    owned = "" if built.coverage is None else f"; {percent(built.coverage)} owned"
    say(
        f"{built.question.strategy.title} deck{of}: {built.objective:.2f} points, {proof}{among}; "
        f"{percent(built.learned_share)} of the copies valued by evidence{owned}"
    )


def say_lines(text: str) -> None:
    """A text of several lines, each made safe for a terminal."""
    for line in text.splitlines():
        click.echo(printable(line))


def show_cards(built: BuiltDeck) -> None:
    """The deck's cards by cost, with what a copy was taken to be worth."""
    ordered = sorted(built.deck.cards, key=lambda pair: (pair[0].cost, pair[0].number))
    rows = [_card(card, count, built) for card, count in ordered]
    columns = ["copies", "number", "name", "category", "cost", "power", "counter", "value", "by"]
    show(rows, [name for name in columns if any(row[name] is not None for row in rows)])


LEAST_POINTS = 0.005
"""Points below which a term shows as 0.00."""


def show_targets(readings: Sequence[Reading]) -> None:
    """The targets that cost the deck something or hold it."""
    rows = [
        {
            "target": f"{reading.term}: {reading.label}",
            "deck": f"{reading.amount:g}",
            "band": f"{reading.low:g} to {reading.high:g}" if math.isfinite(reading.high)
            else f"{reading.low:g} or more",
            "points lost": reading.lost,
        }
        for reading in readings
    ]  # fmt: skip
    if rows:
        headed("Targets at or beyond an end of their band", rows)


def show_shopping(built: BuiltDeck) -> None:
    """What must be bought, where a collection was given."""
    rows = [item.as_dict() for item in built.shopping]
    if rows:
        headed("To buy", rows, ["copies", "number", "name", "price", "cost"])


def show_changes(swaps: Comparison, before: Deck, after: Deck) -> None:
    """Cards in and out, those in first."""
    cards = {card.number: card for card, _ in (*before.cards, *after.cards)}
    moved = {
        **{number: (0, copies) for number, copies in swaps.added.items()},
        **{number: (copies, 0) for number, copies in swaps.removed.items()},
        **swaps.changed,
    }
    ordered = sorted(moved.items(), key=lambda item: (item[1][0] - item[1][1], item[0]))
    rows = [
        {"change": f"{new - old:+d}", "number": number, "name": cards[number].name,
         "cost": _cost(cards[number]), "before": old, "after": new}
        for number, (old, new) in ordered
    ]  # fmt: skip
    columns = ["change", "number", "name", "cost", "before", "after"]
    show(rows, columns, empty="no exchange makes it better")


def headed(title: str, rows: Sequence[dict[str, Any]], columns: Sequence[str] = ()) -> None:
    """A table under a title, an empty line before it."""
    click.echo()
    say(title)
    show(rows, list(columns or rows[0]))


def _card(card: Card, count: int, built: BuiltDeck) -> dict[str, Any]:
    return {
        "copies": count,
        "number": card.number,
        "name": None if card.name == card.number else card.name,
        "category": str(card.category),
        "cost": _cost(card),
        "power": card.power,
        "counter": card.counter,
        "value": built.values[card.number].value,
        "by": _source(built, card.number),
    }


def _source(built: BuiltDeck, number: str) -> str | None:
    """What a value comes from; None where no value of the deck was given."""
    if not built.question.learned.any():
        return None
    value = built.values[number]
    return value.basis or ("what was given" if value.learned else "the prior")


def _cost(card: Card) -> int | None:
    return card.cost if card.known else None

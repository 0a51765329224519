"""A built deck's page: the proof in a line, the deck, its terms, targets and shopping list."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tcb_analytics.strategies.blocks import beside, deck_block, page, percent, plain, points, table

if TYPE_CHECKING:
    from tcb_analytics.strategies.built import BuiltDeck
    from tcb_analytics.strategies.measure import Reading


def built_html(built: BuiltDeck) -> str:
    """The result as self-contained HTML."""
    deck, question = built.deck, built.question
    proof = "proven optimal" if built.gap == 0 else f"at most {built.gap:.2f} below the best"
    among = f", best of {built.leaders} leaders" if built.leaders > 1 else ""
    owned = "" if built.coverage is None else f" · {percent(built.coverage)} owned"
    sub = (
        f"{built.objective:.2f} points, {proof}{among} · {1000 * built.seconds:.0f} ms · "
        f"{percent(built.learned_share)} of the copies valued by evidence{owned}"
    )
    found = deck.violations(question.format, on=question.on, pool=_pool(built))
    return page(
        f"{question.strategy.title} deck",
        sub,
        deck_block(deck, question.format.title, found),
        beside(
            table(
                "Points by term", ("Term", "Points"),
                [(term, points(value, signed=True)) for term, value in built.terms.items()],
            ),
            table("Values by", ("From", "Copies"), _sources(built)),
            table(
                "To buy", ("Card", "Copies", "Cost"),
                [
                    (f"{item.number} {item.name}", item.copies, points(item.cost))
                    for item in built.shopping
                ],
            ),
            table(
                "Targets at or beyond an end of their band",
                ("Target", "Deck", "Band", "Lost", "Gain of moving the end"),
                [_row(reading) for reading in built.binding],
            ),
        ),
    )  # fmt: skip


def _sources(built: BuiltDeck) -> list[tuple[str, int]]:
    """What values come from, a line for each; nothing where all are the prior's."""
    return list(built.sources.items()) if built.question.learned.any() else []


def _row(reading: Reading) -> tuple[str, ...]:
    high = f"to {plain(reading.high)}" if math.isfinite(reading.high) else "or more"
    return (
        f"{reading.term}: {reading.label}",
        plain(reading.amount),
        f"{plain(reading.low)} {high}",
        points(reading.lost),
        points(reading.shadow),
    )


def _pool(built: BuiltDeck) -> dict[str, int] | None:
    owned = built.question.owned
    if not built.question.format.from_pool or owned is None:
        return None
    index = built.question.facts.index
    copies = {number: owned.copies[index[number]] for number in built.deck.counts}
    return {number: int(count) for number, count in copies.items() if math.isfinite(count)}

"""An analysis' page: the deck, its chances, and what successful decks have that it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcb_analytics.cards.deck_html import deck_html
from tcb_analytics.strategies.blocks import page, percent, table

if TYPE_CHECKING:
    from tcb_analytics.strategies.analysis import Analysis


def analysis_html(found: Analysis) -> str:
    """The analysis as self-contained HTML."""
    mean = "–" if found.mean_cost is None else f"{found.mean_cost:.2f}"
    sub = f"mean cost {mean} · {found.counter_total:,} counter in total"
    draws = [
        (
            label,
            chance.copies,
            percent(chance.hand),
            percent(chance.mulligan),
            percent(chance.first[3]),
            percent(chance.second[3]),
        )
        for label, chance in found.draws.items()
    ]
    head = ("At least one", "Copies", "Hand", "With mulligan", "Turn 3, first", "Turn 3, second")
    makeup = [
        *((f"type {name}", copies) for name, copies in list(found.types.items())[:6]),
        *((f"keyword {name}", copies) for name, copies in list(found.keywords.items())[:6]),
    ]
    return page(
        "Deck analysis",
        sub,
        deck_html(found.deck, found.curve, None, []),
        table(f"Chances (hand of {found.hand})", head, draws),
        table("Make-up", ("Part", "Copies"), makeup),
        table(
            "Successful decks have, this one lacks", ("Card", "In"),
            [(f"{lack.number} {lack.name}", percent(lack.inclusion)) for lack in found.lacks],
        ),
    )  # fmt: skip

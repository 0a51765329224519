"""An analysis' page: the deck, its chances, and what successful decks have that it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcb_analytics.strategies.blocks import beside, deck_block, page, percent, table

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
    return page(
        "Deck analysis",
        sub,
        deck_block(found.deck, None, []),
        table(f"Chances (hand of {found.hand})", head, draws),
        beside(
            table("Types", ("Type", "Copies"), list(found.types.items())),
            table("Keywords", ("Keyword", "Copies"), list(found.keywords.items())),
        ),
        table(
            "Successful decks have, this one lacks", ("Card", "In"),
            [(f"{lack.number} {lack.name}", percent(lack.inclusion)) for lack in found.lacks],
        ),
    )  # fmt: skip

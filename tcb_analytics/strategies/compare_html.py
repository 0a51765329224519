"""Pages for improvements and suggestions: what goes out, what comes in, what it brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tcb_analytics.strategies.blocks import beside, deck_block, page, percent, points, table

if TYPE_CHECKING:
    from tcb_analytics.strategies.improve import Improvement


def improvement_html(found: Improvement) -> str:
    """An improvement as self-contained HTML."""
    deck = found.after.deck
    rules = found.after.question.format
    broken = [] if rules.from_pool else deck.violations(rules, on=found.after.question.on)
    return page(
        f"Improved as {found.after.question.strategy.title}",
        _summary(found),
        table("Changes", ("Card", "Before", "After"), _changes(found)),
        deck_block(deck, rules.title, broken),
    )


def suggestions_html(found: Sequence[Improvement]) -> str:
    """Suggestions side by side, without their decks."""
    rows = [
        (
            item.after.question.strategy.title,
            item.swaps.changes,
            percent(item.swaps.similarity),
            points(item.after.objective),
            points(item.gain, signed=True) if item.gain is not None else "–",
            percent(item.after.coverage),
        )
        for item in found
    ]
    head = ("Strategy", "Changes", "Similarity", "Points", "Gain", "Owned")
    tables = [
        table(item.after.question.strategy.title, ("Card", "Before", "After"), _changes(item))
        for item in found
    ]
    return page(
        "Suggestions",
        "the best deck of each strategy near the given one",
        table("Variants", head, rows),
        beside(*tables),
    )


def _summary(found: Improvement) -> str:
    swaps = found.swaps
    gain = "" if found.gain is None else f", {points(found.gain, signed=True)} points"
    allowed = "" if found.changes is None else f" of {found.changes} allowed"
    return f"{swaps.changes} changes{allowed}, {percent(swaps.similarity)} shared{gain}"


def _changes(found: Improvement) -> list[tuple[str, int, int]]:
    swaps = found.swaps
    names = {card.number: card.label for card, _ in (*found.before.cards, *found.after.deck.cards)}
    moved = {
        **{number: (0, copies) for number, copies in swaps.added.items()},
        **{number: (copies, 0) for number, copies in swaps.removed.items()},
        **swaps.changed,
    }
    ordered = sorted(moved.items(), key=lambda item: (item[1][0] - item[1][1], item[0]))
    return [(names[number], old, new) for number, (old, new) in ordered]

"""A deck as a piece of HTML for notebooks and reports."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tcb_analytics.cards.violation import DeckLike, Violation


def deck_html(deck: DeckLike, format_title: str | None, violations: Sequence[Violation]) -> str:
    """The deck as self-contained HTML."""
    rows = "".join(f"<tr><td>{escape(c.number)}<td>{escape(c.name)}<td>{n}" for c, n in deck.cards)
    return f"<table>{rows}</table>"

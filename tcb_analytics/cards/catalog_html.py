"""A catalogue and a card as small pieces of HTML for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tcb_analytics.cards.card import Card


def catalog_html(cards: Sequence[Card]) -> str:
    """How many cards there are, and the first of them, as self-contained HTML."""
    return f"<p>{len(cards)} cards: {escape(', '.join(card.name for card in cards[:5]))} …</p>"

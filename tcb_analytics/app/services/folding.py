"""Text as it is searched: without case, accents and punctuation that people leave out."""

from __future__ import annotations

import unicodedata

from tcb_analytics.cards.card import Card


def folded(text: str) -> str:
    """A text as it is compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def searched(card: Card) -> str:
    """All of a card that a search looks at."""
    return folded(" ".join((card.name, card.number, *card.types)))

"""How a card is loaded with all that it is shown with."""

from __future__ import annotations

from sqlalchemy.orm import joinedload, selectinload

from tcb_analytics.app.models.catalogue import ColorOfCard, StoredCard, TypeOfCard

FACTS = (
    joinedload(StoredCard.set),
    selectinload(StoredCard.colors).joinedload(ColorOfCard.color),
    selectinload(StoredCard.types).joinedload(TypeOfCard.type),
)
"""Loads all that a card is shown with: three queries, however many cards."""

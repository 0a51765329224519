"""A deck with the facts of its cards.

Version 1 told cards as copies by number. Whoever showed a deck had to ask for every card, some
twenty requests, and a JSON object keeps no order. Here each card comes with its facts, in the
order that a deck is read in: by cost, then by number.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self

from apiflask import APIBlueprint
from flask import Response
from pydantic import Field

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.conditions import IfNoneMatch, Tagged, tagged
from tcb_analytics.app.api.v1.cards import CardTold
from tcb_analytics.app.api.v1.deck_shapes import facts_of
from tcb_analytics.app.api.v1.shapes import Told
from tcb_analytics.app.models.holdings import StoredDeck
from tcb_analytics.app.services import decks


class CardInDeck(Told):
    """Copies of a card."""

    copies: int
    card: CardTold


class DeckInFull(Told):
    """A deck with the facts of its cards."""

    id: str
    game: str
    name: str
    leader: CardTold | None
    cards: list[CardInDeck] = Field(description="By cost, then by number; without the leader.")
    size: int = Field(description="Cards, without the leader.")
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, deck: StoredDeck) -> Self:
        """A deck as it is told."""
        lines = sorted(deck.cards, key=lambda line: (line.card.cost, line.card.number))
        cards = [CardInDeck(copies=line.copies, card=CardTold.of(line.card)) for line in lines]
        leader = CardTold.of(deck.leader) if deck.leader else None
        return cls.model_validate(facts_of(deck) | {"cards": cards, "leader": leader})


def routes() -> APIBlueprint:
    """The routes of decks."""
    made = APIBlueprint("decks", __name__, tag="Decks")

    @made.get("/decks/<deck_id>")
    @made.input(IfNoneMatch, location="headers", arg_name="condition")
    @made.output(DeckInFull, headers=Tagged)
    @made.doc(responses={304: "Nothing has changed", 404: "No such deck"})
    @guarded(made)
    def read(deck_id: str, condition: IfNoneMatch) -> Response:
        """A deck with the facts of its cards."""
        deck = decks.read(parts().look(), visitor(), deck_id)
        return tagged(DeckInFull.of(deck), deck.version)

    return made

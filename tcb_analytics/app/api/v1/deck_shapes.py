"""Decks as they go over the wire in version 1."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints
from pydantic.config import JsonDict

from tcb_analytics.app.api.v1.cards import Game
from tcb_analytics.app.api.v1.shapes import PRINTABLE, Given, Paged, Told, Whole
from tcb_analytics.app.models.holdings import StoredDeck
from tcb_analytics.app.services.deck_check import Checked, Covered
from tcb_analytics.app.services.decks import LONGEST_NAME, MOST_CARDS, Draft, Edit
from tcb_analytics.cards.violation import Severity

CardNumber = Annotated[
    str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")
]
DeckName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_NAME, pattern=PRINTABLE),
]
NO_OTHERS: JsonDict = {"additionalProperties": False}
"""Of a mapping by number: what is no number is refused, which pydantic leaves untold."""
Copies = Annotated[Whole, Field(ge=1, le=MOST_CARDS)]
CopiesOrNone = Annotated[Whole, Field(ge=0, le=MOST_CARDS)]


class WantedDeck(Given):
    """A deck as it shall be."""

    name: DeckName = Field(examples=["Red tide"])
    leader: CardNumber | None = Field(default=None, description="Number of its leader.")
    cards: dict[CardNumber, Copies] = Field(
        default_factory=dict, max_length=MOST_CARDS, json_schema_extra=NO_OTHERS,
        description="Copies by number.",
    )  # fmt: skip

    def draft(self) -> Draft:
        """The deck as services know it."""
        return Draft(self.name, self.leader, self.cards)


class NewDeck(WantedDeck):
    """A deck that is to be made."""

    game: Game | None = Field(default=None, description="By default the only game there is.")


class DeckEdit(Given):
    """What shall be different about a deck; the rest stays."""

    name: DeckName | None = Field(default=None, description="Another name; null leaves it.")
    leader: CardNumber | None = Field(
        default=None, description="Another leader; null takes it out, leaving it out keeps it."
    )
    cards: dict[CardNumber, CopiesOrNone] = Field(
        default_factory=dict, max_length=MOST_CARDS, json_schema_extra=NO_OTHERS,
        description="Copies by number; 0 takes a card out, cards that are not named stay.",
    )  # fmt: skip

    def edit(self) -> Edit:
        """The change as services know it."""
        dropped = "leader" in self.model_fields_set and self.leader is None
        return Edit(self.name, self.leader, dropped, self.cards)


class DeckText(Given):
    """A deck as a list."""

    game: Game | None = Field(default=None, description="By default the only game there is.")
    name: DeckName | None = Field(default=None, description="By default as the list says.")
    text: Annotated[str, StringConstraints(min_length=1, max_length=50_000)] = Field(
        description="The list, in any style that is exported, and many others.",
        examples=["1xTB01-001\n4xTB01-002"],
    )


class DeckPage(Paged):
    """A page of decks."""

    game: Game | None = Field(default=None, description="Of this game alone.")


class DeckLine(Told):
    """A deck in a list."""

    id: str
    game: str
    name: str
    leader: str | None = Field(description="Number of its leader.")
    size: int = Field(description="Cards, without the leader.")
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, deck: StoredDeck) -> Self:
        """A deck as it is told."""
        return cls.model_validate(facts_of(deck))


class DeckLines(Told):
    """A page of decks, last changed first."""

    items: list[DeckLine]
    next: str | None = Field(description="Cursor of the page after it; null for the last.")


class DeckTold(DeckLine):
    """A deck."""

    cards: dict[str, int] = Field(description="Copies by number, without the leader.")


def facts_of(deck: StoredDeck) -> dict[str, object]:
    """What is told of a deck in every shape."""
    cards = sorted((line.card.number, line.copies) for line in deck.cards)
    return {
        "id": deck.id, "game": deck.game, "name": deck.name, "version": deck.version,
        "leader": deck.leader.number if deck.leader else None, "cards": dict(cards),
        "size": sum(copies for _, copies in cards),
        "created_at": deck.created_at, "updated_at": deck.updated_at,
    }  # fmt: skip


class Broken(Told):
    """A rule that is broken, or could not be judged."""

    severity: Severity = Field(description="`warning` for what could not be judged.")
    rule: str
    message: str
    cards: list[str] = Field(description="Numbers of the cards that break it.")


class CheckedTold(Told):
    """A deck held against its format."""

    format: str
    title: str = Field(description="Name of the format for readers.")
    legal: bool
    violations: list[Broken]

    @classmethod
    def facts(cls, found: Checked) -> dict[str, object]:
        """What is told of it."""
        broken = [
            Broken(severity=one.severity, rule=one.rule, message=one.message,
                   cards=list(one.numbers))
            for one in found.violations
        ]  # fmt: skip
        rules = found.rules
        return {
            "format": rules.name, "title": rules.title, "legal": found.legal, "violations": broken,
        }  # fmt: skip


class AtCost(Told):
    """Copies of a cost."""

    cost: int
    copies: int


class Previewed(CheckedTold):
    """A deck that is being edited: its curve and its legality."""

    size: int
    colors: list[str]
    counter_total: int
    curve: list[AtCost] = Field(description="By cost, without gaps.")

    @classmethod
    def of(cls, found: Checked) -> Self:
        """A deck as it is told."""
        deck = found.deck
        curve = [AtCost(cost=cost, copies=copies) for cost, copies in deck.curve().items()]
        told = {"size": deck.size, "colors": list(deck.colors), "curve": curve}
        return cls.model_validate(cls.facts(found) | told | {"counter_total": deck.counter_total})


class MissingTold(Told):
    """Copies that are missing."""

    number: str
    name: str
    copies: int


class CoveredTold(Told):
    """How much of a deck is owned."""

    needed: int = Field(description="Cards of the deck, leader included.")
    share: float = Field(ge=0, le=1, description="Share of them that is owned.")
    missing: list[MissingTold]

    @classmethod
    def of(cls, found: Covered) -> Self:
        """What is owned, as it is told."""
        missing = [
            MissingTold(number=one.card.number, name=one.card.name, copies=one.copies)
            for one in found.missing
        ]
        return cls(needed=found.needed, share=found.share, missing=missing)


StyleName = Literal["compact", "plain", "named", "suffix", "arena", "line"]
"""Styles of writing a list; a test holds them against those of ``cards.deck_print``."""

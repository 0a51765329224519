"""What is asked about decks: legality, analysis, curve while editing, coverage, text."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, make_response
from pydantic import Field

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.v1.deck_shapes import (
    CheckedTold,
    CoveredTold,
    NewDeck,
    Previewed,
    StyleName,
)
from tcb_analytics.app.api.v1.shapes import Day, Given, Told
from tcb_analytics.app.services import deck_check, decks
from tcb_analytics.app.services.deck_facts import deck_of


class OnDay(Given):
    """The day that is judged for."""

    on: Day | None = Field(default=None, description="By default by the latest rules known.")


class Least(Given):
    """What of other decks is told."""

    least: float = Field(
        default=0.25, ge=0, le=1, description="Share of successful decks, from which on."
    )


class Styled(Given):
    """How a list is written."""

    style: StyleName = "compact"


class ChancesTold(Told):
    """Chances of having seen at least one of some cards."""

    copies: int
    hand: float = Field(description="In the opening hand.")
    mulligan: float = Field(description="In it, where one without is exchanged once.")
    first: dict[int, float] = Field(description="By turn, going first.")
    second: dict[int, float] = Field(description="By turn, going second.")
    expected: float = Field(description="Mean copies in the opening hand.")


class LackTold(Told):
    """A card that successful decks have."""

    number: str
    name: str
    inclusion: float


class Analysed(Told):
    """What a deck is made of, what it draws, and what it lacks."""

    cards: dict[str, int]
    curve: dict[int, int]
    counters: dict[int, int]
    colors: dict[str, int]
    categories: dict[str, int]
    types: dict[str, int]
    keywords: dict[str, int]
    shares: dict[str, float] = Field(description="Share of successful decks with each card.")
    mean_cost: float | None
    counter_total: int
    hand: int = Field(description="Cards of the opening hand.")
    draws: dict[str, ChancesTold]
    lacks: list[LackTold]


EXPORTED: dict[Any, Any] = {
    200: {"description": "The list", "content": {"text/plain": {"schema": {"type": "string"}}}},
    404: "No such deck",
}


def answers(made: APIBlueprint) -> None:
    """Add the routes that ask about decks."""
    _judging(made)
    _telling(made)


def _judging(made: APIBlueprint) -> None:
    @made.get("/decks/<deck_id>/check")
    @made.input(OnDay, location="query", arg_name="given")
    @made.output(CheckedTold)
    @made.doc(responses=[404, 409])
    @guarded(made)
    def check(deck_id: str, given: OnDay) -> CheckedTold:
        """Hold a deck against its format."""
        here = parts()
        found = deck_check.check(here.look(), here.lake.look(), visitor(), deck_id, on=given.on)
        return CheckedTold.model_validate(CheckedTold.facts(found))

    @made.get("/decks/<deck_id>/analysis")
    @made.input(Least, location="query", arg_name="given")
    @made.output(Analysed)
    @made.doc(responses=[404, 409])
    @guarded(made)
    def analysis(deck_id: str, given: Least) -> Analysed:
        """What a deck is made of, what it draws, and what successful decks have."""
        here = parts()
        found = deck_check.analysis(
            here.look(), here.lake.look(), visitor(), deck_id, least=given.least
        )
        return Analysed.model_validate(found.as_dict())

    @made.post("/decks/preview")
    @made.input(NewDeck, arg_name="given")
    @made.output(Previewed)
    @made.doc(responses=[404, 409])
    @guarded(made)
    def preview(given: NewDeck) -> Previewed:
        """Curve and legality of a deck that is being edited; nothing is kept."""
        here = parts()
        found = deck_check.preview(here.look(), here.lake.look(), given.game, given.draft())
        return Previewed.of(found)


def _telling(made: APIBlueprint) -> None:
    @made.get("/decks/<deck_id>/coverage")
    @made.output(CoveredTold)
    @made.doc(responses=[404])
    @guarded(made)
    def coverage(deck_id: str) -> CoveredTold:
        """How much of a deck is owned, and what is missing."""
        return CoveredTold.of(deck_check.coverage(parts().look(), visitor(), deck_id))

    @made.get("/decks/<deck_id>/export")
    @made.input(Styled, location="query", arg_name="given")
    @made.doc(responses=EXPORTED)
    @guarded(made)
    def export(deck_id: str, given: Styled) -> Response:
        """A deck as a list; importing that gives the same deck."""
        deck = deck_of(decks.read(parts().look(), visitor(), deck_id))
        response = make_response(deck.to_text(given.style) + "\n")
        response.content_type = "text/plain; charset=utf-8"
        response.headers["Content-Disposition"] = 'attachment; filename="deck.txt"'
        return response

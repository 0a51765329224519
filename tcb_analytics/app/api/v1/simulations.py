"""Simulations: many games of one deck against another, as a job."""

from __future__ import annotations

from typing import Annotated, Literal

from apiflask import APIBlueprint
from flask import Response
from pydantic import Field, StringConstraints

from tcb_analytics.app.adapters.tracing import carried
from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.v1.cards import Game
from tcb_analytics.app.api.v1.deck_shapes import NO_OTHERS, CardNumber, Copies
from tcb_analytics.app.api.v1.jobs import JobTold, begun
from tcb_analytics.app.api.v1.shapes import Given, Told, Whole
from tcb_analytics.app.services import jobs, simulations
from tcb_analytics.app.services.simulations import MOST_GAMES, DeckAsked, SimulationAsked

PilotName = Literal["aggressive", "balanced", "control"]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class KeptDeck(Given):
    """One of one's decks."""

    deck: Key


class BuiltDeck(Given):
    """What one of one's builds gave, which must be done."""

    build: Key


class ListedDeck(Given):
    """A list."""

    leader: CardNumber | None = None
    cards: dict[CardNumber, Copies] = Field(
        max_length=60, json_schema_extra=NO_OTHERS, description="Copies by number."
    )


DeckGiven = KeptDeck | BuiltDeck | ListedDeck


class SimulationGiven(Given):
    """Games that are wanted."""

    deck: DeckGiven
    opponent: DeckGiven
    game: Game | None = Field(default=None, description="By default that of the decks.")
    games: Annotated[Whole, Field(ge=1, le=MOST_GAMES)] = Field(
        default=10_000, description="Half of them are played going first."
    )
    seed: Annotated[Whole, Field(ge=0, le=2**53)] = Field(
        default=0, description="The same seed gives the same games."
    )
    pilot: PilotName = Field(default="balanced", description="Who plays the deck.")
    opponent_pilot: PilotName | None = Field(
        default=None, description="Who plays the opponent's; like `pilot` by default."
    )

    def asked(self) -> SimulationAsked:
        """The games as services know them."""
        deck, opponent = (DeckAsked(**side.model_dump()) for side in (self.deck, self.opponent))
        return SimulationAsked(
            deck, opponent, self.game, self.games, self.seed, self.pilot, self.opponent_pilot
        )


class RecordTold(Told):
    """Games, their rate with its 95 % interval (Wilson); a draw counts as half a win."""

    games: int
    wins: int
    losses: int
    draws: int
    rate: float | None
    low: float
    high: float


class SeenTold(Told):
    """A card of the deck, and how its player fared with it."""

    number: str
    name: str
    copies: int
    seen: RecordTold
    opening: RecordTold


class Played(RecordTold):
    """What came of all games."""

    game: str
    deck: str
    opponent: str
    pilot: str
    opponent_pilot: str
    seed: int
    going_first: RecordTold
    going_second: RecordTold
    turns: float = Field(description="Mean length, in turns of both players together.")
    life_won: float | None
    life_lost: float | None
    cards: list[SeenTold]
    modelled: float = Field(description="Share of the deck's cards played by their whole text.")
    opponent_modelled: float


def routes() -> APIBlueprint:
    """The routes of simulations."""
    made = APIBlueprint("simulations", __name__, tag="Simulations")

    @made.post("/simulations")
    @made.input(SimulationGiven, arg_name="given")
    @made.output(JobTold, 202)
    @made.doc(responses=[404, 409])
    @guarded(made)
    def simulate(given: SimulationGiven) -> Response:
        """Ask for games of one deck against another; a job plays them."""
        here = parts()
        return begun(simulations.ask(here.begin(), here.lake, visitor(), given.asked(), carried()))

    @made.get("/simulations/<job_id>")
    @made.output(Played)
    @made.doc(responses=[404, 409])
    @guarded(made)
    def result(job_id: str) -> Played:
        """What came of the games of a job."""
        job = jobs.done(parts().look(), visitor(), job_id, simulations.KIND.name)
        return Played.model_validate(job.result)

    return made

"""Builds: the best deck of a strategy, proven, as a job."""

from __future__ import annotations

from typing import Annotated

from apiflask import APIBlueprint
from flask import Response
from pydantic import Field, StringConstraints

from tcb_analytics.app.adapters.tracing import carried
from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.v1.cards import Game
from tcb_analytics.app.api.v1.deck_shapes import NO_OTHERS, CardNumber, Copies
from tcb_analytics.app.api.v1.jobs import JobTold, begun
from tcb_analytics.app.api.v1.shapes import Day, Decimal, Given, Told, Whole
from tcb_analytics.app.services import builds, jobs
from tcb_analytics.app.services.builds import BuildAsked, DemandAsked
from tcb_analytics.cards.card import Category

Many = Annotated[Whole, Field(ge=0, le=250)]
Facet = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Figure = Annotated[Whole, Field(ge=0, le=1_000_000)]


class DemandGiven(Given):
    """So many copies of the cards that meet every given part."""

    least: Many = 0
    most: Many | None = None
    category: Category | None = None
    cost_least: Figure | None = None
    cost_most: Figure | None = None
    keyword: Facet | None = None
    type: Facet | None = None
    color: Facet | None = None
    counter_least: Figure | None = None
    power_least: Figure | None = None


class BuildGiven(Given):
    """A deck that is wanted."""

    strategy: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(
        description="Name of a strategy, as `GET /strategies` lists them.", examples=["balanced"]
    )
    game: Game | None = Field(default=None, description="By default the only game there is.")
    leader: CardNumber | None = Field(
        default=None, description="Its leader; by default the best deck over all leaders."
    )
    include: dict[CardNumber, Copies] = Field(
        default_factory=dict, max_length=60, json_schema_extra=NO_OTHERS,
        description="Least copies by number.",
    )  # fmt: skip
    exclude: list[CardNumber] = Field(
        default_factory=list, max_length=200, description="Numbers that must not be in it."
    )
    demands: list[DemandGiven] = Field(
        default_factory=list, max_length=20, description="Further demands."
    )
    size: Copies | None = Field(default=None, description="By default the format's least.")
    on: Day | None = Field(default=None, description="Day whose rules hold; else the latest.")
    owned: Annotated[bool, Field(strict=True)] = Field(
        default=False, description="Only copies of one's own collection."
    )
    missing: Annotated[Decimal, Field(ge=0, le=1000)] | None = Field(
        default=None, description="With `owned`: points that a copy costs which one does not own."
    )

    def asked(self) -> BuildAsked:
        """The build as services know it."""
        given = self.model_dump()
        given["exclude"] = tuple(self.exclude)
        given["demands"] = tuple(DemandAsked(**one.model_dump()) for one in self.demands)
        return BuildAsked(**given)


class Wanted(Told):
    """Copies of a card to be had."""

    number: str
    copies: int


class Target(Told):
    """A target that cost the deck something, or holds it at an end of its band."""

    term: str
    label: str
    amount: float
    low: float
    high: float | None
    lost: float


class Built(Told):
    """A deck with its proof; `game`, `leader` and `cards` are what `POST /decks` takes."""

    game: str
    strategy: str
    leader: str | None
    cards: dict[str, int] = Field(description="Copies by number, without the leader.")
    points: float
    bound: float = Field(description="Points that no other deck exceeds.")
    gap: float = Field(description="Points by which another could be better at most; 0: proven.")
    terms: dict[str, float] = Field(description="Points by what they are for.")
    targets: list[Target]
    coverage: float | None = Field(description="Share that is owned; null without a collection.")
    shopping: list[Wanted]
    leaders: int = Field(description="Leaders among which this one is best.")


class StrategyTold(Told):
    """A strategy."""

    name: str
    title: str
    summary: str


class Strategies(Told):
    """All strategies."""

    items: list[StrategyTold]


def routes() -> APIBlueprint:
    """The routes of builds."""
    made = APIBlueprint("builds", __name__, tag="Builds")

    @made.get("/strategies")
    @made.output(Strategies)
    def strategies() -> Strategies:
        """The strategies that decks are built by."""
        return Strategies(
            items=[StrategyTold.model_validate(strategy) for strategy in builds.strategies()]
        )

    @made.post("/builds")
    @made.input(BuildGiven, arg_name="given")
    @made.output(JobTold, 202)
    @made.doc(responses=[409])
    @guarded(made)
    def build(given: BuildGiven) -> Response:
        """Ask for a deck; a job builds it."""
        here = parts()
        return begun(builds.ask(here.begin(), here.lake, visitor(), given.asked(), carried()))

    @made.get("/builds/<job_id>")
    @made.output(Built)
    @made.doc(responses=[404, 409])
    @guarded(made)
    def result(job_id: str) -> Built:
        """The deck that a job built."""
        job = jobs.done(parts().look(), visitor(), job_id, builds.KIND.name)
        return Built.model_validate(job.result)

    return made

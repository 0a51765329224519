"""Win rates and matchups out of the lake: each with counts, interval, and whether withheld."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from apiflask import APIBlueprint
from flask import Response, make_response, request
from pydantic import BeforeValidator, Field, StringConstraints

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.v1.cards import Game
from tcb_analytics.app.api.v1.shapes import Cursor, Day, Given, Told, Words, split
from tcb_analytics.app.services import rates
from tcb_analytics.app.services.lake import Question, RatesAsked
from tcb_analytics.app.services.rates import RatesPage

Column = Literal[
    "game", "source", "leader", "opponent", "date", "week", "month", "set_code", "event",
    "evidence", "mirror", "went_first", "round", "mode", "player", "opponent_player", "deck_id",
]  # fmt: skip
_NAMES = "|".join(Column.__args__)  # type: ignore[attr-defined]  # a Literal has them
Columns = Annotated[
    tuple[Column, ...],
    Field(max_length=5),
    BeforeValidator(
        split,
        json_schema_input_type=Annotated[
            str, StringConstraints(pattern=rf"^({_NAMES})(,({_NAMES})){{0,4}}$")
        ],
    ),
]
COUNTS = ("games", "wins", "losses", "ties", "rate", "low", "high", "shrunk", "withheld")


class RatesGiven(Given):
    """Which results are counted, and how."""

    game: Game | None = Field(default=None, description="By default the lake's default game.")
    leaders: Words = Field(default=(), description="Any of these leaders, with commas.")
    opponents: Words = Field(default=(), description="Against any of these leaders.")
    sources: Words = Field(default=(), description="Published by any of these.")
    sets: Words = Field(default=(), description="Of any of these booster periods or sets.")
    since: Day | None = Field(default=None, description="From this day on.")
    until: Day | None = Field(default=None, description="Up to this day.")
    ties: Literal["half", "denominator", "excluded"] | None = Field(
        default=None, description="What a tie counts as; by default as each source's rule says."
    )
    mirrors: Literal["count", "exclude"] | None = Field(
        default=None, description="Whether mirrors count; by default as each source's rule says."
    )
    threshold: Annotated[int, Field(ge=0, le=1_000_000)] = Field(
        default=30, description="Games under which a rate is withheld."
    )
    interval: Literal["jeffreys", "wilson"] = "jeffreys"
    level: Annotated[float, Field(ge=0.5, le=0.999)] = 0.95
    cursor: Cursor | None = Field(default=None, description="`next` of the page before.")
    size: Annotated[int, Field(ge=1, le=2000)] = Field(default=200, description="Rows of a page.")

    def asked(self, question: Question, by: tuple[str, ...]) -> RatesAsked:
        """The question as services know it."""
        where: dict[str, Any] = {
            column: list(values)
            for column, values in (
                ("leader", self.leaders), ("opponent", self.opponents),
                ("source", self.sources), ("set_code", self.sets),
            )
            if values
        }  # fmt: skip
        if self.since is not None or self.until is not None:
            where["date"] = (self.since, self.until)
        return RatesAsked(
            question, by, where, self.game, self.ties, self.mirrors, self.threshold,
            self.interval, self.level,
        )  # fmt: skip


class WinRatesGiven(RatesGiven):
    """Win rates of groups."""

    by: Columns = Field(
        default=("leader",), min_length=1,
        description="Columns to group by, with commas; those of single players are for analysts.",
    )  # fmt: skip


class MatchupsGiven(RatesGiven):
    """Leaders against leaders."""

    by: Columns = Field(default=(), description="Columns besides leader and opponent.")


class RateTold(Told):
    """A group: its counts, and its rate with interval unless that is withheld."""

    of: dict[str, str | bool | int | float | None] = Field(
        description="The group: value by column, and names of leaders."
    )
    games: int
    wins: int
    losses: int
    ties: int
    rate: float | None = Field(description="Null where withheld.")
    low: float | None
    high: float | None
    shrunk: float | None = Field(description="Drawn towards what groups have in common.")
    withheld: bool = Field(description="Whether there are too few games to tell a rate.")


class RatesTold(Told):
    """A page of rates, most games first."""

    version: int = Field(description="The lake's version that was counted.")
    title: str
    notes: list[str] = Field(description="How it was counted.")
    by: list[str]
    items: list[RateTold]
    total: int = Field(description="Rows of all pages.")
    next: str | None = Field(description="Cursor of the page after it; null for the last.")


def routes() -> APIBlueprint:
    """The routes of rates."""
    made = APIBlueprint("rates", __name__, tag="Rates")

    @made.get("/win-rates")
    @made.input(WinRatesGiven, location="query", arg_name="given")
    @made.output(RatesTold)
    @made.doc(responses={304: "Nothing has changed"})
    @guarded(made)
    def win_rates(given: WinRatesGiven) -> Response:
        """How often each group wins."""
        return _answer(given, given.asked("win_rates", given.by))

    @made.get("/matchups")
    @made.input(MatchupsGiven, location="query", arg_name="given")
    @made.output(RatesTold)
    @made.doc(responses={304: "Nothing has changed"})
    @guarded(made)
    def matchups(given: MatchupsGiven) -> Response:
        """How leaders fare against each other; each pair stands there from both sides."""
        return _answer(given, given.asked("matchups", given.by))

    return made


def _answer(given: RatesGiven, asked: RatesAsked) -> Response:
    here = parts()
    found = rates.find(
        here.lake, here.cache, visitor(), asked, page=(given.cursor, given.size), write=_written
    )
    response = make_response("")
    response.set_etag(found.mark, weak=True)
    response.headers["Cache-Control"] = "private, max-age=60"
    if request.if_none_match.contains_weak(found.mark):
        response.status_code = 304
        return response
    response.data = found.answer()
    response.content_type = "application/json"
    return response


def _written(page: RatesPage) -> bytes:
    told = RatesTold(
        version=page.version, title=page.title, notes=list(page.notes), by=list(page.by),
        items=[_row(row) for row in page.rows], total=page.total, next=page.next,
    )  # fmt: skip
    return told.model_dump_json().encode()


def _row(row: Mapping[str, Any]) -> RateTold:
    of = {name: _plain(value) for name, value in row.items() if name not in COUNTS}
    return RateTold.model_validate({"of": of} | {name: row.get(name) for name in COUNTS})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

"""Matchups as a heat map, and win rates as a list: out of the lake, each with its counts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from tcb_analytics.app.api.asking import parts, visitor
from tcb_analytics.app.api.pages.layout import chosen_game, show
from tcb_analytics.app.services import rates
from tcb_analytics.app.services.lake import Question, RatesAsked
from tcb_analytics.app.services.rates import RatesPage

THRESHOLDS = (10, 20, 30, 50, 100)
LEADERS = (8, 12, 16, 24)
EVERYTHING = (None, 10_000)
"""A page that holds all rows; the API's are smaller, so that the two are kept apart."""
_CALL = re.compile(r" \(lake\.[^)]*\)\)")
"""How a note tells programmers where more is to be had; readers of a page cannot call it."""
SPREAD, STEPS = 0.2, 4
"""A rate so far from one half has the deepest of so many colours on either side."""


@dataclass(frozen=True)
class Cell:
    """A pair of leaders, as it is drawn.

    Attributes:
        row: The pair's counts and rate; None where they never met.
        step: Colour: -4 (mostly lost) to 4 (mostly won); 0 is even.
    """

    row: Mapping[str, Any] | None
    step: int


def routes() -> APIBlueprint:
    """The page of matchups."""
    made = APIBlueprint("matchups", __name__, enable_openapi=False)

    @made.get("/matchups")
    def matchups() -> Response:
        visitor()
        game = chosen_game()
        threshold = _one_of("threshold", THRESHOLDS, 20)
        most = _one_of("leaders", LEADERS, 12)
        pairs = _rows("matchups", (), game, threshold)
        of_leaders = _rows("win_rates", ("leader",), game, threshold)
        shown = [row for row in of_leaders["rows"] if row["leader"] is not None][:most]
        return show(
            "matchups.html", game=game, threshold=threshold, most=most, shown=shown,
            total=len(of_leaders["rows"]), cells=_cells(pairs["rows"]), notes=pairs["notes"],
            thresholds=THRESHOLDS, sizes=LEADERS,
        )  # fmt: skip

    return made


def _one_of(name: str, values: Sequence[int], default: int) -> int:
    given = request.args.get(name, "")
    return int(given) if given.isdecimal() and int(given) in values else default


def _rows(question: Question, by: tuple[str, ...], game: str, threshold: int) -> dict[str, Any]:
    """All rows of an answer, kept with the lake's state that they are of."""
    here = parts()
    asked = RatesAsked(question, by=by, game=game, threshold=threshold)
    found = rates.find(here.lake, here.cache, visitor(), asked, page=EVERYTHING, write=_written)
    told: dict[str, Any] = json.loads(found.answer())
    return told


def _written(page: RatesPage) -> bytes:
    notes = [_CALL.sub("", note) for note in page.notes]
    told = {"notes": notes, "rows": [dict(row) for row in page.rows]}
    return json.dumps(told, default=str).encode()


def _cells(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Cell]:
    return {(row["leader"], row["opponent"]): Cell(row, step_of(row["rate"])) for row in rows}


def step_of(rate: float | None) -> int:
    """The colour of a rate; even where it is withheld."""
    if rate is None:
        return 0
    return max(-STEPS, min(STEPS, round((rate - 0.5) / SPREAD * STEPS)))

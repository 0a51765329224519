"""Forms that ask for long work: a deck to be built, games to be played."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, url_for

from tcb_analytics.app.api.asking import parts, visitor
from tcb_analytics.app.api.pages.forms import lines, number, shaped
from tcb_analytics.app.api.pages.layout import away, chosen_game, show
from tcb_analytics.app.api.v1.builds import BuildGiven
from tcb_analytics.app.api.v1.simulations import SimulationGiven
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services import builds, catalogue, deck_text, decks, jobs, simulations
from tcb_analytics.app.services.refusals import InvalidError, RefusedError
from tcb_analytics.errors import TcbError

GAMES = (1_000, 10_000, 50_000)


def routes() -> APIBlueprint:
    """The pages that begin jobs."""
    made = APIBlueprint("work", __name__, enable_openapi=False)

    @made.route("/build", methods=["GET", "POST"])
    def build() -> Response:
        here, who = parts(), visitor()
        error: TcbError | None = None
        if request.method == "POST":
            try:
                return _begun(builds.ask(here.begin(), here.lake, who, _build().asked()))
            except RefusedError as refused:
                error = refused
        game = chosen_game()
        return show(
            "build.html", status=422 if error else 200, error=error, game=game,
            given=request.form, strategies=builds.strategies(),
            leaders=catalogue.leaders(here.look(), game),
        )  # fmt: skip

    @made.route("/simulate", methods=["GET", "POST"])
    def simulate() -> Response:
        here, who = parts(), visitor()
        error: TcbError | None = None
        if request.method == "POST":
            try:
                return _begun(simulations.ask(here.begin(), here.lake, who, _games().asked()))
            except RefusedError as refused:
                error = refused
        uow = here.look()
        mine = decks.mine(uow, who, None, None, 100).items
        built = [job for job in jobs.mine(uow, who, None, 30).items if _is_built(job)]
        return show(
            "simulate.html", status=422 if error else 200, error=error, given=request.values,
            decks=mine, built=built, games=GAMES, pilots=simulations.pilots(),
        )  # fmt: skip

    return made


def _begun(job: Job) -> Response:
    parts().jobs.put(job.id)
    return away(url_for("pages.jobs.job", job_id=job.id))


def _is_built(job: Job) -> bool:
    return job.kind == builds.KIND.name and job.state is JobState.DONE


def _build() -> BuildGiven:
    """The build that the form asks for."""
    form = request.form
    given: dict[str, Any] = {
        "strategy": form.get("strategy", ""), "game": chosen_game(),
        "include": lines(form.get("include", "")), "exclude": [*lines(form.get("exclude", ""))],
        "owned": "owned" in form,
    }  # fmt: skip
    if form.get("leader"):
        given["leader"] = form["leader"]
    return shaped(BuildGiven, given)


def _games() -> SimulationGiven:
    """The games that the form asks for."""
    form = request.form
    given: dict[str, Any] = {
        name: form[name] for name in ("pilot", "opponent_pilot") if form.get(name)
    }
    given |= {name: number(form[name]) for name in ("games", "seed") if form.get(name)}
    sides = {side: _side(side) for side in ("deck", "opponent")}
    return shaped(SimulationGiven, given | sides)


def _side(side: str) -> dict[str, Any]:
    """A deck of the form: a saved one, a built one, or a list."""
    kind, _, key = request.form.get(side, "").partition(":")
    if kind in ("deck", "build") and key:
        return {kind: key}
    text = request.form.get(f"{side}_text", "").strip()
    if not text:
        raise InvalidError(f"choose the {'deck' if side == 'deck' else 'opponent'}", where=side)
    here = parts()
    draft = deck_text.read_deck(here.lake.look(), chosen_game(), text, None)
    return {"leader": draft.leader, "cards": dict(draft.cards)}

"""Jobs as pages: all of them, one with its progress and its result, its cancelling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, url_for

from tcb_analytics.app.api.asking import parts, visitor
from tcb_analytics.app.api.pages.forms import shaped
from tcb_analytics.app.api.pages.layout import away, show
from tcb_analytics.app.api.v1.shapes import Paged
from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.models.work import Job
from tcb_analytics.app.services import builds, catalogue, decks, jobs
from tcb_analytics.app.services.decks import Draft
from tcb_analytics.app.services.refusals import RefusedError

WORDS = {
    "queued": "waiting", "running": "at work", "done": "done", "failed": "failed",
    "cancelled": "cancelled",
}  # fmt: skip
KINDS = {"build": "Building a deck", "simulation": "Simulating games"}


def routes() -> APIBlueprint:
    """The pages of jobs."""
    made = APIBlueprint("jobs", __name__, enable_openapi=False)

    @made.get("/jobs")
    def mine() -> Response:
        given = {name: text for name, text in request.args.items() if text}
        asked = shaped(Paged, given)
        page = jobs.mine(parts().look(), visitor(), asked.cursor, asked.size)
        return show("jobs.html", page=page, words=WORDS, kinds=KINDS, cursor=asked.cursor)

    @made.get("/jobs/<job_id>")
    def job(job_id: str) -> Response:
        return _job(job_id)

    @made.post("/jobs/<job_id>/cancel")
    def cancel(job_id: str) -> Response:
        here = parts()
        try:
            jobs.cancel(here.begin(), visitor(), job_id, now=here.now())
        except RefusedError as error:
            return _job(job_id, error)
        return away(url_for("pages.jobs.job", job_id=job_id))

    @made.post("/jobs/<job_id>/save")
    def save(job_id: str) -> Response:
        here, who = parts(), visitor()
        result = jobs.done(here.begin(), who, job_id, builds.KIND.name).result or {}
        wanted = Draft(request.form.get("name", ""), result["leader"], result["cards"])
        try:
            deck = decks.create(here.begin(), who, result["game"], wanted, now=here.now())
        except RefusedError as error:
            return _job(job_id, error)
        return away(url_for("pages.editor.edit", deck_id=deck.id))

    return made


def _job(job_id: str, error: RefusedError | None = None) -> Response:
    found = jobs.read(parts().look(), visitor(), job_id)
    return show(
        "job.html", status=422 if error else 200, job=found, error=error, words=WORDS,
        kinds=KINDS, names=_names(found),
    )  # fmt: skip


def _names(job: Job) -> Mapping[str, StoredCard]:
    """Facts of the cards that a built deck holds, by number."""
    result: dict[str, Any] = job.result or {}
    if job.kind != builds.KIND.name or not result:
        return {}
    numbers = [*result["cards"], *([result["leader"]] if result["leader"] else [])]
    return catalogue.numbered(parts().look(), result["game"], numbers)

"""Jobs: where they stand, their end, what came out. They are asked for under their kinds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from apiflask import APIBlueprint
from flask import Response, make_response, url_for
from pydantic import Field

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.v1.shapes import Paged, Told
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services import jobs


class JobProblem(Told):
    """Why a job, or its last attempt, failed: a problem document without a status."""

    type: str = Field(description="Kind of problem, a relative address.")
    title: str
    detail: str
    remedy: str | None = None


class JobTold(Told):
    """A job."""

    id: str
    kind: str = Field(description="`build` or `simulation`.")
    state: JobState
    progress: Annotated[float, Field(ge=0, le=1, description="How much is done.")]
    cancelling: bool = Field(description="Whether it is asked to stop.")
    attempt: int = Field(description="How often it was begun.")
    error: JobProblem | None = Field(description="Why it, or its last attempt, failed.")
    created_at: datetime
    ended_at: datetime | None
    result: str | None = Field(description="Where the result is, once it is done.")

    @classmethod
    def of(cls, job: Job) -> JobTold:
        """A job as it is told."""
        done = job.state is JobState.DONE
        return cls(
            id=job.id, kind=job.kind, state=job.state, progress=job.progress,
            cancelling=job.cancelling, attempt=job.attempt,
            error=JobProblem.model_validate(job.error) if job.error else None,
            created_at=job.created_at, ended_at=job.ended_at,
            result=url_for(f"v1.{job.kind}s.result", job_id=job.id) if done else None,
        )  # fmt: skip


class Jobs(Told):
    """A page of jobs, newest first."""

    items: list[JobTold]
    next: str | None = Field(description="Cursor of the page after it; null for the last.")


def begun(job: Job) -> Response:
    """The answer to a job just asked for: 202, and where to look. Workers are told of it."""
    parts().jobs.put(job.id)
    response = make_response(JobTold.of(job).model_dump_json(), 202)
    response.content_type = "application/json"
    response.headers["Location"] = url_for("v1.jobs.job", job_id=job.id)
    return response


def routes() -> APIBlueprint:
    """The routes of jobs."""
    made = APIBlueprint("jobs", __name__, tag="Jobs")

    @made.get("/jobs")
    @made.input(Paged, location="query", arg_name="given")
    @made.output(Jobs)
    @guarded(made)
    def mine(given: Paged) -> Jobs:
        """One's jobs, newest first."""
        page = jobs.mine(parts().look(), visitor(), given.cursor, given.size)
        return Jobs(items=[JobTold.of(job) for job in page.items], next=page.next)

    @made.get("/jobs/<job_id>")
    @made.output(JobTold)
    @made.doc(responses=[404])
    @guarded(made)
    def job(job_id: str) -> JobTold:
        """One job: where it stands."""
        return JobTold.of(jobs.read(parts().look(), visitor(), job_id))

    @made.post("/jobs/<job_id>/cancel")
    @made.output(JobTold, 202)
    @made.doc(responses=[404, 409])
    @guarded(made)
    def cancel(job_id: str) -> JobTold:
        """Have a job stopped; one that runs ends within a second or so."""
        here = parts()
        return JobTold.of(jobs.cancel(here.begin(), visitor(), job_id, now=here.now()))

    return made

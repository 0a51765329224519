"""`tcb work`: a worker that builds and simulates for the application, told of jobs by Redis."""

from __future__ import annotations

import click

from tcb_analytics.app.adapters.operation import redactor_of
from tcb_analytics.app.api.logs import configure_logs
from tcb_analytics.app.bootstrap import work_on_jobs
from tcb_analytics.app.settings import load_app_settings
from tcb_analytics.cli.output import note


@click.command(epilog="Example: tcb work")
def work() -> None:
    """Work on the application's jobs until told to end.

    Any number of workers may run, on any machine that reaches Redis, the database and the lake.
    What a worker is at when it ends goes to another.
    """
    settings = load_app_settings()
    configure_logs(redactor_of(settings), production=True)
    note("working on jobs (Ctrl-C ends it)")
    work_on_jobs(settings)

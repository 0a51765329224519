"""`tcb serve`: the application, for development on this machine or by gunicorn in production."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import NoReturn

import click
from werkzeug.serving import make_server

from tcb_analytics.app.adapters.lake import LakeOnDisk
from tcb_analytics.app.adapters.operation import redactor_of
from tcb_analytics.app.adapters.sharing import problems_of
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import newest, upgrade
from tcb_analytics.app.adapters.sql.watch import SqlWatch
from tcb_analytics.app.api.daily import Daily
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.api.logs import configure_logs
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.app.settings import AppSettings, load_app_settings
from tcb_analytics.cli.db import fill as seed
from tcb_analytics.cli.demo import load_sample
from tcb_analytics.cli.output import note
from tcb_analytics.errors import ConfigError
from tcb_analytics.warehouse.lake import open_lake

THREADS = 8
"""Requests that a worker answers at a time: most of their time they wait for the database."""


@click.command(epilog="Example: tcb serve --port 8000")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True,
              help="Where to listen; 0 takes one that is free.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--production", is_flag=True, help="Serve with gunicorn.")
@click.option("--workers", type=click.IntRange(1, 64),
              help="Processes in production; one a core where they share all parts.")  # fmt: skip
@click.option("--threads", type=click.IntRange(1, 256), default=THREADS, show_default=True,
              help="Requests that a process answers at a time in production.")  # fmt: skip
def serve(*, port: int, host: str, production: bool, workers: int | None, threads: int) -> None:
    """Serve the application: its pages, and its API under /api/v1.

    In development an empty database is migrated and filled with the cards of the lake, and an
    empty lake with the bundled sample. In production nothing is filled: tcb db upgrade comes
    first.
    """
    settings = load_app_settings()
    if production:
        serve_production(settings, host, port, workers, threads)
    develop(settings, host, port)


def develop(settings: AppSettings, host: str, port: int) -> None:
    """Serve from this process, with an empty lake and database filled first.

    Raises:
        TcbError: The database has an older revision, or the address is taken.
    """
    settings = for_plain_http(settings, host)
    with listening(host, port) as ears:
        prepare(settings)
        configure_logs(redactor_of(settings), production=False)
        app = create_app(settings)
        daily = Daily(app.extensions["tcb"])
        server = make_server(host, port, app, threaded=True, fd=ears.fileno())
        note(f"serving on {address_of(host, ears.getsockname()[1])} (Ctrl-C ends it)")
        try:
            with suppress(KeyboardInterrupt):
                server.serve_forever()
        finally:
            daily.stop()
            app.extensions["tcb"].close()


def serve_production(
    settings: AppSettings, host: str, port: int, workers: int | None, threads: int
) -> NoReturn:
    """Become gunicorn.

    Raises:
        ConfigError: The settings hold parts that several processes cannot share.
        TcbError: The database is not there, or not migrated; or the address is taken.
    """
    database = Database(settings)
    watch = SqlWatch(database)
    watch.answers("database")
    watch.is_current()
    database.close()
    cores = len(os.sched_getaffinity(0))
    if workers is None and (missing := problems_of(settings, cores)) and cores > 1:
        note(f"one worker: {'; '.join(missing)}")
        workers = 1
    workers = workers or cores
    if problems := problems_of(settings, workers):
        raise ConfigError(
            f"{workers} workers cannot share what each has for itself: {'; '.join(problems)}",
            where="--workers", remedy="set these, or tcb serve --production --workers 1",
        )  # fmt: skip
    listening(host, port).close()
    note(f"serving on {address_of(host, port)} with {workers} workers of {threads} threads")
    where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [
        sys.executable, "-m", "gunicorn", "--config", "python:tcb_analytics.app.api.production",
        "--bind", where, "--workers", str(workers), "--threads", str(threads),
    ]  # fmt: skip
    figures = tempfile.mkdtemp(prefix="tcb-metrics-")
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": figures}
    os.execve(sys.executable, command, environment)  # noqa: S606 - it takes our place


def prepare(settings: AppSettings) -> None:
    """Fill what is empty: the lake with the sample, the database with the lake's cards.

    Raises:
        UnavailableError: The database holds an older revision.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings)
    lake = LakeOnDisk(settings)
    try:
        if SqlWatch(database).is_empty():
            note(f"the database is empty: bringing it to revision {newest()}")
            upgrade(database.primary)
        SqlWatch(database).is_current()
        with database.begin() as uow:
            filled = bool(uow.cards.games())
        if not filled:
            fill(database, lake, settings.home)
    finally:
        lake.close()
        database.close()


def fill(database: Database, lake: LakeOnDisk, home: Path) -> None:
    """Bring the lake's cards into the catalogue; the sample's where there is no lake."""
    try:
        lake.look()
    except UnavailableError:
        note("there is no lake: importing the bundled sample")
        load_sample()
    with open_lake(home) as found:
        seed(database, found)


def for_plain_http(settings: AppSettings, host: str) -> AppSettings:
    """The same settings with cookies that work without TLS, where nobody else can listen.

    Whoever set TCB_SECURE_COOKIES is obeyed.
    """
    if "secure_cookies" in settings.model_fields_set or not is_local(host):
        return settings
    return settings.model_copy(update={"secure_cookies": False})


def is_local(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def address_of(host: str, port: int) -> str:
    """What to type into a browser."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def listening(host: str, port: int) -> socket.socket:
    """A socket at an address.

    Raises:
        ConfigError: It is taken, or is not of this machine.
    """
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128
        )
    except OSError as error:
        raise ConfigError(
            f"cannot listen at {address_of(host, port)}: {error.strerror or error}",
            where="--port", remedy="tcb serve --port 0 takes a free one",
        ) from error  # fmt: skip

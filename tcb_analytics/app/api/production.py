"""How gunicorn serves the application: its settings, hooks, and the way to the application.

`tcb serve --production` names this module to gunicorn. Nothing is loaded before workers are
forked, so that a reload (SIGHUP) brings new code, and no connection or thread is shared.
"""

from __future__ import annotations

import logging
import os
import shutil
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # has no types
from prometheus_client.multiprocess import mark_process_dead

from tcb_analytics.app.adapters.operation import redactor_of
from tcb_analytics.app.api.daily import Daily
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.api.logs import configure_logs
from tcb_analytics.app.settings import load_app_settings

wsgi_app = "tcb_analytics.app.api.production:application()"
worker_class = "tcb_analytics.app.api.draining.DrainingWorker"
preload_app = False
timeout = 60
graceful_timeout = 30
keepalive = 5
worker_connections = 1000
forwarded_allow_ips = ""
"""Forwarded headers are believed as TCB_TRUSTED_PROXIES says, and by nobody else."""
control_socket_disable = True
limit_request_line = 8190


class JsonLog(Logger):  # type: ignore[misc]  # of a class without types
    """Gunicorn's lines in the application's log; requests are told by the application itself."""

    def setup(self, cfg: Any) -> None:
        """Set up the log of this process and those that it forks."""
        configure_logs(redactor_of(load_app_settings()), production=True)
        self.error_log.handlers[:] = []
        self.error_log.propagate = True
        self.error_log.setLevel(self.LOG_LEVELS.get(cfg.loglevel.lower(), logging.INFO))

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Tell nothing."""


logger_class = JsonLog


def application() -> Any:
    """The application of a worker."""
    return create_app()


def post_worker_init(worker: Any) -> None:
    """Begin what a worker does by itself."""
    worker.tcb_daily = Daily(worker.wsgi.extensions["tcb"])


def worker_exit(server: Any, worker: Any) -> None:
    """Send what waits, and let go of connections."""
    del server
    if (daily := getattr(worker, "tcb_daily", None)) is not None:
        daily.stop()
        worker.wsgi.extensions["tcb"].close()


def child_exit(server: Any, worker: Any) -> None:
    """A worker that is gone has no connections any more; what it counted stays counted."""
    del server
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # has no types


def on_exit(server: Any) -> None:
    """Remove the figures of all workers."""
    del server
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(folder, ignore_errors=True)

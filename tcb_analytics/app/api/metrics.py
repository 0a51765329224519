"""Figures for Prometheus: rate, errors and duration of requests, pools, cache, jobs, the build.

Each application has a registry of its own. With several workers Prometheus' client writes into
files of a folder (`PROMETHEUS_MULTIPROC_DIR`, which `tcb serve --production` sets for its
workers), and whichever worker is asked adds them up. Requests are counted by route, never by
path: a stranger who walks through paths must not make the figures grow.
"""

from __future__ import annotations

import hmac
import os
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address
from threading import Lock
from time import perf_counter

from apiflask import APIFlask
from flask import Request, Response, abort, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from tcb_analytics.app.adapters.operation import Operation
from tcb_analytics.app.services.caching import CacheCounts
from tcb_analytics.app.services.operation import PoolState
from tcb_analytics.app.services.refusals import RefusedError

KIND = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")


class Metrics:
    """The figures of one application.

    Attributes:
        registry: Holds them.
    """

    def __init__(self, operation: Operation) -> None:
        self.registry = CollectorRegistry()
        self._operation = operation
        self._requests = Counter(
            "tcb_http_requests", "Requests that were answered.", ["method", "route", "status"],
            registry=self.registry,
        )  # fmt: skip
        self._errors = Counter(
            "tcb_http_errors", "Requests that failed for a fault of ours (5xx).",
            ["method", "route"], registry=self.registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "tcb_http_request_seconds", "Seconds until an answer began.", ["method", "route"],
            buckets=BUCKETS, registry=self.registry,
        )  # fmt: skip
        self._pool = Gauge(
            "tcb_db_pool_connections", "Connections to a database.", ["pool", "state"],
            multiprocess_mode="livesum", registry=self.registry,
        )  # fmt: skip
        self._cache = Counter(
            "tcb_cache_requests", "Questions to the cache, by what for and whether it was of use.",
            ["room", "result"], registry=self.registry,
        )  # fmt: skip
        self._cached: dict[tuple[str, str], int] = {}
        self._counting = Lock()
        for name, state in operation.pools().items():
            self._tell_pool(name, state)
        operation.on_pool_change(self._tell_pool)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        method = method if method in METHODS else "OTHER"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)
        if status >= 500:
            self._errors.labels(method, route).inc()

    def count_cache(self, counts: CacheCounts) -> None:
        """Take over what the cache counted since the last time."""
        with self._counting:  # what is read later must be taken over later
            found = {"hit": counts.hits, "miss": counts.misses, "error": {"-": counts.errors}}
            for result, rooms in found.items():
                for room, count in rooms.items():
                    new = count - self._cached.get((room, result), 0)
                    if new:
                        self._cache.labels(room, result).inc(new)
                        self._cached[room, result] = count

    def text(self) -> bytes:
        """All figures, of every worker, as Prometheus reads them."""
        for name, state in self._operation.pools().items():
            self._tell_pool(name, state)
        folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
        if not folder:
            shown = self.registry
        else:
            shown = CollectorRegistry()
            MultiProcessCollector(shown, path=folder)  # type: ignore[no-untyped-call]  # it has no types
        now = CollectorRegistry()
        now.register(_Now(self._operation))
        return generate_latest(shown) + generate_latest(now)

    def _tell_pool(self, name: str, state: PoolState) -> None:
        facts = {"size": state.size, "in_use": state.in_use, "overflow": state.overflow}
        for fact, value in facts.items():
            self._pool.labels(name, fact).set(value)


class _Now(Collector):
    """What is asked when the figures are: it is the same whichever worker answers."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation

    def collect(self) -> Iterable[Metric]:
        """The jobs by state, and the build."""
        build = GaugeMetricFamily("tcb_build_info", "The version.", labels=["version", "python"])
        build.add_metric([build_version(), platform.python_version()], 1)
        yield build
        try:
            counts: Mapping[str, int] = self._operation.jobs()
        except RefusedError:
            return
        jobs = GaugeMetricFamily("tcb_jobs", "Jobs by state.", labels=["state"])
        for state, count in counts.items():
            jobs.add_metric([state], count)
        yield jobs


def measure_requests(app: APIFlask) -> Metrics:
    """Count an application's requests, and show its figures to who may see them."""
    here = app.extensions["tcb"]
    metrics = Metrics(here.operation)
    token = here.settings.metrics_token.get_secret_value()

    @app.before_request
    def begin() -> None:
        g.measured = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "-"
        seconds = perf_counter() - g.get("measured", perf_counter())
        metrics.count(request.method, route, response.status_code, seconds)
        metrics.count_cache(here.cache.counts)
        return response

    @app.get("/metrics", endpoint="metrics")
    @app.doc(hide=True)
    def show() -> Response:
        """The figures."""
        if not may_see(request, token):
            abort(404)
        return Response(metrics.text(), content_type=KIND)

    return metrics


def may_see(asked: Request, token: str) -> bool:
    """Whether a request comes with the token of the settings, or, without one, from this machine.

    What came through a proxy on this machine comes from elsewhere.
    """
    if token:
        given = asked.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    if any(name in asked.headers for name in FORWARDED):
        return False
    try:
        return ip_address(asked.remote_addr or "").is_loopback
    except ValueError:
        return False


def build_version() -> str:
    """Version of the installed package."""
    try:
        return version("tcb-analytics")
    except PackageNotFoundError:
        return "0"

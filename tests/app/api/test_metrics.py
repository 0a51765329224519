"""Figures: rate, errors and duration by route, pools, cache, jobs; not for everybody."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from apiflask import APIFlask
from pydantic import SecretStr

from tcb_analytics.app.adapters.operation import Operation
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.api.metrics import Metrics
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.services.caching import CacheCounts
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import QUICK, Caller

Figure = Callable[..., float]


def figure(app: APIFlask, name: str, **labels: str) -> float:
    """A figure as Prometheus would read it; 0 where it was never counted."""
    text = app.test_client().get("/metrics").get_data(as_text=True)
    for line in text.splitlines():
        found = re.fullmatch(rf"{name}(?:\{{(.*)\}})? (\S+)", line)
        if found and dict(re.findall(r'(\w+)="([^"]*)"', found[1] or "")) == labels:
            return float(found[2])
    return 0.0


def test_requests_are_counted_by_route_and_never_by_path(app: APIFlask, nobody: Caller) -> None:
    for number in range(20):
        nobody("GET", f"/cards/tidebreak/{number}")
    app.test_client().get("/no/such/path/1")
    app.test_client().get("/no/such/path/2")

    card = "/api/v1/cards/<game>/<number>"
    count = figure(app, "tcb_http_requests_total", method="GET", route=card, status="404")
    assert count == 20
    unknown = figure(app, "tcb_http_requests_total", method="GET", route="-", status="404")
    assert unknown == 2
    assert "/no/such" not in app.test_client().get("/metrics").get_data(as_text=True)


def test_durations_stand_in_a_histogram(app: APIFlask, nobody: Caller) -> None:
    for _ in range(5):
        nobody("GET", "/cards?size=1")

    where = {"method": "GET", "route": "/api/v1/cards"}
    assert figure(app, "tcb_http_request_seconds_count", **where) == 5
    assert figure(app, "tcb_http_request_seconds_bucket", le="+Inf", **where) == 5
    assert 0 < figure(app, "tcb_http_request_seconds_sum", **where) < 60


def test_faults_of_ours_are_errors_and_refusals_are_not(app: APIFlask, nobody: Caller) -> None:
    @app.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError

    app.test_client().get("/broken")
    nobody("GET", "/cards?size=0")

    assert figure(app, "tcb_http_errors_total", method="GET", route="/broken") == 1
    assert figure(app, "tcb_http_errors_total", method="GET", route="/api/v1/cards") == 0


def test_invented_methods_do_not_make_figures_grow(app: APIFlask) -> None:
    for number in range(10):
        app.test_client().open("/api/v1/cards", method=f"BREW{number}")

    text = app.test_client().get("/metrics").get_data(as_text=True)
    assert "BREW" not in text
    assert 'method="OTHER"' in text


def test_the_pool_of_connections_is_shown_as_it_is(app: APIFlask, parts: Parts) -> None:
    in_use = {"pool": "database", "state": "in_use"}
    assert figure(app, "tcb_db_pool_connections", pool="database", state="size") == 5
    with parts.look() as uow:
        uow.cards.games()
        assert figure(app, "tcb_db_pool_connections", **in_use) == 1
    assert figure(app, "tcb_db_pool_connections", **in_use) == 0


def test_the_cache_is_counted(app: APIFlask, parts: Parts, nobody: Caller) -> None:
    for _ in range(4):
        parts.cache.get("cards", "a-key-of-a-test", lambda: b"answer")
    nobody("GET", "/cards?size=1")

    assert figure(app, "tcb_cache_requests_total", room="cards", result="hit") >= 3
    assert figure(app, "tcb_cache_requests_total", room="cards", result="miss") >= 1


def test_jobs_are_shown_by_state_and_the_build_by_version(app: APIFlask) -> None:
    text = app.test_client().get("/metrics").get_data(as_text=True)

    for state in ("queued", "running", "done", "failed", "cancelled"):
        assert f'tcb_jobs{{state="{state}"}} 0.0' in text
    assert re.search(r'tcb_build_info\{python="3[^"]+",version="\d[^"]+"\} 1.0', text)


def test_figures_stay_when_the_database_is_gone(app: APIFlask, parts: Parts) -> None:
    def away() -> dict[str, int]:
        raise UnavailableError("away")

    object.__setattr__(parts.operation, "jobs", away)

    shown = app.test_client().get("/metrics")
    assert shown.status_code == 200
    assert "tcb_jobs" not in shown.get_data(as_text=True)
    assert "tcb_http_requests" in shown.get_data(as_text=True)


def test_two_applications_count_apart(settings: AppSettings, nobody: Caller) -> None:
    other = compose(settings, QUICK)
    try:
        second = create_app(parts=other)
        nobody("GET", "/cards?size=1")
        where = {"method": "GET", "route": "/api/v1/cards", "status": "200"}
        assert figure(nobody.client.application, "tcb_http_requests_total", **where) == 1
        assert figure(second, "tcb_http_requests_total", **where) == 0
    finally:
        other.close()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-Ip"])
def test_figures_are_for_this_machine_and_not_for_who_comes_through_a_proxy(
    app: APIFlask, header: str
) -> None:
    client = app.test_client()

    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404
    for address in ("10.0.0.7", "203.0.113.9", "::ffff:203.0.113.9", "", "x"):
        found = client.get("/metrics", environ_base={"REMOTE_ADDR": address})
        assert found.status_code == 404, address


def test_with_a_token_set_it_is_the_token_that_opens(settings: AppSettings) -> None:
    parts = compose(settings.model_copy(update={"metrics_token": SecretStr("let-me-see")}), QUICK)
    client = create_app(parts=parts).test_client()
    elsewhere = {"REMOTE_ADDR": "10.0.0.7"}

    for given, status in (("let-me-see", 200), ("let-me-se", 404), ("", 404), ("é", 404)):
        headers = {"Authorization": f"Bearer {given}"}
        assert client.get("/metrics", headers=headers, environ_base=elsewhere).status_code == status
    assert client.get("/metrics").status_code == 404
    parts.close()


class Slow(CacheCounts):
    """Counts whose first reader takes its time, while others count on and read."""

    def __init__(self) -> None:
        super().__init__()
        self.reading = threading.Event()

    @property
    def hits(self) -> Mapping[str, int]:
        """Kept answers, as they were when the reader began."""
        found = super().hits
        if not self.reading.is_set():
            self.reading.set()
            time.sleep(0.3)
        return found


def test_two_requests_that_tell_of_the_cache_at_once_never_count_backwards() -> None:
    metrics, counts = Metrics(Operation()), Slow()
    counts.hit("cards")
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(metrics.count_cache, counts)
        assert counts.reading.wait(10)
        counts.hit("cards")
        metrics.count_cache(counts)
        slow.result()
    kept = metrics.registry.get_sample_value(
        "tcb_cache_requests_total", {"room": "cards", "result": "hit"}
    )
    assert kept == 2

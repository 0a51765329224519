"""Spans across request, SQL and job, in one trace; sent where a setting says, else nowhere."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import NoOpTracerProvider

from tcb_analytics.app.adapters import operation as operation_module
from tcb_analytics.app.adapters.tracing import carried, continued, exporting_to, tracers_of
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import compose
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import PASSWORD, QUICK, Caller
from tests.app.listeners import listening


@pytest.fixture
def spans() -> InMemorySpanExporter:
    """Where spans of the test go."""
    return InMemorySpanExporter()


@pytest.fixture
def traced(
    settings: AppSettings, spans: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FlaskClient]:
    """A browser of an application whose spans stay in memory."""
    tracers = exporting_to(InMemorySpanExporter())
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    monkeypatch.setattr(operation_module.tracing, "tracers_of", lambda _: tracers)
    parts = compose(settings, QUICK)
    yield create_app(parts=parts).test_client()
    parts.close()


def player_of(client: FlaskClient) -> Caller:
    """A player with a token."""
    who = {"name": "Ann Otter", "password": PASSWORD}
    client.post("/api/v1/accounts", json=who)
    https = {"base_url": "https://localhost"}
    opened = client.post("/api/v1/sessions", json=who, **https)
    made = client.post(
        "/api/v1/tokens", json={"name": "t"}, headers={"X-CSRF-Token": opened.json["csrf"]}, **https
    )
    other = client.application.test_client()
    return Caller(other, "Ann Otter", {"Authorization": f"Bearer {made.json['secret']}"})


def named(spans: InMemorySpanExporter, start: str) -> list[ReadableSpan]:
    """Spans whose names begin so."""
    return [span for span in spans.get_finished_spans() if span.name.startswith(start)]


def test_a_request_is_a_span_named_by_its_route_with_its_statements_beneath(
    traced: FlaskClient, spans: InMemorySpanExporter
) -> None:
    traced.get("/api/v1/cards/tidebreak/TB01-001")

    (request,) = named(spans, "GET /api/v1/cards/<game>/<number>")
    statements = named(spans, "SELECT")
    assert statements
    assert {span.context.trace_id for span in statements} == {request.context.trace_id}
    assert {span.parent.span_id for span in statements} == {request.context.span_id}


def test_no_span_holds_a_value_of_a_statement_or_a_secret(
    traced: FlaskClient, spans: InMemorySpanExporter
) -> None:
    player = player_of(traced)
    player("GET", "/decks")

    told = "".join(span.to_json() for span in spans.get_finished_spans())
    assert "SELECT" in told
    for secret in ("lanterns", player.headers["Authorization"][7:], "$argon2", "Ann Otter"):
        assert secret not in told


def test_a_trace_that_came_with_the_request_is_gone_on_with(
    traced: FlaskClient, spans: InMemorySpanExporter
) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    traced.get("/api/v1/cards?size=1", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})

    (request,) = named(spans, "GET /api/v1/cards")
    assert f"{request.context.trace_id:032x}" == trace


def test_a_job_goes_on_with_the_trace_that_asked_for_it(
    traced: FlaskClient, spans: InMemorySpanExporter
) -> None:
    player = player_of(traced)
    asked = player("POST", "/builds", json={"strategy": "balanced", "leader": "TB01-001"})
    assert asked.status_code == 202, asked.json
    until = time.monotonic() + 60
    while not named(spans, "job build") and time.monotonic() < until:
        time.sleep(0.2)

    (request,) = named(spans, "POST /api/v1/builds")
    (job,) = named(spans, "job build")
    assert job.context.trace_id == request.context.trace_id
    assert job.parent.span_id == request.context.span_id
    found = player("GET", f"/jobs/{asked.json['id']}")
    assert "trace" not in found.get_data(as_text=True)


def test_what_operators_ask_all_day_makes_no_request_spans(
    traced: FlaskClient, spans: InMemorySpanExporter
) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        traced.get(path)

    assert named(spans, "GET") == []


def test_without_an_address_there_are_no_spans_and_nothing_is_carried(
    settings: AppSettings,
) -> None:
    parts = compose(settings, QUICK)

    assert isinstance(parts.operation.tracers, NoOpTracerProvider)
    with continued(parts.operation.tracers, "job build", {}):
        assert carried() == {}
    parts.close()


def test_work_that_fails_marks_its_span_without_its_message(spans: InMemorySpanExporter) -> None:
    tracers = exporting_to(InMemorySpanExporter())
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    with pytest.raises(ValueError, match="secret"), continued(tracers, "job build", {}):
        raise ValueError("a secret")

    (span,) = spans.get_finished_spans()
    assert span.status.description == "ValueError"
    assert "a secret" not in span.to_json()
    tracers.shutdown()


def test_spans_arrive_at_a_real_collector(settings: AppSettings) -> None:
    with listening() as collector:
        endpoint = f"http://127.0.0.1:{collector.port}"
        parts = compose(settings.model_copy(update={"otlp_endpoint": endpoint}), QUICK)
        create_app(parts=parts).test_client().get("/api/v1/cards?size=1")
        parts.close()
        sent = collector.wait()

    assert {path for path, _ in sent} == {"/v1/traces"}
    names = {
        span.name
        for _, body in sent
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    }
    assert "GET /api/v1/cards" in names
    assert any(name.startswith("SELECT") for name in names)


def test_a_collector_that_is_away_harms_no_request(settings: AppSettings) -> None:
    parts = compose(
        settings.model_copy(update={"otlp_endpoint": "http://127.0.0.1:9/v1/traces"}), QUICK
    )
    found = create_app(parts=parts).test_client().get("/api/v1/cards?size=1")

    assert found.status_code == 200
    assert not isinstance(tracers_of("http://127.0.0.1:9"), NoOpTracerProvider)
    parts.close()

"""Spans across request, SQL and job, exported by OTLP where a setting says; nothing is global."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.sqlalchemy.engine import EngineTracer
from opentelemetry.metrics import NoOpMeter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanLimits
from opentelemetry.sdk.trace import TracerProvider as Provider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import (
    NoOpTracerProvider,
    Span,
    SpanKind,
    Status,
    StatusCode,
    TracerProvider,
)
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from tcb_analytics.app.adapters.sql.database import Database

SERVICE = "tcb"
_CARRIED = TraceContextTextMapPropagator()


def tracers_of(endpoint: str) -> TracerProvider:
    """Where spans come from: none are made without a collector to send them to.

    Args:
        endpoint: Address of a collector, `http://host:4318`, with or without its path.
    """
    if not endpoint:
        return NoOpTracerProvider()
    base = endpoint.rstrip("/")
    address = base if base.endswith("/v1/traces") else f"{base}/v1/traces"
    return exporting_to(OTLPSpanExporter(endpoint=address, timeout=5))


def exporting_to(exporter: SpanExporter) -> Provider:
    """Spans that go to an exporter, in batches, from a thread of its own."""
    limits = SpanLimits(max_attribute_length=2000)
    made = Provider(
        resource=Resource.create({"service.name": SERVICE}), span_limits=limits,
        shutdown_on_exit=False,
    )  # fmt: skip
    made.add_span_processor(BatchSpanProcessor(exporter))
    return made


def trace_statements(database: Database, tracers: TracerProvider) -> None:
    """Make a span of every statement; values of parameters are never in it."""
    if isinstance(tracers, NoOpTracerProvider):
        return
    tracer = tracers.get_tracer("tcb.sql")
    usage = NoOpMeter("tcb.sql").create_up_down_counter("db.client.connections.usage")
    engines = {database.primary, database.replica}
    for engine in engines:
        EngineTracer(tracer, engine, usage)  # type: ignore[no-untyped-call]  # it has no types


def close(tracers: TracerProvider) -> None:
    """Send what waits and end."""
    if isinstance(tracers, Provider):
        tracers.shutdown()


def carried() -> dict[str, str]:
    """The present trace as W3C headers, to be kept with a job; empty where none is recorded."""
    found: dict[str, str] = {}
    _CARRIED.inject(found)
    return found


def trace_id() -> str | None:
    """Number of the present trace, as the log tells it."""
    here = trace.get_current_span().get_span_context()
    return trace.format_trace_id(here.trace_id) if here.is_valid else None


@contextmanager
def continued(tracers: TracerProvider, name: str, headers: Mapping[str, str]) -> Iterator[Span]:
    """A span of work that goes on elsewhere, in the trace that asked for it.

    Args:
        tracers: Where spans come from.
        name: Name of the span, such as ``job build``.
        headers: What :func:`carried` gave when the work was asked for.
    """
    tracer = tracers.get_tracer("tcb.job")
    came = _CARRIED.extract(headers)
    with tracer.start_as_current_span(
        name,
        context=came,
        kind=SpanKind.CONSUMER,
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        try:
            yield span
        except BaseException as error:
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise

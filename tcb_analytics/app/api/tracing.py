"""A span for each request, named after its route; SQL and jobs hang beneath it."""

from __future__ import annotations

from apiflask import APIFlask
from opentelemetry.instrumentation.flask import FlaskInstrumentor
from opentelemetry.metrics import NoOpMeterProvider
from opentelemetry.trace import NoOpTracerProvider

UNTRACED = "/healthz,/readyz,/metrics,/assets/"
"""Addresses that are asked all day long and tell nothing."""


def trace_requests(app: APIFlask) -> None:
    """Make a span of every request, where spans go anywhere.

    It comes first of all that watches requests, so that what those do is in the span.
    """
    tracers = app.extensions["tcb"].operation.tracers
    if isinstance(tracers, NoOpTracerProvider):
        return
    FlaskInstrumentor.instrument_app(  # type: ignore[no-untyped-call]  # it has no types
        app, tracer_provider=tracers, meter_provider=NoOpMeterProvider(),
        excluded_urls=UNTRACED, enable_commenter=False,
    )  # fmt: skip

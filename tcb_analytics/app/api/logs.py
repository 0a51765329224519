"""The log: one JSON object a line in production, readable in development, without secrets.

Nothing is set up at import: whoever starts a server calls :func:`configure_logs`. Other
libraries' lines go through the same redaction and come out in the same form.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import Any, TextIO

import structlog
from flask import g, has_request_context
from structlog.typing import EventDict, Processor, WrappedLogger

from tcb_analytics.app.adapters.tracing import trace_id
from tcb_analytics.app.services.redaction import Redactor


def configure_logs(
    redactor: Redactor, *, production: bool, stream: TextIO | None = None, level: int = logging.INFO
) -> None:
    """Set up the log of this process.

    Args:
        redactor: Takes secrets out of every line.
        production: JSON; else readable.
        stream: Where lines go; standard error by default.
        level: What is less important is left out.
    """
    out = stream or sys.stderr
    before, render = told(), rendered(redactor, production=production)
    structlog.configure(
        processors=[*before, *render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=out),
        cache_logger_on_first_use=production,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*before, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("alembic", "werkzeug", "opentelemetry", "rq.worker"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def told() -> Sequence[Processor]:
    """Processors that add what every line tells."""
    return (
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _who_and_where,
    )


def rendered(redactor: Redactor, *, production: bool) -> Sequence[Processor]:
    """Processors that turn a line's facts into text, without secrets.

    An exception becomes text first, so that its message is looked through as well.
    """
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if production
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_plain)
    )
    return (
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _without_secrets(redactor),
        last,
    )


def _without_secrets(redactor: Redactor) -> Processor:
    def clean(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        del logger, method
        cleaned: EventDict = redactor.clean(dict(event))
        return cleaned

    return clean


def _who_and_where(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Pseudonym of who asks, and number of the trace, where there are any."""
    del logger, method
    if has_request_context() and (visitor := g.get("visitor")) is not None:
        event.setdefault("user", visitor.pseudonym)
    if (trace := trace_id()) is not None:
        event.setdefault("trace_id", trace)
    return event


def _plain(stream: TextIO, exception: Any) -> None:
    structlog.dev.plain_traceback(stream, exception)

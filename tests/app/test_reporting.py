"""Faults of ours reach a Sentry-compatible address, without secrets; refusals do not."""

from __future__ import annotations

import json

import pytest
from flask import request
from pydantic import SecretStr

from tcb_analytics.app.adapters.reporting import reports_to
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import compose
from tcb_analytics.app.services.operation import NoReports
from tcb_analytics.app.services.redaction import GONE, Redactor
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.errors import ConfigError
from tests.app.conftest import QUICK
from tests.app.listeners import Listener, listening


def events_of(listener: Listener) -> list[dict[str, object]]:
    """The events of the envelopes that came in."""
    found = []
    for path, body in listener.wait():
        assert path == "/api/7/envelope/"
        lines = body.split(b"\n")
        assert json.loads(lines[1])["type"] == "event"
        found.append(json.loads(lines[2]))
    return found


def test_a_fault_is_told_once_with_request_and_route_and_without_secrets(
    settings: AppSettings,
) -> None:
    with listening() as tracker:
        address = f"http://publickey@127.0.0.1:{tracker.port}/7"
        parts = compose(settings.model_copy(update={"sentry_dsn": SecretStr(address)}), QUICK)
        app = create_app(parts=parts)

        @app.get("/broken/<thing>")
        def broken(thing: str) -> str:
            secret = request.headers["Authorization"]
            raise RuntimeError(f"no use of {secret}, password='{thing}'")

        client = app.test_client()
        answer = client.get("/broken/hunter2", headers={"Authorization": "Bearer tcb_t_abcdef"})
        client.get("/api/v1/cards?size=0")
        client.get("/api/v1/decks")
        parts.close()
        (event,) = events_of(tracker)

    told = json.dumps(event)
    assert event["exception"]["values"][0]["type"] == "RuntimeError"
    assert event["tags"] == {
        "request": answer.headers["X-Request-Id"],
        "route": "/broken/<thing>",
    }
    assert "test_reporting.py" in told
    assert GONE in told
    for secret in ("abcdef", "hunter2", settings.database_url.get_secret_value()):
        assert secret not in told
    assert "hunter2" not in answer.get_data(as_text=True)


def test_without_an_address_nothing_is_told_and_a_wrong_one_is_refused() -> None:
    assert isinstance(reports_to("", Redactor()), NoReports)
    with pytest.raises(ConfigError, match="TCB_SENTRY_DSN"):
        reports_to("not an address", Redactor())


def test_a_tracker_that_is_away_harms_nobody() -> None:
    reports = reports_to("http://key@127.0.0.1:9/7", Redactor())
    reports.report(ValueError("x"), {"route": "/"})
    reports.close()


def test_two_clients_share_nothing() -> None:
    with listening() as first, listening() as second:
        one, two = (
            reports_to(f"http://key@127.0.0.1:{n.port}/7", Redactor()) for n in (first, second)
        )
        one.report(ValueError("to the first"), {})
        two.report(ValueError("to the second"), {})
        one.close()
        two.close()
        assert "to the first" in json.dumps(events_of(first))
        assert "to the second" in json.dumps(events_of(second))
        assert len(first.got) == len(second.got) == 1

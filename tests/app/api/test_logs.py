"""Lines of the log: JSON or readable, with who and where, and without secrets."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import pytest
import structlog
from apiflask import APIFlask
from structlog.testing import capture_logs

from tcb_analytics.app.api.asking import visitor
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.api.logs import rendered, told
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.services.redaction import GONE, Redactor
from tests.app.conftest import PASSWORD, Caller

REDACTOR = Redactor(["postgresql://tcb:p4ssw0rd@db.example/tcb"])


def logger(out: io.StringIO, *, production: bool = True) -> Any:
    """A logger of the test's own: nothing is configured for the process."""
    return structlog.wrap_logger(
        structlog.WriteLogger(out), processors=[*told(), *rendered(REDACTOR, production=production)]
    )


def test_a_line_is_one_json_object_with_level_and_moment() -> None:
    out = io.StringIO()
    logger(out).info("deck.made", cards=50, note="two\nlines")

    line = json.loads(out.getvalue())
    assert out.getvalue().count("\n") == 1
    assert (line["event"], line["level"], line["cards"]) == ("deck.made", "info", 50)
    assert line["timestamp"].endswith("Z")


def fail() -> None:
    """Raise an error with secrets in it, caused by another."""
    cause = ConnectionError("no answer from postgresql://tcb:p4ssw0rd@db.example/tcb")
    raise ValueError(f"login with password={PASSWORD!r} failed") from cause


@pytest.mark.parametrize("production", [True, False])
def test_an_exception_is_told_with_its_causes_and_without_secrets(production: bool) -> None:
    out = io.StringIO()
    log = logger(out, production=production)
    try:
        fail()
    except ValueError:
        log.exception("request.failed", token="tcb_t_abcdef", cookie="tcb=tcb_s_abcdef")

    text = out.getvalue()
    assert "ConnectionError" in text
    assert "ValueError" in text
    assert "Traceback" in text
    assert GONE in text
    for secret in ("p4ssw0rd", "db.example", "lanterns", "abcdef"):
        assert secret not in text, secret


def test_every_line_of_a_request_tells_who_asked_and_which_request(
    parts: Parts, player: Caller
) -> None:
    app = create_app(parts=parts)

    @app.get("/api/v1/telling")
    def telling() -> dict[str, str]:
        found = visitor()
        logger(out).info("told")
        return {"pseudonym": found.pseudonym}

    out = io.StringIO()
    found = app.test_client().get("/api/v1/telling", headers=player.headers)

    line = json.loads(out.getvalue())
    assert line["user"] == found.json["pseudonym"]
    assert line["request_id"] == found.headers["X-Request-Id"]
    assert player.name not in out.getvalue()


def test_a_request_is_one_line_without_path_name_or_secret(player: Caller) -> None:
    with capture_logs() as lines:
        player(
            "GET",
            "/decks?size=7",
            headers={"X-Request-Id": "5" * 8 + "-5555-5555-5555-" + "5" * 12},
        )
        player("GET", "/cards?text=lantern")

    assert [line["event"] for line in lines] == ["request", "request"]
    assert lines[0]["route"] == "/api/v1/decks"
    assert (lines[0]["method"], lines[0]["status"]) == ("GET", 200)
    assert lines[0]["ms"] > 0
    told = json.dumps(lines)
    for never in (player.name, "lantern", "size=7", player.headers["Authorization"][7:]):
        assert never not in told


def test_what_operators_ask_all_day_is_told_only_where_all_is(app: APIFlask) -> None:
    with capture_logs() as lines:
        for path in ("/healthz", "/readyz", "/metrics"):
            app.test_client().get(path)

    assert {line["log_level"] for line in lines if line["event"] == "request"} == {"debug"}


def test_lines_of_other_libraries_come_out_alike_and_nothing_is_set_up_at_import() -> None:
    script = """
import logging, structlog, tcb_analytics.app.api.factory, tcb_analytics.app.api.logs as logs
assert not structlog.is_configured() and not logging.getLogger().handlers
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.services.redaction import Redactor
logs.configure_logs(Redactor(["hunter-two-hunter"]), production=True)
logging.getLogger("some.library").warning("cannot reach %s", "redis://:hunter-two-hunter@c/0")
try:
    raise OSError("Authorization: Bearer tcb_t_abcdef")
except OSError:
    logging.getLogger("some.library").exception("broken")
structlog.get_logger().info("ours", password="hunter-two-hunter")
structlog.get_logger().debug("too much")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert done.stdout == ""
    assert [line["event"] for line in lines] == ["cannot reach redis://" + GONE, "broken", "ours"]
    assert lines[0]["logger"] == "some.library"
    assert "hunter" not in done.stderr
    assert "abcdef" not in done.stderr

"""Every error in one shape."""

from __future__ import annotations

import re
from typing import Any

import pytest
from apiflask import APIFlask
from werkzeug.test import TestResponse

from tcb_analytics.app.api.problems import KIND, STATUS, status_of
from tcb_analytics.app.services import refusals
from tcb_analytics.errors import CardError
from tests.app.conftest import Caller


def shaped(answer: TestResponse, status: int) -> dict[str, Any]:
    """A problem document, and what each has."""
    told = dict(answer.json)
    assert answer.status_code == told["status"] == status
    assert answer.content_type == KIND
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", told["instance"])
    assert told["instance"].removeprefix("urn:uuid:") == answer.headers["X-Request-Id"]
    assert told["title"]
    assert told["type"].startswith("/problems/")
    return told


def test_refusals_of_every_kind_have_a_status_and_a_code() -> None:
    kinds = {kind for kind in vars(refusals).values() if isinstance(kind, type)}
    kinds = {kind for kind in kinds if refusals.RefusedError in kind.__bases__}

    assert kinds == set(STATUS)
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert status_of(refusals.StaleError("x")) == 412
    assert status_of(refusals.LostCopyError("x")) == 503
    assert status_of(CardError("x")) == 422


def test_errors_of_the_framework_have_the_same_shape(nobody: Caller) -> None:
    shaped(nobody("GET", "/nothing-here"), 404)
    not_allowed = nobody("POST", "/cards")
    shaped(not_allowed, 405)
    assert "GET" in not_allowed.headers["Allow"]
    wrong = shaped(nobody("POST", "/accounts", json={"name": "x", "extra": 1}), 422)
    assert {"json.name", "json.password", "json.extra"} <= {e["field"] for e in wrong["errors"]}
    shaped(nobody("POST", "/accounts", data="{", content_type="application/json"), 400)


def test_an_error_of_ours_tells_nothing_but_the_request(app: APIFlask) -> None:
    @app.get("/api/v1/broken")
    def broken() -> None:
        raise RuntimeError("a secret lies in here")

    told = shaped(app.test_client().get("/api/v1/broken"), 500)

    assert "secret" not in str(told)


@pytest.mark.parametrize(("error", "header"), [(401, "WWW-Authenticate"), (503, "Retry-After")])
def test_headers_tell_what_to_do(app: APIFlask, error: int, header: str) -> None:
    kind = next(kind for kind, status in STATUS.items() if status == error)

    @app.get("/api/v1/refused")
    def refused() -> None:
        raise kind("no", remedy="another way")

    answer = app.test_client().get("/api/v1/refused")
    assert shaped(answer, error)["remedy"] == "another way"
    assert answer.headers[header]


@pytest.mark.parametrize("path", ["//cards", "/cards//", "/decks/x//y/coverage"])
def test_an_address_with_doubled_slashes_is_unknown_and_leads_nowhere(
    nobody: Caller, path: str
) -> None:
    answer = nobody("GET", path)

    shaped(answer, 404)
    assert "Location" not in answer.headers

"""The OpenAPI document against the application that it describes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from apiflask import APIFlask

from tcb_analytics.app.api.document import guarded_operations
from tcb_analytics.app.api.problems import KIND
from tests.app.conftest import Caller

METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def spec(nobody: Caller) -> dict[str, Any]:
    """The document."""
    return dict(nobody("GET", "/openapi.json").json)


def operations(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in spec["paths"].items():
        for method in METHODS:
            if method in methods:
                yield method, path, methods[method]


def test_every_route_of_the_api_is_documented(app: APIFlask, spec: dict[str, Any]) -> None:
    routes = {
        (method.lower(), re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if rule.rule.startswith("/api/") and method.lower() in METHODS
    }
    told = {(method, path) for method, path, _ in operations(spec)}
    unspoken = {path for _, path in routes - told}

    assert unspoken <= {"/api/v1/openapi.json", "/api/v1/reference"}
    assert told <= routes


def test_every_error_is_documented_as_a_problem(spec: dict[str, Any]) -> None:
    for method, path, operation in operations(spec):
        assert {"429", "503"} <= operation["responses"].keys(), (method, path)
        for status, response in operation["responses"].items():
            if status.startswith(("4", "5")):
                assert list(response["content"]) == [KIND], (method, path, status)


def test_what_needs_an_account_says_so_and_asks_for_it(
    app: APIFlask, nobody: Caller, spec: dict[str, Any]
) -> None:
    guarded = guarded_operations(app)
    for method, path, operation in operations(spec):
        needs = operation["operationId"] in guarded
        assert bool(operation.get("security")) == needs, (method, path)
        address = re.sub(r"{[^}]+}", "x", path).removeprefix("/api/v1")
        if needs and not address.startswith("/api"):
            answer = nobody(method.upper(), address, json={})
            assert answer.status_code in (401, 404, 422), (method, path, answer.status_code)


def test_references_within_the_document_lead_somewhere(spec: dict[str, Any]) -> None:
    models = spec["components"]["schemas"]
    told = re.findall(r'"\$ref": ?"#/components/schemas/([^"]+)"', str(spec).replace("'", '"'))

    assert told
    assert set(told) <= models.keys()

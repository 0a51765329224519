"""The OpenAPI document, made exact: errors are problem documents, limits and ids are told."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask

from tcb_analytics.app.api.asking import SCHEMES
from tcb_analytics.app.api.idempotency import PARAMETER, REPLAYED
from tcb_analytics.app.api.links import link
from tcb_analytics.app.api.problems import KIND, Problem

Spec = dict[str, Any]
_MODEL = "#/components/schemas/Problem"


def describe(app: APIFlask) -> None:
    """Make an application's document say what really comes."""
    app.config["SECURITY_SCHEMES"] = SCHEMES
    app.config["AUTO_SERVERS"] = False
    app.config["AUTO_OPERATION_ID"] = True

    @app.spec_processor
    def exact(spec: Spec | str) -> Spec | str:
        assert isinstance(spec, dict)  # noqa: S101 - the format is JSON
        guarded = guarded_operations(app)
        for path in spec["paths"].values():
            for operation in path.values():
                if isinstance(operation, dict) and "responses" in operation:
                    if operation.get("operationId") in guarded:
                        _guard(operation)
                        if operation is path.get("post"):
                            _repeat(operation)
                    _condition(operation)
                    if "requestBody" in operation:
                        operation["requestBody"]["required"] = True
                        _read(operation["responses"])
                    _exact(operation["responses"])
                    link(operation)
        schema = Problem.model_json_schema(ref_template="#/components/schemas/Problem.{model}")
        nested = schema.pop("$defs", {})
        models = spec.setdefault("components", {}).setdefault("schemas", {})
        models["Problem"] = schema
        models |= {f"Problem.{name}": found for name, found in nested.items()}
        return spec


def guarded_operations(app: APIFlask) -> set[str]:
    """Ids of the operations that need an account (see ``asking.guarded``)."""
    return {
        f"{method.lower()}_{rule.endpoint.replace('.', '_')}"
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "_spec", {}).get("guarded")
        for method in rule.methods or ()
    }


def _guard(operation: Spec) -> None:
    operation["security"] = [{name: []} for name in SCHEMES]
    for status, words in (("401", "Not logged in"), ("403", "Not allowed")):
        operation["responses"].setdefault(status, {"description": words})


def _repeat(operation: Spec) -> None:
    """What an account posts may name a key, and then be refused for it."""
    operation.setdefault("parameters", []).append(PARAMETER)
    for status, words in (("409", "Conflict"), ("422", "Validation error")):
        operation["responses"].setdefault(status, {"description": words})
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            response.setdefault("headers", {})[REPLAYED] = {
                "description": "`true` where this answer was kept from the first time.",
                "schema": {"type": "string", "enum": ["true"]},
            }


def _condition(operation: Spec) -> None:
    """Without the header that names a version such changes are refused (428)."""
    if "428" in operation["responses"]:
        for parameter in operation["parameters"]:
            if parameter["name"] == "if-match":
                parameter["required"] = True


def _read(responses: Spec) -> None:
    """A body may be no JSON, say that it is none, or be too large."""
    for status, words in (
        ("400", "The body is not JSON"),
        ("413", "The body is too large"),
        ("415", "The body is not called JSON"),
    ):
        responses.setdefault(status, {"description": words})


def _exact(responses: Spec) -> None:
    """Every operation may be refused for its rate, or fail; every error is a problem document."""
    for status, words in (("429", "Too many requests"), ("503", "A part is down")):
        responses.setdefault(status, {"description": words})
    for status, response in responses.items():
        if status.startswith(("4", "5")):
            response["content"] = {KIND: {"schema": {"$ref": _MODEL}}}

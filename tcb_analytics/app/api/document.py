"""The OpenAPI document, made exact: errors are problem documents, limits and ids are told."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask

from tcb_analytics.app.api.asking import SCHEMES
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
        for path in spec["paths"].values():
            for operation in path.values():
                if isinstance(operation, dict) and "responses" in operation:
                    _exact(operation["responses"])
        schema = Problem.model_json_schema(ref_template="#/components/schemas/Problem.{model}")
        nested = schema.pop("$defs", {})
        models = spec.setdefault("components", {}).setdefault("schemas", {})
        models["Problem"] = schema
        models |= {f"Problem.{name}": found for name, found in nested.items()}
        return spec


def _exact(responses: Spec) -> None:
    """Every operation may be refused for its rate, or fail; every error is a problem document."""
    for status, words in (("429", "Too many requests"), ("503", "A part is down")):
        responses.setdefault(status, {"description": words})
    for status, response in responses.items():
        if status.startswith(("4", "5")):
            response["content"] = {KIND: {"schema": {"$ref": _MODEL}}}

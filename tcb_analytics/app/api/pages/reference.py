"""The reference of the API, for people: made from the document that programs read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from apiflask import APIBlueprint, APIFlask
from flask import Response, current_app, request
from markupsafe import Markup, escape

from tcb_analytics.app.api.pages.layout import show

_CODE = re.compile("`([^`]+)`")
Spec = Mapping[str, Any]
TAGS = ("Cards", "Collections", "Decks", "Rates", "Builds", "Simulations", "Jobs", "Accounts")
"""Groups of operations in the order in which people need them; others follow."""


@dataclass(frozen=True)
class Operation:
    """An operation as it is shown.

    Attributes:
        method: HTTP method.
        path: Path with parameters in braces.
        summary: What it does.
        told: The operation of the document.
        curl: How it is called from a shell.
    """

    method: str
    path: str
    summary: str
    told: Spec
    curl: str

    @property
    def anchor(self) -> str:
        """Where it is on the page."""
        return f"{self.method}{self.path}".replace("/", "-").translate(str.maketrans("", "", "{}"))


def routes() -> APIBlueprint:
    """The page of the reference."""
    made = APIBlueprint("reference", __name__, enable_openapi=False)

    @made.get("/api/v1/reference")
    def reference() -> Response:
        spec = cast("APIFlask", current_app).spec
        assert isinstance(spec, dict)  # noqa: S101 - the format is JSON
        schemas: Spec = spec.get("components", {}).get("schemas", {})
        return show(
            "reference.html", groups=grouped(spec, request.host_url.rstrip("/")), schemas=schemas,
            kind=kind_of, told=marked,
        )  # fmt: skip

    return made


def grouped(spec: Spec, host: str) -> dict[str, list[Operation]]:
    """Operations by tag."""
    found: dict[str, list[Operation]] = {}
    for path, methods in spec["paths"].items():
        for method, told in methods.items():
            if isinstance(told, dict) and "responses" in told:
                summary = told.get("summary", "")
                curl = curl_of(method.upper(), host + path, told, spec)
                one = Operation(method.upper(), path, summary, told, curl)
                found.setdefault((told.get("tags") or ["Other"])[0], []).append(one)
    order = {tag: place for place, tag in enumerate(TAGS)}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(TAGS))))


def marked(text: str | None) -> Markup:
    """A description, with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text or ""))))  # noqa: S704 - escaped before


def curl_of(method: str, address: str, told: Spec, spec: Spec) -> str:
    """The call of an operation from a shell."""
    parts = ["curl"] + ([f"-X {method}"] if method != "GET" else [])
    if told.get("security"):
        parts.append('-H "Authorization: Bearer $TOKEN"')
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    if "schema" in body:
        parts += ["-H 'Content-Type: application/json'", f"-d '{_body(body['schema'], spec)}'"]
    return " \\\n  ".join([" ".join(parts[:2]), *parts[2:], f"'{address}'"])


def _body(schema: Spec, spec: Spec) -> str:
    return json.dumps(example_of(schema, spec), ensure_ascii=False).replace("'", "'\\''")


def example_of(schema: Spec, spec: Spec, depth: int = 0) -> Any:
    """A value that fits a schema: its own example where there is one, else what is required."""
    schema = _resolved(schema, spec)
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    if "const" in schema:
        return schema["const"]
    if options := schema.get("anyOf"):
        return example_of(options[0], spec, depth + 1)
    if schema.get("type") == "object" and depth < 5:
        known, required = schema.get("properties", {}), schema.get("required", [])
        named = {name: example_of(known[name], spec, depth + 1) for name in required}
        shown = {n: example_of(p, spec, depth + 1) for n, p in known.items() if p.get("examples")}
        return named | shown
    if schema.get("type") == "array":
        return [example_of(schema.get("items", {}), spec, depth + 1)] if depth < 5 else []
    plain = {"integer": schema.get("minimum", 1), "number": schema.get("minimum", 1),
             "boolean": True, "null": None}  # fmt: skip
    return plain.get(str(schema.get("type")), "…")


def _resolved(schema: Spec, spec: Spec) -> Spec:
    name = schema.get("$ref", "").rpartition("/")[2]
    return cast("Spec", spec["components"]["schemas"].get(name, {})) if name else schema


def kind_of(schema: Spec) -> str:
    """The type of a value in words."""
    if name := schema.get("$ref", "").rpartition("/")[2]:
        return str(name)
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(dict.fromkeys(kind_of(option) for option in options))
    if values := schema.get("enum"):
        return " | ".join(str(value) for value in values)
    if schema.get("type") == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    if isinstance(within := schema.get("additionalProperties"), dict):
        return f"{kind_of(within)} by key"
    text = str(schema.get("type", "any"))
    return f"{text} ({schema['format']})" if "format" in schema else text

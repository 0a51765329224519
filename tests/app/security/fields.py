"""Every field of the API that takes text, derived from its document; new ones come along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
Make = Callable[[str], Any]
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Field:
    """Somewhere that text is sent to.

    Attributes:
        method: In capitals.
        path: Template of the path.
        where: ``query``, ``path``, ``header`` or ``body``.
        name: Name of the parameter, or way to the field through the body.
        make: The body with a text in that field; of parameters the text itself.
        body: What the operation is sent besides; None for nothing.
        admin: Whether the operation is for admins.
    """

    method: str
    path: str
    where: str
    name: str
    make: Make
    body: Any
    admin: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from all others."""
        return self.operation, self.where, self.name

    @property
    def operation(self) -> str:
        """The operation as people write it."""
        return f"{self.method} {self.path}"


class Document:
    """The API's document, and values that exist by the names of their fields."""

    def __init__(self, document: Schema, known: Mapping[str, Any]) -> None:
        self._document = document
        self._known = known

    def fields(self) -> Iterator[Field]:
        """Every field: parameters of any type, for they all come as text, and texts of bodies."""
        for path, methods in self._document["paths"].items():
            for method in METHODS:
                if method in methods:
                    yield from self._of(method.upper(), path, methods[method])

    def _of(self, method: str, path: str, operation: Schema) -> Iterator[Field]:
        admin = bool({"Audit", "Administration"} & set(operation.get("tags", ())))
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        body = None if schema is None else self.sample(schema)
        for one in operation.get("parameters", ()):
            yield Field(method, path, one["in"], one["name"], str, body, admin)
        if schema is not None:
            for name, make in self._texts(schema, ""):
                yield Field(method, path, "body", name, make, body, admin)

    def sample(self, schema: Schema, name: str = "") -> Any:
        """Something that a schema allows, with values that exist where their names are known."""
        schema = self._resolved(schema)
        if name in self._known:
            return self._known[name]
        if "anyOf" in schema:
            return self.sample(schema["anyOf"][0])
        for told in ("examples", "enum"):
            if told in schema:
                return schema[told][0]
        made: dict[str, Any] = {
            "string": "x" * schema.get("minLength", 1), "integer": schema.get("minimum", 1),
            "number": schema.get("minimum", 1), "boolean": False, "null": None,
        }  # fmt: skip
        if schema["type"] == "array":
            return [self.sample(schema["items"])] * schema.get("minItems", 0)
        if schema["type"] == "object":
            wanted = schema.get("required", ())
            return {key: self.sample(schema["properties"][key], key) for key in wanted}
        return made[schema["type"]]

    def _texts(self, schema: Schema, name: str) -> Iterator[tuple[str, Make]]:
        """Each place of a value that takes text, and the value with a text there."""
        schema = self._resolved(schema)
        for variant in schema.get("anyOf", ()):
            yield from self._texts(variant, name)
        if schema.get("type") == "string":
            yield name, str
        if schema.get("type") == "array":
            for inner, make in self._texts(schema["items"], f"{name}[]"):
                yield inner, _listed(make)
        if schema.get("type") == "object":
            yield from self._of_object(schema, name)

    def _of_object(self, schema: Schema, name: str) -> Iterator[tuple[str, Make]]:
        base = self.sample(schema)
        for key, value in schema.get("properties", {}).items():
            for inner, make in self._texts(value, f"{name}.{key}".lstrip(".")):
                yield inner, _with(base, key, make)
        for value in schema.get("patternProperties", {}).values():
            yield f"{name}.*", _keyed(self.sample(value))

    def _resolved(self, schema: Schema) -> Schema:
        if "$ref" not in schema:
            return schema
        found: Any = self._document
        for key in schema["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        return self._resolved(found)


def _listed(make: Make) -> Make:
    return lambda text: [make(text)]


def _with(base: Mapping[str, Any], key: str, make: Make) -> Make:
    return lambda text: {**base, key: make(text)}


def _keyed(value: Any) -> Make:
    return lambda text: {text: value}

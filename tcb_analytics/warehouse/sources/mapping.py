"""A column mapping: which columns of one's own CSV become which columns of a table.

It is YAML that people write by hand, so every mistake in it is named with what would
be right before a row is read: unknown tables, columns, options and values. Nothing
in it can execute anything. Applying it to a file is ``mapped_csv``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.contracts import Row
from tcb_analytics.warehouse.sources.fields import IDENTIFIER
from tcb_analytics.warehouse.tables import TABLES

MAPPABLE = tuple(name for name in TABLES if name not in ("imports", "rejects"))
"""Tables that a mapping can fill."""

LONGEST = 200_000
"""Most characters of a mapping."""

GIVEN = {"matches": {"match_id", "bye"}}
"""Required columns that get a value without being mapped: the line, and no bye."""

FROM_LIST = {"size", "complete"}
"""Columns of ``decks`` that follow from the cards where the mapping has them."""

TELLING = {
    "matches": {
        "who played": ("leader_1", "player_1", "deck_1"),
        "who won": ("winner", "games_1"),
    }
}
"""What rows of a table must say besides their required columns, by one of these at least."""

_SHORT = IDENTIFIER.pattern


class Rule(BaseModel):
    """Where the value of one column comes from and how it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    header: str | None = Field(default=None, alias="from")
    const: str | int | float | bool | None = None
    kind: Literal["text", "int", "real", "percent", "date", "moment", "flag", "card"] | None = (
        Field(default=None, alias="as")
    )
    format: str | None = Field(default=None, description="strptime pattern, such as %d.%m.%Y")
    values: dict[str, str | int | float | bool | None] | None = None
    split: str | None = Field(default=None, min_length=1, max_length=5)

    @model_validator(mode="after")
    def _one_origin(self) -> Rule:
        if (self.header is None) == ("const" not in self.model_fields_set):
            raise ValueError("expected either from (a header) or const (a value)")
        return self


class Cards(BaseModel):
    """Where a deck list in long form, one line for each deck and card, has its cards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: str
    count: str
    zone: str | None = None
    zones: dict[str, Literal["leader", "main", "side"]] | None = None


class Mapping(BaseModel):
    """A whole mapping, as its YAML file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    table: str
    dataset: str = Field(pattern=rf"^{_SHORT}$")
    game: str = Field(default="onepiece", pattern=rf"^{_SHORT}$")
    source: str = Field(default="own", pattern=rf"^{_SHORT}$")
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    encoding: str = "utf-8"
    decimal: Literal[".", ","] = "."
    columns: dict[str, Rule]
    cards: Cards | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_rules(cls, data: Any) -> Any:
        """A bare header stands for ``{from: header}``."""
        if isinstance(data, dict) and isinstance(data.get("columns"), dict):
            columns = {
                name: {"from": rule} if isinstance(rule, str) else rule
                for name, rule in data["columns"].items()
            }
            return data | {"columns": columns}
        return data

    @model_validator(mode="after")
    def _fits_its_table(self) -> Mapping:
        problem = next(_problems(self), None)
        if problem is not None:
            raise ValueError(problem)
        return self

    @property
    def headers(self) -> list[str]:
        """Headers that the file must have."""
        found = [rule.header for rule in self.columns.values() if rule.header is not None]
        if self.cards is not None:
            found += [h for h in (self.cards.number, self.cards.count, self.cards.zone) if h]
        return list(dict.fromkeys(found))


def parse_mapping(text: str, name: str) -> Mapping:
    """Read a mapping.

    Args:
        text: YAML.
        name: The mapping as the user named it, for messages.

    Raises:
        ImportRefusedError: It is no YAML, or not a mapping that can be used.
    """
    remedy = "tcb import FILE --suggest writes a mapping to start from"
    if len(text) > LONGEST:
        raise ImportRefusedError(f"over {LONGEST:,} characters", where=name, remedy=remedy)
    try:
        data = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader, narrowed further
        return Mapping.model_validate(data)
    except (yaml.YAMLError, RecursionError) as error:
        what = " ".join(str(error).split())[:300]
        raise ImportRefusedError(
            f"not readable as YAML: {what}", where=name, remedy=remedy
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        what = first["msg"].removeprefix("Value error, ")
        raise ImportRefusedError(
            f"{place}: {what}" if place else what, where=name, remedy=remedy
        ) from error


def _problems(mapping: Mapping) -> Iterator[str]:
    """What keeps a mapping from its table, each in one sentence."""
    if mapping.table not in MAPPABLE:
        yield f"no table {mapping.table!r}; known: {', '.join(MAPPABLE)}"
        return
    table = TABLES[mapping.table]
    names = [column.name for column in table.columns if column.name not in ("game", "source")]
    for name in mapping.columns:
        if name in ("game", "source"):
            yield f"{name} is one for the whole file: write it beside table, not under columns"
        elif name not in names:
            yield f"no column {name!r} in {table.name}; known: {', '.join(names)}"
    if mapping.cards is not None and mapping.table != "decks":
        yield "cards belong to the table decks"
    given = GIVEN.get(table.name, set()) | (FROM_LIST if mapping.cards else set())
    missing = [
        column.name
        for column in table.columns
        if column.required
        and column.name in names
        and column.name not in mapping.columns | dict.fromkeys(given)
    ]
    if missing:
        yield f"{table.name} needs {', '.join(missing)}: map a header or give a const"
    if mapping.delimiter in '"\r\n\0' or mapping.delimiter.isalnum():
        yield f"{mapping.delimiter!r} cannot be a delimiter"
    try:
        codecs.lookup(mapping.encoding)
        "".encode(mapping.encoding)
    except (LookupError, ValueError, TypeError):
        yield f"no text encoding {mapping.encoding!r}; usual ones: utf-8, cp1252, latin-1, utf-16"
    yield from untold(mapping.table, mapping.columns)
    yield from _wrong_values(mapping)


def untold(table: str, columns: Iterable[str]) -> Iterator[str]:
    """What rows of a table would not say with these columns, each in one sentence."""
    for what, either in TELLING.get(table, {}).items():
        if not set(columns) & set(either):
            yield f"{table} must say {what}: map {' or '.join(either)}"


def _wrong_values(mapping: Mapping) -> Iterator[str]:
    """Constants and translated values that the column cannot hold."""
    table = TABLES[mapping.table]
    needed = {column.name for column in table.columns if column.required}
    for name, rule in mapping.columns.items():
        if rule.header is None and rule.const is None and name in needed:
            yield f"columns.{name}: {table.name} needs a value, const is null"
        given = [rule.const] if rule.header is None else []
        given += [value for value in (rule.values or {}).values() if not isinstance(value, str)]
        for value in given:
            if isinstance(value, str) and rule.header is None:
                continue  # text is read by the column's own parser, like a cell
            _, rejects = table.check([Row(table.name, {name: value}, "")])
            for reject in rejects:
                if reject.field == name and value is not None:
                    yield f"columns.{name}: {value!r}: {reject.reason}"


class _PlainLoader(yaml.SafeLoader):
    """YAML without surprises: keys are text as written, no aliases, no yes/no booleans."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.constructor.ConstructorError(None, None, "aliases (*name) are not used here")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        found: dict[Hashable, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be plain text")
            if key.value in found:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is given twice")
            found[key.value] = self.construct_object(value, deep=True)
        return found


_PlainLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"(?:true|false)$", "tf"),
    ("int", r"-?[0-9]+$", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+$", "-0123456789"),
    ("null", r"(?:~|null|)$", ["~", "n", ""]),
):
    _PlainLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first)
    )

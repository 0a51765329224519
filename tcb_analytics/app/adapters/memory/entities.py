"""Entities as plain values and back, and what their tables demand: keys, uniqueness, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Table, UniqueConstraint, inspect
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import set_committed_value

from tcb_analytics.app.models.base import Base
from tcb_analytics.app.models.tables import METADATA

Key = tuple[Any, ...]
Row = Mapping[str, Any]


class Reference(NamedTuple):
    """A column that names a row of another kind."""

    kind: type[Base]
    column: str
    cascades: bool


class Kind(NamedTuple):
    """What is to be known of a kind of entity.

    Attributes:
        columns: Names of its columns.
        key: Those that make its key.
        unique: Groups of columns that no two rows may share.
        refers: Its references.
        version: The column that counts changes, where there is one.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    refers: tuple[Reference, ...]
    version: str | None


@cache
def kind_of(entity: type[Base]) -> Kind:
    """What is to be known of a kind of entity, as its table declares it."""
    mapper: Mapper[Any] = inspect(entity)
    table = mapper.local_table
    assert isinstance(table, Table)  # noqa: S101 - every entity here has a table of its own

    def named(column: Any) -> str:
        return mapper.get_property_by_column(column).key

    groups = [tuple(c) for c in table.constraints if isinstance(c, UniqueConstraint)]
    groups += [(column,) for column in table.columns if column.unique]
    counter = mapper.version_id_col
    return Kind(
        columns=tuple(named(column) for column in table.columns),
        key=tuple(named(column) for column in table.primary_key),
        unique=tuple(dict.fromkeys(tuple(named(c) for c in group) for group in groups)),
        refers=tuple(
            Reference(_kinds()[key.column.table.name], named(key.parent), key.ondelete == "CASCADE")
            for key in table.foreign_keys
        ),
        version=None if counter is None else named(counter),
    )


def referring(entity: type[Base]) -> Iterator[tuple[type[Base], Reference]]:
    """Each kind that refers to one, and how."""
    for other in _kinds().values():
        for reference in kind_of(other).refers:
            if reference.kind is entity:
                yield other, reference


def values(entity: Base) -> Row:
    """The columns of an entity."""
    return {name: _own(getattr(entity, name)) for name in kind_of(type(entity)).columns}


def key_of(kind: type[Base], row: Row) -> Key:
    """The key of a row."""
    return tuple(row[name] for name in kind_of(kind).key)


def made(kind: type[Any], row: Row) -> Any:
    """An entity with these columns, as if a database had read it."""
    entity = inspect(kind).class_manager.new_instance()
    for name, value in row.items():
        set_committed_value(entity, name, _own(value))
    return entity


def attach(entity: Base, name: str, found: Any) -> None:
    """Set what an entity refers to, without telling that it changed."""
    set_committed_value(entity, name, found)


def _own(value: Any) -> Any:
    return deepcopy(value) if isinstance(value, dict | list) else value


@cache
def _kinds() -> Mapping[str, type[Base]]:
    found = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]  # tables have names
    return {name: found[name] for name in METADATA.tables}

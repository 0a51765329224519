"""Rows in memory, and transactions over them: each sees its own state until it commits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from threading import Lock
from typing import Any, TypeVar

from tcb_analytics.app.adapters.memory.entities import (
    Key,
    Row,
    key_of,
    kind_of,
    made,
    referring,
    values,
)
from tcb_analytics.app.models.base import Base
from tcb_analytics.app.services.refusals import ConflictError, StaleError

Entity = TypeVar("Entity", bound=Base)
Rows = dict[type[Base], dict[Key, Row]]
_TAKEN = "something else took its place meanwhile"


class Store:
    """What was committed."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.lock = Lock()
        self.keys = count(1)


class Transaction:
    """Changes to a store that nobody else sees before they are committed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.begin()

    def begin(self) -> None:
        """Look at what is committed now; forget what was not."""
        with self.store.lock:
            self._base: Rows = {kind: dict(rows) for kind, rows in self.store.rows.items()}
        self._rows: Rows = {kind: dict(rows) for kind, rows in self._base.items()}
        self._loaded: dict[tuple[type[Base], Key], Base] = {}

    def add(self, entity: Base) -> None:
        """Add an entity.

        Raises:
            ConflictError: Its key or a unique value is taken, or what it refers to is gone.
        """
        kind = kind_of(type(entity))
        if kind.version:
            setattr(entity, kind.version, 1)
        if kind.key == ("id",) and entity.id is None:  # type: ignore[attr-defined]  # checked
            entity.id = next(self.store.keys)  # type: ignore[attr-defined]  # as above
        row = values(entity)
        key = key_of(type(entity), row)
        if key in self.rows(type(entity)):
            raise ConflictError(_TAKEN)
        check(self._rows, type(entity), key, row)
        self.rows(type(entity))[key] = row
        self._loaded[type(entity), key] = entity

    def get(self, kind: type[Entity], *key: Any) -> Entity | None:
        """An entity by its key, the same object each time."""
        self.flush()
        return self.seen(kind, *key)

    def seen(self, kind: type[Entity], *key: Any) -> Entity | None:
        """As :meth:`get`, where nothing was set since the last look."""
        row = self.rows(kind).get(key)
        if row is None:
            return None
        if (kind, key) not in self._loaded:
            self._loaded[kind, key] = made(kind, row)
        found = self._loaded[kind, key]
        assert isinstance(found, kind)  # noqa: S101 - for the type checker
        return found

    def where(self, kind: type[Entity], holds: Callable[[Any], bool]) -> list[Entity]:
        """Entities for which something holds."""
        self.flush()
        keys = list(self.rows(kind))
        found = [entity for key in keys if (entity := self.seen(kind, *key)) is not None]
        return [entity for entity in found if holds(entity)]

    def remove(self, entity: Base) -> None:
        """Remove an entity and what goes with it.

        Raises:
            ConflictError: Something else still refers to it.
        """
        self._remove(type(entity), key_of(type(entity), values(entity)))

    def remove_all(self, entities: Sequence[Base]) -> int:
        """Remove entities; how many."""
        for entity in entities:
            self.remove(entity)
        return len(entities)

    def rows(self, kind: type[Base]) -> dict[Key, Row]:
        """The rows of a kind, as this transaction sees them."""
        return self._rows.setdefault(kind, {})

    def flush(self) -> None:
        """Take over what was set on entities.

        Raises:
            ConflictError: A unique value is taken, or what it refers to is gone.
        """
        for (kind, key), entity in self._loaded.items():
            row, before = values(entity), self.rows(kind).get(key)
            if before is None or row == before:
                continue
            version = kind_of(kind).version
            if version:
                setattr(entity, version, before[version] + 1)
                row = values(entity)
            check(self._rows, kind, key, row)
            self.rows(kind)[key] = row

    def commit(self) -> None:
        """Let everybody see it.

        Raises:
            ConflictError: Another transaction took a key or a unique value.
            StaleError: Another one changed or removed what this changes.
        """
        self.flush()
        with self.store.lock:
            merged: Rows = {kind: dict(rows) for kind, rows in self.store.rows.items()}
            changes = [
                (kind, key, self._base.get(kind, {}).get(key), rows.get(key))
                for kind, rows in self._rows.items()
                for key in {*rows, *self._base.get(kind, {})}
                if rows.get(key) is not self._base.get(kind, {}).get(key)
            ]
            for kind, key, before, after in changes:
                self._merge(merged, kind, key, before, after)
            for kind, key, _, after in changes:
                if after is not None:
                    check(merged, kind, key, after)
            self.store.rows = merged
        self._base = {kind: dict(rows) for kind, rows in merged.items()}
        self._rows = {kind: dict(rows) for kind, rows in merged.items()}

    def _merge(
        self, merged: Rows, kind: type[Base], key: Key, before: Row | None, after: Row | None
    ) -> None:
        there = merged.setdefault(kind, {}).get(key)
        if before is None and there is not None:
            raise ConflictError(_TAKEN)
        lost = there is not before and (there is None or kind_of(kind).version is not None)
        if before is not None and after is not None and lost:
            raise StaleError("it was changed since it was read; read it again")
        if after is None:
            merged[kind].pop(key, None)
        else:
            merged[kind][key] = after

    def _remove(self, kind: type[Base], key: Key) -> None:
        for other, reference in referring(kind):
            for theirs, row in list(self.rows(other).items()):
                if row[reference.column] != key[0]:
                    continue
                if not reference.cascades:
                    raise ConflictError(_TAKEN)
                self._remove(other, theirs)
        self.rows(kind).pop(key, None)
        self._loaded.pop((kind, key), None)


def check(rows: Rows, kind: type[Base], key: Key, row: Row) -> None:
    """Refuse a row that its table would refuse.

    Raises:
        ConflictError: A unique value is taken, or what it refers to is gone.
    """
    for group in kind_of(kind).unique:
        wanted = [row[name] for name in group]
        for theirs, other in rows.get(kind, {}).items():
            if theirs != key and None not in wanted and [other[name] for name in group] == wanted:
                raise ConflictError(_TAKEN)
    for reference in kind_of(kind).refers:
        target = row[reference.column]
        if target is not None and (target,) not in rows.get(reference.kind, {}):
            raise ConflictError(_TAKEN)

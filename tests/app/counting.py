"""Counts the queries that something takes, whatever repository or route makes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from sqlalchemy import Engine, event


class Queries(list[tuple[str, Any]]):
    """Statements with their parameters, in the order they were sent."""


@contextmanager
def counted(engine: Engine) -> Iterator[Queries]:
    """The queries that an engine is sent inside, but what opens transactions and connections.

    Those of this thread: others may look for jobs meanwhile.
    """
    found, here = Queries(), get_ident()

    def note(
        connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        if get_ident() == here and not statement.startswith(("BEGIN", "PRAGMA")):
            found.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)

"""What a database holds, before and after somebody tried to change it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData, Table, inspect, select
from sqlalchemy.engine import Engine

NEVER = (
    "cards", "card_sets", "colors", "card_types", "card_colors", "card_has_types",
    "alembic_version",
)  # fmt: skip
"""Tables that nothing of a player changes."""


def rows(engine: Engine, table: str) -> list[Any]:
    """Everything that a table holds."""
    with engine.connect() as connection:
        found = Table(table, MetaData(), autoload_with=connection)
        return sorted(connection.execute(select(found)), key=repr)


def kept(engine: Engine, name: str) -> dict[str, list[Any]]:
    """What must be the same after all attacks: the catalogue, and all that a bystander has.

    Args:
        engine: The database.
        name: The bystander's.
    """
    found: dict[str, list[Any]] = {table: rows(engine, table) for table in NEVER}
    users = [row for row in rows(engine, "users") if name in row]
    found["bystander"] = users
    for table in ("decks", "collections"):
        found[f"{table} of bystander"] = [r for r in rows(engine, table) if users[0][0] in r]
    found["tables"] = sorted(inspect(engine).get_table_names())
    return found

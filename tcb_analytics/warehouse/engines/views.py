"""What an engine shows of a snapshot: the views, their order, and a snapshot's files.

Every table has a plain view of its live rows. Derived views are ``.sql`` files on top
of them. Engine-neutral: an engine turns these into its own statements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from tcb_analytics.warehouse.queries.sqlfiles import meaning_of
from tcb_analytics.warehouse.tables import IMPORTS, TABLES

RAW_NAMES = {"cards": "all_cards", "decks": "all_decks"}
"""Plain views that carry another name than their table: a derived view has the plain one."""

DERIVED = (
    "cards",
    "card_names",
    "match_sources",
    "results",
    "decks",
    "deck_counts",
    "published_inclusions",
    "left_out",
    "games",
    "limited_cards",
)
"""Views made from ``.sql`` files, each after those it builds on."""

SMALL = frozenset({"cards", "card_names", "match_sources", "limited_cards"})
"""Derived views that every question needs and that stay small: computed once a snapshot."""

RULES = "rate_rules"
"""View of the rate rules that ``metrics.py`` declares."""


@dataclass(frozen=True)
class Snapshot:
    """The files of one state of the lake.

    Attributes:
        folder: Folder of the lake; the engine may read nothing else.
        files: Parquet files by table; a table without files is empty.
        imports: Rows of ``imports`` with a ``live`` flag, newest last.
        version: Version of the lake that they are.
    """

    folder: Path
    files: Mapping[str, Sequence[str]]
    imports: Sequence[Mapping[str, Any]] = field(default=())
    version: int = 0


def raw_name(table: str) -> str:
    """Name of the plain view of a table."""
    return RAW_NAMES.get(table, table)


def raw_tables() -> list[str]:
    """Tables that are read from files; ``imports`` is part of the snapshot itself."""
    return [name for name in TABLES if name != IMPORTS.name]


def imports_schema() -> pa.Schema:
    """Columns of the view ``imports``: the table's, and whether the import is live."""
    return IMPORTS.schema.append(pa.field("live", pa.bool_()))


def view_meanings() -> dict[str, str]:
    """Every view that may be asked, with what it holds."""
    meanings = {raw_name(name): TABLES[name].meaning for name in TABLES}
    meanings |= {name: meaning_of("views", name) for name in DERIVED}
    meanings[RULES] = "one row per source with a rule of its own for ties and mirrors"
    for table, view in RAW_NAMES.items():
        meanings[view] = f"{TABLES[table].meaning}, from every source"
    return meanings

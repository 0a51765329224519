"""Run one importer on one document and split what it gives."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.tables import TABLES


@dataclass
class Loaded:
    """What a document became: rows that keep their contract, and rejects."""

    datasets: list[Dataset] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    rejects: list[Reject] = field(default_factory=list)
    broken: list[Reject] = field(default_factory=list)

    def values(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as the lake would hold them, absent columns null."""
        found, _ = TABLES[table].check(self.rows[table])
        return list(found.to_pylist())

    def value(self, table: str) -> dict[str, Any]:
        """The one row of a table."""
        (found,) = self.values(table)
        return found

    @property
    def keys(self) -> set[tuple[str, str]]:
        """Table and key of every row."""
        return {(table, row.key) for table, rows in self.rows.items() for row in rows}


def load_document(source: Source, document: Document) -> Loaded:
    """Read a document that the source recognises."""
    assert source.recognises(document)
    loaded = Loaded()
    for dataset in source.read(document, Context()):
        loaded.datasets.append(dataset)
        for item in dataset.rows:
            if isinstance(item, Reject):
                loaded.rejects.append(item)
            else:
                loaded.rows[item.table].append(item)
    for table, rows in loaded.rows.items():
        loaded.broken += TABLES[table].check(rows)[1]
    return loaded


def load_json(source: Source, content: Any, folder: Path, name: str = "file.json") -> Loaded:
    """Write a value as JSON and read it."""
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return load_document(source, Document(name, path))


def load_text(source: Source, content: str | bytes, folder: Path) -> Loaded:
    """Write text and read it."""
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return load_document(source, Document("file.csv", path))

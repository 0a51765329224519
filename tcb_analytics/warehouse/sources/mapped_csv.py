"""A CSV of one's own, read by a column mapping (``tcb import my.csv --map map.yaml``).

This is no format of its own and declares no ``SOURCE``: :func:`mapped_source` makes
one from a mapping. One mapping names one data set: a second file read by it replaces
the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.cells import CellReader
from tcb_analytics.warehouse.sources.csv_records import Dialect, records
from tcb_analytics.warehouse.sources.mapped_decks import mapped_decks
from tcb_analytics.warehouse.sources.mapping import Mapping, parse_mapping


def mapped_source(mapping_text: str, name: str) -> Source:
    """An importer made from a mapping.

    Args:
        mapping_text: The mapping, as YAML.
        name: The mapping as the user named it, for messages.

    Raises:
        ImportRefusedError: The mapping cannot be used.
    """
    mapping = parse_mapping(mapping_text, name)

    def read(document: Document, context: Context) -> Iterator[Dataset]:
        del context  # nothing here depends on the catalogues
        if mapping.cards is None:
            rows = _rows(document, mapping)
        else:
            rows = mapped_decks(document, mapping, mapping.cards)
        yield Dataset(
            key=terms.key("csv", mapping.game, mapping.source, mapping.dataset),
            game=mapping.game,
            source=mapping.source,
            rows=rows,
        )

    return Source(
        name="mapped-csv",
        title=f"CSV read by the mapping {name}",
        looks_for=f"a CSV file whose first line has {', '.join(mapping.headers)}",
        recognises=lambda document: not document.looks_like_json,
        read=read,
    )


def _rows(document: Document, mapping: Mapping) -> Iterator[Row | Reject]:
    reader = CellReader(mapping)
    dialect = Dialect(mapping.delimiter, mapping.encoding)
    for record in records(document, dialect, mapping.headers):
        if isinstance(record, Reject):
            yield record
            continue
        key, cells = record
        values, rejects = reader.columns(key, cells)
        if mapping.table == "matches":
            values.setdefault("bye", False)
            number = key.removeprefix("line ")
            values.setdefault("match_id", terms.shortened(f"{mapping.dataset}/{number}"))
        yield from rejects
        if not rejects:
            yield Row(mapping.table, values, key)

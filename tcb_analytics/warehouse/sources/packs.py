"""Titles of the publisher's packs (``packs.json`` of punk-records).

An object of packs by id. The card list of a pack names only its id; these rows say
what product that is, so that prints can be listed by product.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.fields import Fields, identifier, text
from tcb_analytics.warehouse.sources.punk_records import PUBLISHER
from tcb_analytics.warehouse.sources.vocabulary import plain

_HEADER = ("game", "source")
_MARKS = {"id", "raw_title"}


def _recognises(document: Document) -> bool:
    found = document.json
    return isinstance(found, dict) and any(
        isinstance(record, dict) and record.keys() >= _MARKS for record in found.values()
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # titles refer to nothing
    game, source = terms.origin(document.name, document.json, "onepiece", PUBLISHER)
    yield Dataset(
        key=terms.key("packs", game, *([source] if source != PUBLISHER else [])),
        game=game,
        source=source,
        rows=_rows(document.json, {"game": game, "source": source}),
    )


def _rows(packs: dict[str, Any], common: dict[str, str]) -> Iterator[Row | Reject]:
    for index, (name, record) in enumerate(packs.items()):
        if name in _HEADER:
            continue
        fields = Fields(record, f"[{index}] {name}")
        pack = fields.need("id", identifier)
        if pack is not None and pack != name:
            fields.reject("id", pack, "expected the id under which the pack is listed")
        full = fields.need("raw_title", plain)
        parts = Fields(fields.record.get("title_parts") or {}, fields.key)
        row = {
            "pack": pack,
            "label": parts.have("label", text),
            "kind": parts.have("prefix", plain),
            "title": parts.have("title", plain) or full,
            "full_title": full,
        }
        if rejects := fields.rejects + parts.rejects:
            yield from rejects
        else:
            yield Row("packs", {**common, **row}, fields.key)


SOURCE = Source(
    name="packs",
    title="titles of the publisher's packs (punk-records packs.json)",
    looks_for="a JSON object of objects with id and raw_title",
    recognises=_recognises,
    read=_read,
    order=10,
)
"""Importer of pack titles."""

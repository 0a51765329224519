"""The publisher's card list, one JSON list of prints for each pack (punk-records).

A leader's life stands in ``cost``; a null cost means 0, a null power of a leader or
character means 0; an effect ``-`` means none. Each pack is a data set of its own, so a
corrected pack replaces only itself, and one print id may come in two packs. Records may
carry their own ``game`` and ``source``. Images are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tcb_analytics.cards.card import Category
from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.catalogue import (
    Printing,
    catalogue_rows,
    power_of,
    printing,
)
from tcb_analytics.warehouse.sources.fields import Fields, identifier, label, text, texts, whole
from tcb_analytics.warehouse.sources.vocabulary import plain, rules_text, vocabulary

PUBLISHER = "punk-records"
_MARKS = {"id", "pack_id", "category", "colors"}


class _Pack(NamedTuple):
    game: str
    source: str
    pack: str


def _recognises(document: Document) -> bool:
    found = document.json
    return isinstance(found, list) and any(
        isinstance(record, dict) and record.keys() >= _MARKS for record in found[:200]
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # these are the catalogues that others refer to
    packs: dict[_Pack, list[Printing | Reject]] = {}
    astray: list[Reject] = []
    for index, record in enumerate(document.json):
        fields = Fields(record, label(f"[{index}]", record, "id"))
        pack = _pack(fields)
        found = _print(fields, pack) if pack else None
        if pack is None:
            astray += fields.rejects
        else:
            packs.setdefault(pack, []).extend([found] if found else fields.rejects)
    for pack, prints in packs.items() if packs else [(_Pack("onepiece", PUBLISHER, "unknown"), [])]:
        publisher = [pack.source] if pack.source != PUBLISHER else []
        yield Dataset(
            key=terms.key(PUBLISHER, pack.game, *publisher, pack.pack),
            game=pack.game,
            source=pack.source,
            rows=_rows([*astray, *prints]),
        )
        astray = []


def _rows(found: list[Printing | Reject]) -> Iterator[Row | Reject]:
    yield from (reject for reject in found if isinstance(reject, Reject))
    yield from catalogue_rows([p for p in found if isinstance(p, Printing)])


def _pack(fields: Fields) -> _Pack | None:
    """The pack a record belongs to; without it the record has no place."""
    game = fields.have("game", identifier) or "onepiece"
    source = fields.have("source", identifier) or PUBLISHER
    pack = fields.need("pack_id", identifier)
    return None if pack is None or fields.rejects else _Pack(game, source, pack)


def _print(fields: Fields, pack: _Pack) -> Printing | None:
    words = vocabulary(pack.game)
    category = fields.need("category", words.category)
    leader = category == Category.LEADER
    cost = (fields.need if leader else fields.nullable)("cost", whole)
    power = fields.nullable("power", words.points)
    facts = {
        "print_id": fields.need("id", words.print_id),
        "name": fields.need("name", plain),
        "category": category,
        "colors": fields.need("colors", lambda raw: words.palette(texts(raw))),
        "cost": 0 if leader else cost or 0,
        "life": cost if leader else None,
        "power": power_of(fields, "power", category, power),
        "counter": fields.nullable("counter", words.points) or None,
        "attributes": fields.need("attributes", texts),
        "types": fields.need("types", lambda raw: [plain(item) for item in texts(raw)]),
        "rarity": fields.have("rarity", text),
        "block": fields.have("block_number", whole),
        "effect": fields.have("effect", rules_text),
        "trigger": fields.have("trigger", rules_text),
    }
    if fields.rejects:
        return None
    return printing(fields, pack.game, pack.source, facts, {"pack": pack.pack})


SOURCE = Source(
    name=PUBLISHER,
    title="the publisher's card list, by pack (punk-records)",
    looks_for="a JSON list of objects with id, pack_id, category and colors",
    recognises=_recognises,
    read=_read,
    order=10,
)
"""Importer of official card lists."""

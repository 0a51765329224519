"""A community card database, one JSON object with ``Cards`` (CardDb3).

Every value is text: ``#OP01-001`` for a number, ``-`` or nothing for null, ``/`` between
values, block ``X`` for none. An attribute ``?``, which the publisher calls Unknown, stays
as printed. A record tells of the print that its image shows, often not the base print;
the other prints are known by the names of their images alone, so their rarity, block and
product stay null. The trigger is not in this source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tcb_analytics.cards.card import Category, fold_print
from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.catalogue import (
    Printing,
    catalogue_rows,
    power_of,
    printing,
    reprinted,
)
from tcb_analytics.warehouse.sources.fields import Fields, MalformedError, label, text, texts, whole
from tcb_analytics.warehouse.sources.vocabulary import plain, rules_text, vocabulary, without

PUBLISHER = "carddb"
_MARKS = {"CardNum", "CardType"}
_SETS = re.compile(r"(?:Card Set\(s\))?\s*-?(?P<title>.*?)-?\s*(?:\[(?P<label>[^\[\]]+)\])?")


def _recognises(document: Document) -> bool:
    found = document.json
    cards = found.get("Cards") if isinstance(found, dict) else None
    return isinstance(cards, list) and any(
        isinstance(record, dict) and record.keys() >= _MARKS for record in cards[:200]
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # a catalogue refers to nothing
    game, source = terms.origin(document.name, document.json, "onepiece", PUBLISHER)
    yield Dataset(
        key=terms.key(PUBLISHER, game, *([source] if source != PUBLISHER else [])),
        game=game,
        source=source,
        rows=_rows(document.json["Cards"], game, source),
    )


def _rows(records: list[Any], game: str, source: str) -> Iterator[Row | Reject]:
    prints: list[Printing] = []
    for index, record in enumerate(records):
        key = label(f"Cards[{index}]", record, "CardNum")
        fields = Fields(without(record, "", "-"), key)
        prints += _card(fields, game, source)
        yield from fields.rejects
    yield from catalogue_rows(prints)


def _card(fields: Fields, game: str, source: str) -> list[Printing]:
    """All prints of one record, the one it shows first; none where a field is rejected."""
    words = vocabulary(game)
    category = fields.need("CardType", words.category)
    leader = category == Category.LEADER
    cost = (fields.need if leader else fields.nullable)("Cost", whole)
    power = fields.nullable("Power", words.points)
    number = fields.need("CardNum", lambda raw: words.print_id(text(raw).removeprefix("#")))
    shown = fields.need("Img", _image(words.print_id))
    images = fields.have("Images", _images(words.print_id)) or []
    facts = {
        "print_id": shown,
        "name": fields.need("Name", plain),
        "category": category,
        "colors": fields.need("Color", lambda raw: words.palette(split(raw))),
        "cost": 0 if leader else cost or 0,
        "life": cost if leader else None,
        "power": power_of(fields, "Power", category, power),
        "counter": fields.nullable("Counter", words.points) or None,
        "attributes": fields.nullable("Attribute", split) or [],
        "types": fields.need("Type", split),
        "rarity": fields.have("Rarity", text),
        "block": fields.have("Block", _block),
        "effect": fields.have("Effect", rules_text),
        "trigger": None,
    }
    product = fields.have("CardSets", _product) or {}
    for name, image in [("Img", shown), *(("Images", image) for image in images)]:
        if image and number and fold_print(image) != number:
            fields.reject(name, image, f"expected an image of {number}")
    if fields.rejects:
        return []
    first = printing(fields, game, source, facts, product)
    others = enumerate(images[1:] if images[:1] == [shown] else images)
    return [first, *(reprinted(first, image, f"Images[{n}] {image}") for n, image in others)]


def split(value: object) -> list[str]:
    """Values joined by ``/``, in plain form."""
    return [plain(part) for part in texts(text(value).split("/"))]


def _block(value: object) -> int | None:
    return None if value == "X" else whole(value)


def _product(value: object) -> dict[str, str | None]:
    match = _SETS.fullmatch(plain(value))
    if match is None or not match["title"]:
        raise MalformedError("expected the name of a card set")
    return {"pack": match["label"], "pack_name": match["title"]}


def _image(print_id: Callable[[object], str]) -> Callable[[object], str]:
    """A parser of an image's address that gives the print id in its file name."""
    return lambda value: print_id(text(value).split("?")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0])


def _images(print_id: Callable[[object], str]) -> Callable[[object], list[str]]:
    def parse(value: object) -> list[str]:
        if not isinstance(value, list) or len(value) > 100:
            raise MalformedError("expected a list of at most 100 image addresses")
        return [_image(print_id)(item) for item in value]

    return parse


SOURCE = Source(
    name=PUBLISHER,
    title="a community card database (CardDb3)",
    looks_for="a JSON object with a list Cards of objects with CardNum and CardType",
    recognises=_recognises,
    read=_read,
    order=20,
)
"""Importer of the community card database."""

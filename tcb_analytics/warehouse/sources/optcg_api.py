"""Cards with market prices as the optcgapi.com card API lists them.

A flat list of prints. Colours, attributes and types are joined with spaces: colours and
attributes are single words, types are cut by the types of the catalogues imported before
(``joined_types.py``), which is why this source waits for them. ``NULL`` and nothing are
null. Rows with shifted columns hold text where a figure belongs and are rejected whole.

What the source leaves open is withheld, not guessed: types that cannot be told apart and
a fighter's missing attribute stay empty, each with a reject, while the rest of the row is
loaded. A counter of 0 becomes null, but this source also writes 0 for counters it does
not know; where another catalogue has the card, that one is to be believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tcb_analytics.cards.card import Category, fold_print
from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.catalogue import (
    Printing,
    catalogue_rows,
    power_of,
    printing,
    variant,
)
from tcb_analytics.warehouse.sources.fields import (
    Fields,
    MalformedError,
    day,
    identifier,
    label,
    real,
    text,
    whole,
)
from tcb_analytics.warehouse.sources.joined_types import KnownTypes
from tcb_analytics.warehouse.sources.print_tags import untagged
from tcb_analytics.warehouse.sources.vocabulary import plain, rules_text, vocabulary, without

PUBLISHER = "optcgapi"
_MARKS = {"card_set_id", "card_image_id", "card_color", "sub_types"}
_COUNTER_NOTE = "a counter of 0 is loaded as none; this source also writes 0 where it does not know"


def _recognises(document: Document) -> bool:
    found = document.json
    return isinstance(found, list) and any(
        isinstance(record, dict) and record.keys() >= _MARKS for record in found[:200]
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    sets: dict[tuple[str, str, str], list[Fields]] = {}
    astray: list[Reject] = []
    for index, record in enumerate(document.json):
        key = label(f"[{index}]", record, "card_image_id")
        fields = Fields(without(record, "", "NULL"), key)
        game = fields.have("game", identifier) or "onepiece"
        source = fields.have("source", identifier) or PUBLISHER
        home = fields.need("set_id", identifier)
        if home is None or fields.rejects:
            astray += fields.rejects
        else:
            sets.setdefault((game, source, home), []).append(fields)
    known = cache(lambda game: KnownTypes(context.types(game)))
    for (game, source, home), records in (sets or {("onepiece", PUBLISHER, "unknown"): []}).items():
        rows = [*astray, *_rows(records, game, source, known(game))]
        yield Dataset(
            key=terms.key(PUBLISHER, game, *([source] if source != PUBLISHER else []), home),
            game=game,
            source=source,
            rows=rows,
            notes=_notes(rows),
        )
        astray = []


def _notes(rows: list[Row | Reject]) -> tuple[str, ...]:
    loaded = {row.key for row in rows if isinstance(row, Row)}
    rejects = (row for row in rows if isinstance(row, Reject) and row.field == "sub_types")
    withheld = [reject.key for reject in rejects if reject.key in loaded]
    if not withheld:
        return (_COUNTER_NOTE,)
    listed = ", ".join(withheld[:5]) + (" …" if len(withheld) > 5 else "")
    return (
        _COUNTER_NOTE,
        f"prints loaded without types: {len(withheld)} ({listed}); where they are joined by "
        "spaces, a catalogue that lists types apart must be imported before this file",
    )


def _rows(
    records: list[Fields], game: str, source: str, known: KnownTypes
) -> Iterator[Row | Reject]:
    prints: list[Printing] = []
    for fields in records:
        found = _print(fields, game, source, known)
        if found is not None:
            prints.append(found)
        yield from fields.rejects
    yield from catalogue_rows(prints)


def _print(fields: Fields, game: str, source: str, known: KnownTypes) -> Printing | None:
    words = vocabulary(game)
    category = fields.need("card_type", words.category)
    leader = category == Category.LEADER
    fighter = leader or category == Category.CHARACTER
    cost = None if leader else fields.need("card_cost", whole)
    life = fields.need("life", whole) if leader else None
    if not leader and fields.record.get("life") is not None:
        fields.reject("life", fields.record["life"], "expected no life, for this is no Leader")
    power = (fields.need if fighter else fields.nullable)("card_power", words.points)
    print_id = fields.need("card_image_id", words.print_id)
    number = fields.need("card_set_id", words.print_id)
    if print_id and number and fold_print(print_id) != fold_print(number):
        fields.reject("card_image_id", print_id, f"expected a print of {fold_print(number)}")
    facts = {
        "print_id": print_id,
        "name": _name(fields, print_id),
        "category": category,
        "colors": fields.need("card_color", lambda raw: words.palette(text(raw).split())),
        "cost": 0 if leader else cost,
        "life": life,
        "power": power_of(fields, "card_power", category, power),
        "counter": fields.nullable("counter_amount", words.points) or None,
        "rarity": fields.have("rarity", text),
        "block": None,
        "effect": fields.have("card_text", rules_text),
        "trigger": None,
    }
    product = {
        "pack": fields.need("set_id", identifier),
        "pack_name": fields.have("set_name", plain),
        "price_usd": fields.have("market_price", real),
        "price_date": fields.have("date_scraped", day("%Y-%m-%d")),
    }
    types = fields.have("sub_types", _types)
    if fields.rejects:
        return None
    facts["attributes"] = (fields.need if fighter else fields.have)("attribute", _words) or []
    facts["types"] = _told_apart(fields, types, known)
    return printing(fields, game, source, facts, product)


def _types(value: object) -> str:
    """The joined types as one text; a bare figure there means shifted columns."""
    found = plain(value)
    if found.isdecimal():
        raise MalformedError("expected card types, found a shifted column")
    return found


def _told_apart(fields: Fields, joined: str | None, known: KnownTypes) -> list[str]:
    if joined is None:
        fields.reject("sub_types", "", "missing: loaded without types")
        return []
    found = known.cut(joined)
    if found is None:
        reason = "types joined by spaces that the known types do not tell apart: loaded without"
        fields.reject("sub_types", joined, reason)
    return found or []


def _words(value: object) -> list[str]:
    return text(value).split()


def _name(fields: Fields, print_id: str | None) -> str | None:
    """The card's name without shop tags; tags must tell of the print that the id tells of."""
    name = fields.need("card_name", plain)
    if name is None or print_id is None:
        return name
    name, tags = untagged(name, fold_print(print_id))
    if tags and variant(print_id) == "base":
        reason = f"expected the id of another print, for the name says {', '.join(tags)}"
        fields.reject("card_image_id", print_id, reason)
    return name


SOURCE = Source(
    name=PUBLISHER,
    title="cards with prices (optcgapi.com)",
    looks_for="a JSON list of objects with card_set_id, card_image_id, card_color and sub_types",
    recognises=_recognises,
    read=_read,
    order=60,
)
"""Importer of cards with market prices."""

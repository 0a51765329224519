"""Published card ratings of a Magic set, by deck colours, as 17Lands shows them.

One object: ``meta`` with the days covered, ``color_ratings`` and ``card_ratings``.
Every Arena id becomes a print, every name a card, and every id and deck colour a
row of ``ratings``; the win rates of deck colours become ``archetypes``.

Two rules are the source's own, checked on its data: percentages are 0 to 100, and a
rate of 0.0 on fewer than 500 samples is not zero but withheld. Each rate has its own
samples: ``gpwr`` ``ngp``, ``ohwr`` ``ngoh``, ``gdwr`` ``ngd``, ``gihwr`` ``gih``,
``gnswr`` ``ngnd``; ``iwd`` is withheld with either of the two rates it compares.
All prints of a name carry the same ratings, so sums over ids count them repeatedly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.fields import Fields, MalformedError, real
from tcb_analytics.warehouse.sources.ratings_cards import WUBRG, card_rows, usable

FEWEST = 500
"""Samples under which the source withholds a rate and writes 0.0 instead."""

ALL = "ALL"

_RATES = {
    "gp": ("ngp", "gpwr"),
    "oh": ("ngoh", "ohwr"),
    "gd": ("ngd", "gdwr"),
    "gih": ("gih", "gihwr"),
    "gns": ("ngnd", "gnswr"),
}
_SET_IN_NAME = re.compile(r"ratings_([A-Z0-9]{3,5})\b")


def _recognises(document: Document) -> bool:
    found = document.json
    return isinstance(found, dict) and {"meta", "color_ratings", "card_ratings"} <= found.keys()


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # nothing here depends on the catalogues
    record = document.json
    game, source = terms.origin(document.name, record, "magic", "17lands")
    meta = record["meta"] if isinstance(record["meta"], dict) else {}
    start = terms.identity(document.name, meta, "start_date", terms.iso_day)
    end = terms.identity(document.name, meta, "end_date", terms.iso_day)
    hint = _SET_IN_NAME.search(PurePath(document.name).stem)
    common = {
        "game": game,
        "source": source,
        "period": f"{start} to {end}",
        "period_start": start,
        "period_end": end,
        "set_code": hint[1] if hint else None,
    }
    yield Dataset(
        key=terms.key(
            "17lands-ratings", *_of_publisher(game, source), str(start), str(end), *_first(record)
        ),
        game=game,
        source=source,
        rows=_rows(record, common),
        notes=("every print of a name carries the same ratings: count a name once",),
    )


def _of_publisher(game: str, source: str) -> tuple[str, ...]:
    return () if (game, source) == ("magic", "17lands") else (game, source)


def _first(record: dict[str, Any]) -> tuple[str, ...]:
    """The lowest card id: two sets rated over the same days must not replace each other."""
    cards = record["card_ratings"]
    ids = (
        [name for name in cards if name.isascii() and name.isdigit()]
        if isinstance(cards, dict)
        else []
    )
    return (min(ids, key=lambda name: (len(name), name))[:20],) if ids else ()


def _rows(record: dict[str, Any], common: dict[str, Any]) -> Iterator[Row | Reject]:
    yield from _archetypes(record["color_ratings"], common)
    cards = record["card_ratings"]
    if not isinstance(cards, dict):
        yield terms.reject("card_ratings", "card_ratings", cards, "expected ratings by card id")
        return
    yield from card_rows(cards, common)
    for card_id, card in cards.items():
        yield from _ratings(card_id, card, common)


def _archetypes(rates: object, common: dict[str, Any]) -> Iterator[Row | Reject]:
    if not isinstance(rates, dict):
        yield terms.reject("color_ratings", "color_ratings", rates, "expected win rates by colours")
        return
    seen: set[str] = set()
    for colors in rates:
        fields = Fields(rates, f"color_ratings[{colors}]")
        rate = fields.need(colors, terms.percent)
        found = _colors(fields, colors, seen)
        yield from fields.rejects
        if not fields.rejects:
            row = {"deck_colors": found, "published_win_rate": rate}
            yield Row("archetypes", common | row, fields.key)


def _ratings(card_id: str, card: object, common: dict[str, Any]) -> Iterator[Row | Reject]:
    of_card = Fields(card, f"card_ratings[{card_id}]")
    name = of_card.have("name", terms.name)
    by_colors = of_card.record.get("deck_colors")
    if name is None or not usable(card_id):
        return  # the card itself was rejected when its facts were read
    if not isinstance(by_colors, dict):
        yield terms.reject(of_card.key, "deck_colors", by_colors, "expected ratings by colours")
        return
    seen: set[str] = set()
    for colors, figures in by_colors.items():
        fields = Fields(figures, f"{of_card.key}.{colors}")
        found = _colors(fields, colors, seen)
        values = _figures(fields)
        yield from fields.rejects
        if not fields.rejects:
            named = {"card_id": card_id, "name": name, "deck_colors": found}
            yield Row("ratings", common | named | values, fields.key)


def _figures(fields: Fields) -> dict[str, Any]:
    """Counts and rates; a rate of zero on few samples is withheld."""
    values: dict[str, Any] = {}
    for stem, (count, rate) in _RATES.items():
        samples = values[f"{stem}_count"] = fields.need(count, terms.count)
        found = fields.have(rate, terms.percent)
        withheld = found == 0 and (samples or 0) < FEWEST
        values[f"{stem}_wr"] = None if withheld else found
    withheld = values["gih_wr"] is None or values["gns_wr"] is None
    difference = fields.have("iwd", _points)
    values["iwd"] = None if withheld and difference == 0 else difference
    for name in ("alsa", "ata"):
        values[name] = fields.have(name, _pick) or None
    return values


def _points(value: object) -> float:
    found = real(value)
    if not -100 <= found <= 100:
        raise MalformedError("expected percentage points from -100 to 100")
    return found / 100


def _pick(value: object) -> float:
    """A mean pick; 0.0 stands for none, because picks are counted from 1."""
    found = real(value)
    if found and not 1 <= found <= 20:
        raise MalformedError("expected a pick from 1 to 20, or 0 for none")
    return found


def _colors(fields: Fields, raw: str, seen: set[str]) -> str:
    """Deck colours in WUBRG order; a reject where they are none or given twice."""
    found = ALL if raw == "All Decks" else "".join(c for c in WUBRG if c in raw)
    if found != ALL and (not found or sorted(raw) != sorted(found)):
        fields.reject("deck_colors", raw, "expected letters of WUBRG, or All Decks")
    elif found in seen:
        fields.reject("deck_colors", raw, f"{found} is listed twice")
    seen.add(found)
    return found


SOURCE = Source(
    name="17lands-ratings",
    title="Published card ratings of a Magic set, by deck colours (17Lands)",
    looks_for="a JSON object with meta, color_ratings and card_ratings",
    recognises=_recognises,
    read=_read,
)

"""Banned, limited and paired cards, one JSON object with ``Restrictions``.

Rows of a banned pair name only their side (Card A or B) and a day: each A of a day is
paired with each B of it. A side without another is kept as an unresolved pair, which
warns; its partner is not guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tcb_analytics.cards.card import fold_print
from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.fields import Fields, MalformedError, day, label, text, whole
from tcb_analytics.warehouse.sources.vocabulary import vocabulary

PUBLISHER = "carddb"
PAIRS = "Banned Pair Cards"
_MARKS = {"CardNum", "EffectiveDate"}


@dataclass(frozen=True, slots=True)
class _Side:
    """One card of a banned pair whose other card stands in another record."""

    key: str
    number: str
    side: str
    in_force: date


def _recognises(document: Document) -> bool:
    found = document.json
    rules = found.get("Restrictions") if isinstance(found, dict) else None
    return isinstance(rules, list) and any(
        isinstance(record, dict) and record.keys() >= _MARKS for record in rules[:200]
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # whether a card exists is not asked
    game, source = terms.origin(document.name, document.json, "onepiece", PUBLISHER)
    common = {"game": game, "source": source}
    rows: list[Row | Reject] = []
    sides: list[_Side] = []
    for index, record in enumerate(document.json["Restrictions"]):
        fields = Fields(record, label(f"Restrictions[{index}]", record, "CardNum"))
        found = _rule(fields, game)
        if isinstance(found, _Side):
            sides.append(found)
        elif found is not None:
            rows.append(Row("restrictions", common | found, fields.key))
        rows += fields.rejects
    pairs, notes = _pairs(sides)
    rows += (Row("restrictions", common | values, key) for key, values in pairs)
    yield Dataset(
        key=terms.key("restrictions", game, *([source] if source != PUBLISHER else [])),
        game=game,
        source=source,
        rows=rows,
        notes=notes,
    )


def _rule(fields: Fields, game: str) -> dict[str, Any] | _Side | None:
    words = vocabulary(game)
    number = fields.need("CardNum", lambda raw: words.print_id(text(raw).removeprefix("#")))
    in_force = fields.need("EffectiveDate", day("%Y.%m.%d", "%Y-%m-%d"))
    banned = fields.have("Banned", _flag)
    most = fields.have("MaxCount", _copies)
    category = fields.have("BanCategory", text)
    paired = category == PAIRS
    side = fields.need("BanSubCategory", _side) if paired else None
    if category is not None and not paired:
        fields.reject("BanCategory", category, f"expected {PAIRS}, or nothing")
    elif not fields.rejects and [banned is True, most is not None, paired].count(True) != 1:
        reason = f"expected one rule of Banned, MaxCount and the category {PAIRS}"
        fields.reject("Banned", banned, reason)
    if fields.rejects or number is None or in_force is None:
        return None
    card = fold_print(number)
    if side:
        return _Side(fields.key, card, side, in_force)
    kind = "banned" if banned else "limited"
    return {"kind": kind, "number": card, "most": most, "in_force": in_force}


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise MalformedError("expected true or false")
    return value


def _copies(value: object) -> int:
    found = whole(value)
    if not 0 <= found <= 250:
        raise MalformedError("expected a number of copies from 0 to 250")
    return found


def _side(value: object) -> str:
    found = text(value)
    if found not in ("Card A", "Card B"):
        raise MalformedError("expected Card A or Card B")
    return found


def _pairs(sides: list[_Side]) -> tuple[list[tuple[str, dict[str, Any]]], tuple[str, ...]]:
    """Each Card A with each Card B of its day, by key; and what a reader should know."""
    rows: list[tuple[str, dict[str, Any]]] = []
    notes: list[str] = []
    days: defaultdict[date, list[_Side]] = defaultdict(list)
    for found in sides:
        days[found.in_force].append(found)
    for in_force, group in sorted(days.items()):
        firsts = [found for found in group if found.side == "Card A"]
        seconds = [found for found in group if found.side == "Card B"]
        if not (firsts and seconds):
            alone = ", ".join(found.number for found in group)
            notes.append(f"pairs of {in_force} without a partner, kept as unresolved: {alone}")
            rows += (_pair(found, None) for found in group)
        elif len(firsts) > 1 and len(seconds) > 1:
            notes.append(f"pairs of {in_force}: several cards on both sides, all paired")
        rows += (_pair(first, second) for first in firsts for second in seconds)
    return rows, tuple(notes)


def _pair(first: _Side, second: _Side | None) -> tuple[str, dict[str, Any]]:
    partner = second.number if second else None
    kind = "banned_pair" if second else "unresolved_pair"
    key = f"{first.key} + {second.key}" if second else first.key
    values = {"kind": kind, "number": first.number, "partner": partner}
    return key, values | {"in_force": first.in_force}


SOURCE = Source(
    name="restrictions",
    title="banned, limited and paired cards (community card database)",
    looks_for="a JSON object with a list Restrictions of objects with CardNum and EffectiveDate",
    recognises=_recognises,
    read=_read,
    order=30,
)
"""Importer of restrictions."""

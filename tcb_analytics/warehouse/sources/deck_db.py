"""Tournament decks of the community card database, one JSON object with ``Decks``.

A list has no zones: by this source's habit the leader is its first entry, a single copy.
Where the first entry is not a single copy, the leader is unknown and the deck is not
complete. A list with one bad entry is rejected whole: a deck short of a card would be
wrong without a sign of it. The deck's match record, where the event's name ends in one
(``SB(4-0)``), and the players, where the host's name ends in a plain count (``TAK(271)``;
``PPG(40+)`` is no count), go to its placement.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.deck_rows import deck_rows, merged
from tcb_analytics.warehouse.sources.fields import (
    Fields,
    MalformedError,
    day,
    label,
    placing,
    whole,
)

PUBLISHER = "carddb"
_MARKS = {"Cards", "DeckName"}
_IDENTITY = ("DeckName", "Author", "Date", "Tournament", "Placement", "Host")
_RECORD = re.compile(r"(?P<event>.*\S)\s*\((?P<wins>[0-9]{1,3})-(?P<losses>[0-9]{1,3})\)")
_PLAYERS = re.compile(r".*\((?P<players>[1-9][0-9]{0,5})\)")


@dataclass(frozen=True, slots=True)
class _Placed:
    """The event side of one record: columns of ``decks`` and of ``placements``."""

    event: dict[str, Any]
    result: dict[str, Any]


def _recognises(document: Document) -> bool:
    found = document.json
    decks = found.get("Decks") if isinstance(found, dict) else None
    return isinstance(decks, list) and any(
        isinstance(record, dict) and record.keys() >= _MARKS for record in decks[:200]
    )


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # whether a card exists is not asked
    game, source = terms.origin(document.name, document.json, "onepiece", PUBLISHER)
    yield Dataset(
        key=terms.key("decksdb", game, *([source] if source != PUBLISHER else [])),
        game=game,
        source=source,
        rows=_rows(document.json["Decks"], {"game": game, "source": source}),
    )


def _rows(records: list[Any], common: dict[str, str]) -> Iterator[Row | Reject]:
    seen: dict[str, str] = {}
    for index, record in enumerate(records):
        fields = Fields(record, label(f"Decks[{index}]", record, "DeckName"))
        entries = fields.need("Cards", _entries)
        placed = _placed(fields)
        name = fields.have("DeckName", terms.line)
        player = fields.have("Author", terms.name)
        if entries is None or fields.rejects:
            yield from fields.rejects
            continue
        deck_id = _deck_id(record, entries)
        if deck_id in seen:
            yield Reject(fields.key, "", deck_id, f"the same record as {seen[deck_id]}")
            continue
        seen[deck_id] = fields.key
        first, copies = entries[0]
        leader = first if copies == 1 else None
        ids = {"deck_id": deck_id, "player": player, "leader": leader}
        deck = {**common, **placed.event, **ids, "name": name}
        yield from deck_rows(deck, merged(entries), fields.key)
        yield Row("placements", {**common, **placed.event, **placed.result, **ids}, fields.key)


def _placed(fields: Fields) -> _Placed:
    when = fields.have("Date", day("%m/%d/%Y"))
    tournament = fields.have("Tournament", terms.line)
    host = fields.have("Host", terms.line)
    place = fields.have("Placement", terms.line)
    won = _RECORD.fullmatch(tournament or "")
    crowd = _PLAYERS.fullmatch(host or "")
    best, worst = placing(place or "") or (None, None)
    event = won["event"] if won else tournament
    text = fields.record.get("Date")
    return _Placed(
        event={
            "event": event,
            "event_id": _event_id(when, event, host),
            "event_date": when,
            "event_date_text": text if isinstance(text, str) else None,
        },
        result={
            "players": int(crowd["players"]) if crowd else None,
            "place_text": place,
            "place_best": best,
            "place_worst": worst,
            "wins": int(won["wins"]) if won else None,
            "losses": int(won["losses"]) if won else None,
        },
    )


def _event_id(when: date | None, event: str | None, host: str | None) -> str | None:
    parts = [str(part) for part in (when, event, host) if part]
    return terms.shortened(" ".join(parts)) if parts else None


def _deck_id(record: dict[str, Any], entries: list[tuple[str, int]]) -> str:
    """A stable id, since the source gives none: a checksum of what was read."""
    named = [record.get(name) for name in _IDENTITY]
    content = json.dumps([*named, entries])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _entries(value: object) -> list[tuple[str, int]]:
    """Numbers and copies in the order of the list."""
    if not (isinstance(value, list) and value):
        raise MalformedError("expected a list of cards")
    found = []
    for index, entry in enumerate(value):
        fields = Fields(entry, f"Cards[{index}]")
        number = fields.need("cardnum", terms.card)
        copies = fields.need("Qty", whole)
        if number is None or copies is None:
            worst = fields.rejects[0]
            raise MalformedError(f"{worst.key} {worst.field} {worst.value}: {worst.reason}")
        found.append((number, copies))
    merged(found)
    return found


SOURCE = Source(
    name="decksdb",
    title="tournament decks of the community card database (DecksDb)",
    looks_for="a JSON object with a list Decks of objects with DeckName and Cards",
    recognises=_recognises,
    read=_read,
    order=40,
)
"""Importer of the community database's decks."""

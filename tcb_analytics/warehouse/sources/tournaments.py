"""Placed deck lists by booster period, as egmanevents publishes them.

One object for each booster: ``id``, ``name``, ``events`` with ``decks``, and
``leaderStats``. Deck lists become ``decks`` and ``deck_cards``, every placed deck
a row of ``placements``. Early boosters hold many lists that were misread by their
source: a list that cannot be right is rejected, its placement stays. ``leaderStats``
and ``leaderDistribution`` repeat the same decks as sums and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.deck_rows import deck_rows, listed
from tcb_analytics.warehouse.sources.event_dates import event_day
from tcb_analytics.warehouse.sources.fields import Fields, identifier, placing
from tcb_analytics.warehouse.sources.game_rules import release_of

PUBLISHER = "egmanevents"

_SET = re.compile(r"[A-Z]{2,5}[0-9]{2}")


@dataclass(frozen=True, slots=True)
class _Period:
    game: str
    source: str
    booster: str
    set_code: str | None
    release: date | None


def _recognises(document: Document) -> bool:
    found = document.json
    return isinstance(found, dict) and {"id", "name", "events", "leaderStats"} <= found.keys()


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # nothing here depends on the catalogues
    record = document.json
    game, source = terms.origin(document.name, record, "onepiece", PUBLISHER)
    booster = terms.identity(document.name, record, "id", identifier)
    set_code = booster.upper() if _SET.fullmatch(booster.upper()) else None
    release = release_of(game, set_code)
    notes = ["leaderStats and leaderDistribution are sums over the same decks: not loaded"]
    if release is None:
        notes.append(f"no release date known for {booster}: dates without a year stay text")
    else:
        notes.append(f"years inferred: first such day from 75 days before {release} on")
    yield Dataset(
        key=terms.key("egmanevents", game, *([source] if source != PUBLISHER else []), booster),
        game=game,
        source=source,
        rows=_rows(record, _Period(game, source, booster, set_code, release)),
        notes=tuple(notes),
    )


def _rows(record: dict[str, Any], period: _Period) -> Iterator[Row | Reject]:
    events = record["events"]
    if not (isinstance(events, list) and events):
        yield terms.reject("events", "events", events, "expected a list of events")
        return
    for index, event in enumerate(events):
        yield from _event(event, index, period)


def _event(event: object, index: int, period: _Period) -> Iterator[Row | Reject]:
    key = f"events[{index}]"
    fields = Fields(event, key)
    name = fields.have("name", terms.line)
    text = fields.have("date", terms.line)
    players = fields.have("players", terms.count)
    common = {
        "game": period.game,
        "source": period.source,
        "event": name,
        "event_id": f"{period.booster}/{index}",
        "event_date": event_day(text, period.release) if text else None,
        "event_date_text": text,
        "set_code": period.set_code,
    }
    decks = fields.record.get("decks")
    if not (isinstance(decks, list) and decks):
        fields.reject("decks", decks, "expected decks, found none")
        decks = []
    yield from fields.rejects
    for position, deck in enumerate(decks):
        deck_id = f"{period.booster}/{index}/{position}"
        place = f"{key}.decks[{position}]"
        yield from _deck(deck, place, common | {"deck_id": deck_id}, players or None)


def _deck(
    deck: object, key: str, common: dict[str, Any], players: int | None
) -> Iterator[Row | Reject]:
    fields = Fields(deck, key)
    if not fields.record:
        yield terms.reject(key, "", deck, "expected a deck")
        return
    placed = fields.have("placing", terms.optional(terms.line))
    leader = fields.have("leaderId", terms.optional(terms.card))
    player = fields.have("player", terms.optional(terms.name))
    name = fields.have("leader", terms.optional(terms.line))
    counts = fields.need("cards", _cards)
    usable = counts is not None and not any(r.field == "leaderId" for r in fields.rejects)
    if usable and leader is None:
        fields.reject("leaderId", fields.record.get("leaderId"), "no leader named: kept incomplete")
    yield from fields.rejects
    best, worst = (placing(placed) if placed else None) or (None, None)
    of_deck = common | {"leader": leader, "player": player}
    yield Row(
        "placements",
        {
            **of_deck,
            "deck_id": common["deck_id"] if usable else None,
            "players": players,
            "place_text": placed,
            "place_best": best,
            "place_worst": worst,
        },
        key,
    )
    if usable and counts is not None:
        yield from deck_rows(of_deck | {"name": name}, counts, key)


def _cards(value: object) -> dict[str, int]:
    return listed(value, "id", "count", terms.card)


SOURCE = Source(
    name="egmanevents",
    title="Placed deck lists by booster period (egmanevents)",
    looks_for="a JSON object with id, name, events and leaderStats",
    recognises=_recognises,
    read=_read,
)

"""Deck lists in long form: a CSV with one line for each deck and card.

A deck is loaded whole or not at all, wherever its lines stand in the file. Its size
and completeness follow from its cards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.warehouse.contracts import Reject, Row, show
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.cells import CellReader
from tcb_analytics.warehouse.sources.csv_records import Dialect, records
from tcb_analytics.warehouse.sources.deck_rows import deck_rows, merged
from tcb_analytics.warehouse.sources.fields import MalformedError, whole
from tcb_analytics.warehouse.sources.mapping import Cards, Mapping


@dataclass
class _Deck:
    """One deck while its lines are gathered."""

    key: str
    values: dict[str, Any]
    main: list[tuple[str, int]] = field(default_factory=list)
    side: list[tuple[str, int]] = field(default_factory=list)
    leader: str | None = None
    spoilt: bool = False


def mapped_decks(document: Document, mapping: Mapping, cards: Cards) -> Iterator[Row | Reject]:
    """Decks from lines that each hold one card; a deck with one bad line is left out."""
    reader = CellReader(mapping)
    decks: dict[str, _Deck] = {}
    dialect = Dialect(mapping.delimiter, mapping.encoding)
    for record in records(document, dialect, mapping.headers):
        if isinstance(record, Reject):
            yield record
            continue
        key, cells = record
        values, rejects = reader.columns(key, cells)
        deck_id = values.get("deck_id")
        if deck_id is None:
            yield from rejects
            continue
        deck = decks.setdefault(deck_id, _Deck(key, values))
        if not rejects:
            rejects = _add_line(deck, key, values, cells, cards)
        deck.spoilt = deck.spoilt or bool(rejects)
        yield from rejects
    for deck in decks.values():
        yield from _whole(deck)


def _add_line(
    deck: _Deck, key: str, values: dict[str, Any], cells: dict[str, str], cards: Cards
) -> list[Reject]:
    """Add one card to its deck; gives what is wrong with the line."""
    for name, value in values.items():
        if value != deck.values.get(name):
            reason = f"{deck.key} says {show(deck.values.get(name))} for the same deck"
            return [Reject(key, name, show(value), reason)]
    try:
        number = fold_print(terms.name(cells[cards.number]))
        copies = whole(cells[cards.count])
        zone = _zone(cells[cards.zone].strip(), cards) if cards.zone else "main"
        merged([(number, copies)])
    except ValueError as error:
        return [Reject(key, "cards", show(cells[cards.number]), str(error))]
    if zone == "leader":
        if deck.values.get("leader") not in (None, number):
            return [Reject(key, "leader", number, f"the deck has {deck.values['leader']}")]
        deck.leader = number
    target = deck.side if zone == "side" else deck.main
    target.append((number, copies))
    return []


def _zone(cell: str, cards: Cards) -> str:
    zones = cards.zones or {zone: zone for zone in ("leader", "main", "side")}
    if cell not in zones:
        raise MalformedError("expected one of " + ", ".join(zones))
    return zones[cell]


def _whole(deck: _Deck) -> Iterator[Row | Reject]:
    if deck.spoilt:
        name = show(deck.values.get("deck_id"))
        yield Reject(deck.key, "deck_id", name, "left out as a whole: a line of it was rejected")
        return
    try:
        main = merged(deck.main)
        side = merged(deck.side) if deck.side else {}
    except ValueError as error:
        yield Reject(deck.key, "cards", show(deck.values.get("deck_id")), str(error))
        return
    leader = deck.values.get("leader") or deck.leader
    yield from deck_rows(deck.values | {"leader": leader}, main, deck.key, side)

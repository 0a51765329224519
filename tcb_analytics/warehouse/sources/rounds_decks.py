"""The deck lists that an event's file may carry beside its rounds (``Decks``).

Magic cards have no printed number that lists use, so the name is the number. A list
that cannot be right is left out whole; its player's matches and place stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.deck_rows import deck_rows, listed
from tcb_analytics.warehouse.sources.fields import Fields


def event_decks(
    decks: object, common: Mapping[str, Any]
) -> tuple[list[Row | Reject], dict[str, str]]:
    """Rows of ``decks`` and ``deck_cards``, and the deck_id of each player.

    Args:
        decks: What the file has under ``Decks``; None where it has no lists.
        common: Columns that the event gives to each of its rows.
    """
    found: list[Row | Reject] = []
    players: dict[str, str] = {}
    if decks is not None and not isinstance(decks, list):
        found.append(terms.reject("Decks", "Decks", decks, "expected a list of decks"))
    for index, deck in enumerate(decks if isinstance(decks, list) else ()):
        found += _deck(deck, index, common, players)
    return found, players


def _deck(
    record: object, index: int, common: Mapping[str, Any], players: dict[str, str]
) -> Iterator[Row | Reject]:
    fields = Fields(record, f"Decks[{index}]")
    player = fields.have("Player", terms.optional(terms.name))
    main = fields.need("Mainboard", _cards)
    side = fields.have("Sideboard", _side)
    if player in players:
        fields.reject("Player", player, "has a list already")
    yield from fields.rejects
    if fields.rejects or main is None:
        return
    deck_id = terms.shortened(f"{common['event_id']}/deck/{index}")
    if player is not None:
        players[player] = deck_id
    deck = {**common, "deck_id": deck_id, "leader": None, "player": player}
    yield from deck_rows(deck, main, fields.key, side)


def _side(value: object) -> dict[str, int]:
    return {} if value == [] else _cards(value)


def _cards(value: object) -> dict[str, int]:
    return listed(value, "CardName", "Count", terms.name)

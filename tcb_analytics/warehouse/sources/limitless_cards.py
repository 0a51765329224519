"""How often a Limitless week saw a card in a leader's decks.

Some entries are no observations: a card that the source suggests by colour has a
constant percentage and words where the counts should be. It is kept without a rate.
Entries with a percentage and no counts at all are kept as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.fields import Fields, MalformedError, real
from tcb_analytics.warehouse.sources.limitless_week import ROUNDING

_SEEN = re.compile(r"([0-9]{1,9})/([0-9]{1,9}) decks")


def inclusion_rows(cards: object, key: str, common: dict[str, Any]) -> Iterator[Row | Reject]:
    """Rows of ``inclusions`` for one leader; ``common`` has the leader and its period."""
    if not isinstance(cards, list):
        yield terms.reject(key, "cards", cards, "expected a list of cards")
        return
    seen: set[str] = set()
    for index, card in enumerate(cards):
        fields = Fields(card, f"{key}[{index}]")
        number = fields.need("card_id", terms.card)
        named = fields.have("card_name", terms.line)
        share = fields.have("inclusion_percentage", terms.percent)
        copies = fields.have("avg_copies", _copies)
        decks_with, decks, share = _observed(fields, share)
        if number in seen:
            fields.reject("card_id", number, "listed twice")
        yield from fields.rejects
        if not fields.rejects and number is not None:
            seen.add(number)
            values = {"number": number, "card_name": named, "inclusion": share, "copies": copies}
            counts = {"decks_with": decks_with, "decks": decks}
            of_leader = {k: v for k, v in common.items() if k != "leader_name"}
            yield Row("inclusions", of_leader | values | counts, fields.key)


def _observed(fields: Fields, share: float | None) -> tuple[int | None, int | None, float | None]:
    """Decks with the card, decks looked at, and the share; a mere suggestion has none of them."""
    text = fields.have("decks_count_text", terms.optional(terms.line))
    if text is None:
        return None, None, share
    match = _SEEN.fullmatch(text)
    if match is None:
        return None, None, None
    decks_with, decks = int(match[1]), int(match[2])
    if decks_with > decks:
        fields.reject("decks_count_text", text, "more decks with the card than decks")
    elif share is not None and decks and abs(share - decks_with / decks) > ROUNDING:
        fields.reject("inclusion_percentage", 100 * share, f"{text} is another share")
    return decks_with, decks, share


def _copies(value: object) -> float:
    found = real(value)
    if not 0 <= found <= 50:
        raise MalformedError("expected 0 to 50 copies")
    return found

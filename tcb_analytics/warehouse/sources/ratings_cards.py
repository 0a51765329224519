"""The cards that a ratings file describes: one card a name, one print an Arena id.

Magic cards have no printed number that players use; deck lists and game logs name
them, so the name is the number. Rules text is not in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.fields import Fields, MalformedError, texts

WUBRG = "WUBRG"


def card_rows(cards: Mapping[str, Any], common: Mapping[str, Any]) -> Iterator[Row | Reject]:
    """Rows of ``cards`` and ``prints``.

    A name's facts are those of its first print that the source calls primary, else
    of its first print: alternate versions may lack a half of a two-part card.
    """
    good: dict[str, list[tuple[bool, str, dict[str, Any]]]] = {}
    for card_id, card in cards.items():
        fields = Fields(card, f"card_ratings[{card_id}]")
        found = _facts(fields, card_id)
        yield from fields.rejects
        if found is not None and not fields.rejects:
            primary = fields.record.get("isprimarycard") == 1
            good.setdefault(found["name"], []).append((not primary, card_id, found))
    of_game = {name: common[name] for name in ("game", "source")}
    for name, prints in good.items():
        base = min(prints, key=lambda entry: entry[0])
        facts = base[2] | {"number": name, "print_id": base[1], "set_code": common["set_code"]}
        yield Row("cards", of_game | facts, f"card_ratings[{base[1]}]")
        for _, card_id, found in prints:
            row = {
                "print_id": card_id,
                "number": name,
                "name": name,
                "variant": "base" if card_id == base[1] else "reprint",
                "rarity": found["rarity"],
            }
            yield Row("prints", of_game | row, f"card_ratings[{card_id}]")


def _facts(fields: Fields, card_id: str) -> dict[str, Any] | None:
    if not usable(card_id):
        fields.reject("card id", card_id, "expected one line of at most 80 characters")
    name = fields.need("name", terms.name)
    types = fields.need("types", _types) or []
    colors = fields.need("colors", _colors)
    cost = fields.need("cmc", _cost)
    rarity = fields.have("rarity", terms.line)
    if name is None or colors is None:
        return None
    return {
        "name": name,
        "category": category(types),
        "colors": colors,
        "cost": cost,
        "attributes": [],
        "types": types,
        "keywords": [],
        "rarity": rarity,
    }


def usable(card_id: str) -> bool:
    """Whether a member name can stand as a card's id."""
    try:
        return terms.name(card_id) == card_id
    except ValueError:
        return False


def category(types: list[str]) -> str:
    """The kind of a card. Land first, for a land creature fills a land slot.

    Whatever is no permanent body casts.
    """
    for kind in ("Land", "Creature"):
        if any(kind in found.split() for found in types):
            return kind
    return "Spell" if types else "Other"


def _types(value: object) -> list[str]:
    return [terms.line(item) for item in texts(value)]


def _colors(value: object) -> list[str]:
    found = texts(value)
    if not set(found) <= set(WUBRG):
        raise MalformedError("expected letters of WUBRG")
    return [color for color in WUBRG if color in found]


def _cost(value: object) -> int:
    found = terms.count(value)
    if found > 30:
        raise MalformedError("expected a mana value of at most 30")
    return found

"""The cards that 17Lands' logs name (``cards.csv``): one row an Arena id.

A name is the number of a Magic card here, as in ``ratings_cards``; ids are its prints. Of a
name printed in several sets the facts are those of its first print that boosters hold, else of
its first. Rules text is not in the file. Cards that this project made up are told by their ids
(``lands.py``) and filed apart; among cards of the other kind they are rejected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row, show
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source
from tcb_analytics.warehouse.sources.csv_records import Dialect, records
from tcb_analytics.warehouse.sources.fields import MalformedError
from tcb_analytics.warehouse.sources.lands import GAME, data_set, generated_card
from tcb_analytics.warehouse.sources.ratings_cards import WUBRG, category

COLUMNS = (
    "id", "expansion", "name", "rarity", "color_identity", "mana_value", "types", "is_booster",
)  # fmt: skip
_FLAGS = {"true": True, "false": False, "1": True, "0": False}


def _recognises(document: Document) -> bool:
    return set(COLUMNS) <= set(document.header)


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    del context  # nothing here depends on other catalogues
    prints: dict[str, list[dict[str, Any]]] = {}
    rejects: list[Reject] = []
    seen: set[str] = set()
    for item in records(document, Dialect(), COLUMNS):
        found = item if isinstance(item, Reject) else _print(*item, seen)
        if isinstance(found, Reject):
            rejects.append(found)
        else:
            prints.setdefault(found["name"], []).append(found)
    generated = _mostly_generated(prints)
    rejects += _take_astray(prints, generated=generated)
    sets = {card["set_code"] for cards in prints.values() for card in cards}
    source, family = data_set("17lands-cards", generated=generated)
    yield Dataset(
        key=terms.key(family, *(sets if len(sets) == 1 else ())),
        game=GAME,
        source=source,
        rows=[*rejects, *_rows(prints, source)],
    )


def _mostly_generated(prints: dict[str, list[dict[str, Any]]]) -> bool:
    marks = [generated_card(card["id"]) for cards in prints.values() for card in cards]
    return 2 * sum(marks) > len(marks)


def _take_astray(prints: dict[str, list[dict[str, Any]]], *, generated: bool) -> list[Reject]:
    """Take generated cards out of real ones, or the other way round, and say which."""
    kinds = ("generated", "real") if generated else ("real", "generated")
    reason = "this file's cards are {}, and by its id this one is {}".format(*kinds)
    found = []
    for name, cards in list(prints.items()):
        astray = [card for card in cards if generated_card(card["id"]) != generated]
        found += [Reject(card["key"], "id", show(card["id"]), reason) for card in astray]
        prints[name] = [card for card in cards if card not in astray]
        if not prints[name]:
            del prints[name]
    return found


def _print(key: str, cells: dict[str, str], seen: set[str]) -> dict[str, Any] | Reject:
    """The facts of one id, or what is wrong with it."""
    found: dict[str, Any] = {"key": key}
    for name, parse in (
        ("id", terms.name),
        ("name", terms.name),
        ("expansion", terms.name),
        ("rarity", terms.line),
        ("color_identity", _colors),
        ("mana_value", terms.optional(_cost)),
        ("types", terms.line),
        ("is_booster", _flag),
    ):
        try:
            found[name] = parse(cells[name])
        except ValueError as error:
            return Reject(key, name, show(cells[name]), str(error))
    if found["id"] in seen:
        return Reject(key, "id", show(found["id"]), "the id stands in the file twice")
    seen.add(found["id"])
    return found | {"set_code": found["expansion"]}


def _rows(prints: dict[str, list[dict[str, Any]]], source: str) -> Iterator[Row]:
    of_game = {"game": GAME, "source": source}
    for name, cards in prints.items():
        base = min(cards, key=lambda card: not card["is_booster"])
        types = [base["types"]] if base["types"] else []
        facts = {
            "number": name,
            "print_id": base["id"],
            "name": name,
            "category": category(types),
            "colors": base["color_identity"],
            "cost": base["mana_value"],
            "attributes": [],
            "types": types,
            "keywords": [],
            "rarity": base["rarity"],
            "set_code": base["set_code"],
        }
        yield Row("cards", of_game | facts, base["key"])
        for card in cards:
            row = {
                "print_id": card["id"],
                "number": name,
                "name": name,
                "variant": "base" if card is base else "reprint",
                "rarity": card["rarity"],
                "pack": card["set_code"],
            }
            yield Row("prints", of_game | row, card["key"])


def _colors(cell: str) -> list[str]:
    if not set(cell) <= set(WUBRG):
        raise MalformedError("expected letters of WUBRG")
    return [color for color in WUBRG if color in cell]


def _cost(cell: str) -> int:
    whole = cell.removesuffix(".0")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 8):
        raise MalformedError("expected a mana value, a whole number")
    if int(whole) > 30:
        raise MalformedError("expected a mana value of at most 30")
    return int(whole)


def _flag(cell: str) -> bool:
    if cell.lower() not in _FLAGS:
        raise MalformedError("expected True or False")
    return _FLAGS[cell.lower()]


SOURCE = Source(
    name="17lands-cards",
    title="Magic cards by Arena id (17Lands cards.csv)",
    looks_for="a CSV with " + ", ".join(COLUMNS),
    recognises=_recognises,
    read=_read,
    order=10,
)

"""From the prints of a catalogue to its rows, the same way for every publisher.

A catalogue lists prints; the lake wants one row per card and one per print. Prints
of one card disagree in the sources, so the card's facts are taken from one print as
a whole, never mixed: the base print where it was read, else the lowest; ``print_id``
tells which. A print stands only if it is a sound card too: its facts are held against
both contracts here, and one broken field keeps all of it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tcb_analytics.cards.card import Category, find_keywords, fold_print, set_of
from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources.fields import Fields
from tcb_analytics.warehouse.tables import TABLES

_SUFFIX = re.compile(r"_([a-z]+)([0-9]*)$", re.IGNORECASE)
_FIGHTERS = (Category.LEADER, Category.CHARACTER)


@dataclass(frozen=True, slots=True)
class Printing:
    """One print as read: where it stood, its columns of ``cards`` and of ``prints``."""

    key: str
    card: Mapping[str, Any]
    print: Mapping[str, Any]


def printing(
    fields: Fields, game: str, source: str, facts: Mapping[str, Any], product: Mapping[str, Any]
) -> Printing:
    """One print from its facts and from what it came in.

    Args:
        fields: The record, for its key.
        game: Game of the card.
        source: Who published it.
        facts: Columns of ``cards`` as read; what follows from them is added here.
        product: Columns of ``prints`` beyond those that follow from the facts.
    """
    number = fold_print(facts["print_id"])
    common = {"game": game, "source": source, "print_id": facts["print_id"], "number": number}
    keywords = list(find_keywords(facts["effect"], facts["trigger"]))
    shared = {name: facts[name] for name in ("name", "rarity", "block")}
    return Printing(
        fields.key,
        {**facts, **common, "set_code": set_of(number), "keywords": keywords},
        {**common, **shared, "variant": variant(facts["print_id"]), **product},
    )


def reprinted(first: Printing, print_id: str, where: str) -> Printing:
    """Another print of the same card, of which only its id is known; the facts stay."""
    unknown = {"rarity": None, "block": None, "pack": None, "pack_name": None}
    own = {"print_id": print_id, "variant": variant(print_id)}
    return Printing(f"{first.key} {where}", first.card, {**first.print, **unknown, **own})


def variant(print_id: str) -> str:
    """``base``, ``reprint`` (suffix ``_r``) or ``art`` (any other suffix)."""
    match = _SUFFIX.search(print_id)
    if match is None:
        return "base"
    return "reprint" if match[1].lower() == "r" else "art"


def power_of(fields: Fields, name: str, category: str | None, power: int | None) -> int | None:
    """Power by kind of card: a Leader or Character without a figure has 0.

    Events and Stages have none; zero there is a source's way to say so, any other figure
    is a reject, because the columns of such a row are shifted. Games with other
    categories keep what the source has.
    """
    if category in (Category.EVENT, Category.STAGE):
        if power:
            fields.reject(name, power, f"expected no power, for this is a card of kind {category}")
        return None
    return power or 0 if category in _FIGHTERS else power


def catalogue_rows(printings: Sequence[Printing]) -> Iterator[Row | Reject]:
    """Rows of ``prints`` and ``cards``, and the rejects of prints that cannot stand."""
    rejects = [
        *TABLES["cards"].check([Row("cards", p.card, p.key) for p in printings])[1],
        *TABLES["prints"].check([Row("prints", p.print, p.key) for p in printings])[1],
    ]
    yield from dict.fromkeys(rejects)
    broken = {reject.key for reject in rejects}
    seen: dict[str, str] = {}
    best: dict[str, Printing] = {}
    for found in printings:
        print_id, number = found.print["print_id"], found.print["number"]
        if found.key in broken:
            continue
        if print_id in seen:
            reason = f"print listed twice: {seen[print_id]} is kept"
            yield Reject(found.key, "print_id", print_id, reason)
            continue
        seen[print_id] = found.key
        yield Row("prints", found.print, found.key)
        if number not in best or _rank(print_id) < _rank(best[number].print["print_id"]):
            best[number] = found
    for found in best.values():
        yield Row("cards", found.card, found.key)


def _rank(print_id: str) -> tuple[bool, str, int, str]:
    """Order of prints of one card: base, then by suffix letter and figure."""
    match = _SUFFIX.search(print_id)
    if match is None:
        return (False, "", 0, print_id)
    return (True, match[1].lower(), int(match[2] or 0), print_id)

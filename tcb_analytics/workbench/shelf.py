"""Which cards were on sale on a day: so that nothing learned for a day knows a later card.

A card is out from the release of its set, or of the product in which it was first printed, where
the format knows that day; and in any case from the first day on which a list plays a card of that
product, since online events play a booster some days early. So a product whose release no file
states (an extra booster, a starter deck) is out as soon as somebody plays one of its cards.
Promotional cards come one by one: each is out once a list plays it or one of a higher number.
What counts is the product, never whether the card itself was played. A card of a product that
nobody was ever seen to play and that has no known release is never out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.placed_lists import PlacedList

_CODE = re.compile(r"([A-Z]{1,4})-?([0-9]{2})")

_FIRST_PRINTS = """
SELECT prints.number, MIN(prints.pack) AS pack, MIN(packs.label) AS label
FROM prints JOIN packs ON packs.game = prints.game AND packs.source = prints.source
  AND packs.pack = prints.pack
WHERE prints.variant = 'base' AND prints.game = '{game}'
GROUP BY prints.number
"""


@dataclass(frozen=True, slots=True)
class Product:
    """What a card came in.

    Attributes:
        key: The product; the card's set where no print tells it.
        sets: Set codes that the product's label names; empty for promotional cards.
    """

    key: str
    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """From which day on each card was on sale.

    Attributes:
        catalog: Every known card.
        out: First day by number; cards that were never seen to be out are missing.
    """

    catalog: Catalog
    out: Mapping[str, date]

    def on(self, day: date) -> Catalog:
        """The cards that were out on a day."""
        return Catalog(card for card in self.catalog.cards if self.has(card.number, day))

    def has(self, number: str, day: date) -> bool:
        """Whether a card was out on a day."""
        first = self.out.get(number)
        return first is not None and first <= day


def read_shelf(lake: Lake, lists: Iterable[PlacedList], game: str | None = None) -> Shelf:
    """The shelf of a game, from its format's releases, its prints and dated lists."""
    name = lake.default_game() if game is None else game
    quoted = name.replace("'", "''")
    products = {
        row["number"]: Product(row["pack"], _codes(row["label"] or ""))
        for row in lake.sql(_FIRST_PRINTS.format(game=quoted)).arrow().to_pylist()
    }
    return shelf_of(lake.catalog(name), lake.format(name), lists, products)


def shelf_of(
    catalog: Catalog,
    rules: Format,
    lists: Iterable[PlacedList],
    products: Mapping[str, Product] | None = None,
) -> Shelf:
    """The shelf of a catalogue.

    Args:
        catalog: Every known card.
        rules: The format, for the releases it knows.
        lists: Dated deck lists; those without a day tell nothing.
        products: What each card came in; where missing, its set.
    """
    known = products or {}
    seen = _first_seen(lists)
    groups: dict[str, list[Card]] = {}
    for card in catalog.cards:
        groups.setdefault(_product(card, known).key, []).append(card)
    out: dict[str, date] = {}
    for cards in groups.values():
        product = _product(cards[0], known)
        days = seen if product.sets else _seen_above(cards, seen)
        together = min((seen[c.number] for c in cards if c.number in seen), default=None)
        for card in cards:
            release = _release(card, _product(card, known), rules)
            first = together if product.sets else days.get(card.number)
            options = [day for day in (release, first) if day is not None]
            if options:
                out[card.number] = min(options)
    return Shelf(catalog, out)


def _product(card: Card, known: Mapping[str, Product]) -> Product:
    own = card.set_code or card.number
    return known.get(card.number) or Product(own, (own,))


def _release(card: Card, product: Product, rules: Format) -> date | None:
    codes = (card.set_code or "", *product.sets)
    days = [rules.sets[code] for code in codes if code in rules.sets]
    return min(days, default=None)


def _first_seen(lists: Iterable[PlacedList]) -> dict[str, date]:
    """First day on which each card was played, as leader or in the main deck."""
    seen: dict[str, date] = {}
    for one in lists:
        if one.day is not None:
            for number in (one.leader, *one.counts):
                if number is not None and one.day < seen.get(number, date.max):
                    seen[number] = one.day
    return seen


def _seen_above(cards: list[Card], seen: Mapping[str, date]) -> dict[str, date]:
    """First day on which each card, or one of the same set and a higher number, was played."""
    found: dict[str, date] = {}
    best: dict[str | None, date] = {}
    for card in sorted(cards, key=lambda card: card.number, reverse=True):
        day = min(seen.get(card.number, date.max), best.get(card.set_code, date.max))
        if day < date.max:
            best[card.set_code] = found[card.number] = day
    return found


def _codes(label: str) -> tuple[str, ...]:
    return tuple(f"{letters}{digits}" for letters, digits in _CODE.findall(label))

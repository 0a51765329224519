"""The shelf: a card is out with its product, never because it was played itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.workbench.placed_lists import PlacedList
from tcb_analytics.workbench.shelf import Product, Shelf, shelf_of

RELEASE = date(2026, 2, 1)
RULES = Format(name="x", title="X", game="x", sets={"AA01": RELEASE})


def shelf_with(numbers: Iterable[str], played: dict[str, date], **products: Product) -> Shelf:
    cards = [Card(n, n, Category.CHARACTER, game="x") for n in numbers]
    lists = [PlacedList(n, "AA01", None, day, 1, 32, 0.0, 0, {n: 4}) for n, day in played.items()]
    known = {number.replace("_", "-"): product for number, product in products.items()}
    return shelf_of(Catalog(cards), RULES, lists, known)


def test_a_card_is_out_with_its_sets_release() -> None:
    shelf = shelf_with(["AA01-001"], {})
    assert not shelf.has("AA01-001", date(2026, 1, 31))
    assert shelf.has("AA01-001", RELEASE)


def test_a_product_is_out_as_soon_as_one_of_its_cards_is_played() -> None:
    early = date(2026, 1, 20)
    shelf = shelf_with(["AA01-001", "AA01-002", "BB01-001"], {"AA01-002": early})
    assert shelf.out["AA01-001"] == early
    assert "BB01-001" not in shelf.out


def test_one_set_in_two_products_is_out_product_by_product() -> None:
    first, second = Product("p1", ("AA01", "EB04")), Product("p2", ("AA02", "EB04"))
    shelf = shelf_with(["EB04-001", "EB04-002"], {}, EB04_001=first, EB04_002=second)
    assert shelf.out == {"EB04-001": RELEASE}


def test_promotional_cards_come_out_one_by_one_in_their_order() -> None:
    loose = Product("promo", ())
    shelf = shelf_with(
        ["P-001", "P-002", "P-003"],
        {"P-002": RELEASE},
        P_001=loose, P_002=loose, P_003=loose,
    )  # fmt: skip
    assert shelf.out == {"P-001": RELEASE, "P-002": RELEASE}


def test_the_sample_has_every_card_out_from_its_sets_release_on(shelf: Shelf) -> None:
    assert len(shelf.out) == 300
    assert {card.set_code for card in shelf.on(date(2026, 1, 10)).cards} == {
        "TB01", "TB02", "TS01",
    }  # fmt: skip


def test_which_cards_of_a_product_were_played_makes_no_difference(
    shelf: Shelf, placed: list[PlacedList]
) -> None:
    del placed
    other = shelf_with(["AA01-001", "AA01-002"], {"AA01-001": date(2026, 1, 5)})
    same = shelf_with(["AA01-001", "AA01-002"], {"AA01-002": date(2026, 1, 5)})
    assert other.out == same.out
    assert replace(other, catalog=shelf.catalog).out == other.out


def test_where_no_print_tells_the_product_the_set_stands_in() -> None:
    shelf = shelf_with(["BB01-001", "BB01-002", "CC01-001"], {"BB01-001": RELEASE})
    assert shelf.out == {"BB01-001": RELEASE, "BB01-002": RELEASE}

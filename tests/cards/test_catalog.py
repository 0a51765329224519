from __future__ import annotations

import dataclasses
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.errors import CardError
from tests.tiny_set import ADA, BO, TINY_CARDS, TINY_CATALOG


def names(cards: list[Card]) -> list[str]:
    return [card.name for card in cards]


@pytest.mark.parametrize("written", ["TY01-005", "ty01-005", "TY01-005_p1", " TY01-005_r2 "])
def test_a_card_is_found_by_number_whatever_its_print_and_case(written: str) -> None:
    assert TINY_CATALOG[written].name == "Ed"
    assert written in TINY_CATALOG


def test_an_unknown_number_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(CardError, match=r"no card 'TY01-01' .* did you mean 'TY01-010'"):
        TINY_CATALOG["TY01-01"]
    assert TINY_CATALOG.get("TY01-01") is None
    assert TINY_CATALOG.get("") is None
    assert TINY_CATALOG.get("TY01-01", ADA) is ADA
    assert 3 not in TINY_CATALOG


def test_a_name_is_found_without_its_case_accents_and_punctuation() -> None:
    swarm = TINY_CATALOG["TY01-007"]
    assert TINY_CATALOG.named("gil the SWÄRM") == (swarm,)
    assert TINY_CATALOG.named("Heat") == TINY_CATALOG.named("heat // haze")


def test_a_mistyped_name_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(CardError, match="did you mean 'Gil, the Swarm'"):
        TINY_CATALOG.named("Gill the Sworm")
    with pytest.raises(CardError, match=r"no card is named 'zzzzzz'$"):
        TINY_CATALOG.named("zzzzzz")


def test_of_two_cards_with_one_number_the_first_is_kept() -> None:
    art = dataclasses.replace(ADA, name="Ada (Alternate Art)")
    catalog = Catalog([ADA, art])
    assert (len(catalog), catalog["TY01-001"]) == (1, ADA)


def test_filters_narrow_together() -> None:
    assert names(TINY_CATALOG.filter(color="red", category="Character", cost=1)) == [
        "Cy",
        "Gil, the Swarm",
    ]
    assert names(TINY_CATALOG.filter(cost=range(4, 6))) == ["Fay", "Jo"]
    assert names(TINY_CATALOG.filter(keyword="blocker")) == ["Di"]
    assert names(TINY_CATALOG.filter(category=Category.STAGE)) == ["Isle"]
    assert names(TINY_CATALOG.filter(text="draw", category="Event")) == ["Heat // Haze"]
    assert TINY_CATALOG.filter(color="Blue", category="Event") == []
    assert len(TINY_CATALOG.filter()) == len(TINY_CARDS)


@pytest.mark.parametrize(
    ("facet", "value", "near"),
    [("color", "Rde", "Red"), ("type", "Tinny", "Tiny"), ("category", "Evnt", "Event"),
     ("keyword", "Bloker", "Blocker"), ("set_code", "TY99", "TY01"),
     ("color", "#", "Blue, Green, Red")],
)  # fmt: skip
def test_a_value_that_no_card_has_is_refused_with_the_known_ones(
    facet: str, value: str, near: str
) -> None:
    with pytest.raises(CardError, match=near):
        TINY_CATALOG.filter(**{facet: value})


def test_leaders_and_games_are_listed() -> None:
    assert TINY_CATALOG.leaders == (ADA, BO)
    assert TINY_CATALOG.games == ("tidebreak",)


def test_an_empty_catalogue_answers_too() -> None:
    empty = Catalog()
    assert empty.search("draw") == []
    assert empty.leaders == ()
    assert "Empty catalogue" in empty._repr_html_()
    with pytest.raises(CardError):
        empty["TY01-001"]


@given(st.text())
def test_any_query_is_answered(query: str) -> None:
    assert set(TINY_CATALOG.search(query)) <= set(TINY_CARDS)
    TINY_CATALOG.suggest(query)


@pytest.mark.real_data
def test_the_real_catalogue_is_searched_between_two_keystrokes(official: Catalog) -> None:
    assert len(official) == 2665
    official.search("warm up")
    queries = ["luf", '"draw 2 cards"', "straw hat crew blocker", "K.O. up to 1", "a"]
    started = time.perf_counter()
    found = [official.search(query) for query in queries]
    assert (time.perf_counter() - started) / len(queries) < 0.1
    assert all(found)
    assert all("draw 2 cards" in card.text.lower() for card in found[1])

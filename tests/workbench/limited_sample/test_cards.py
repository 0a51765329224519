"""The invented set: names with every quirk, colours and rarities in the usual shares."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.workbench.limited_sample.cards import (
    BASICS,
    COLUMNS,
    LEAST,
    MOST,
    card_set,
    letters,
    write_cards,
)


@settings(max_examples=15, deadline=None)
@given(st.integers(LEAST, MOST), st.sampled_from(["SYN", "AB1", "ZZZZZZZZ"]))
def test_a_set_has_different_names_in_the_order_of_the_alphabet(size: int, code: str) -> None:
    cards = card_set(code, size)

    assert len(cards) == len(set(cards.names)) == size
    assert list(cards.names) == sorted(cards.names)
    assert [cards.names[place] for place in cards.basics] == list(BASICS)
    assert [letters(int(cards.colors[place])) for place in cards.basics] == list("WUBRG")
    assert len(cards.duals) == 10
    assert len(cards.of("common")) > len(cards.of("uncommon")) > len(cards.of("rare"))
    assert len(cards.of("mythic")) >= 5


def test_the_same_code_is_the_same_set_and_another_code_another() -> None:
    assert card_set("SYN", 286).names == card_set("SYN", 286).names
    assert len(set(card_set("SYN", 286).names) & set(card_set("SYO", 286).names)) < 60


@pytest.mark.parametrize("mark", [",", '"', "'", " // "])
def test_names_have_the_marks_that_break_careless_readers(mark: str) -> None:
    assert sum(mark in name for name in card_set("SYN", 286).names) >= 3


def test_every_colour_has_cards_of_every_rarity() -> None:
    cards = card_set("SYN", 286)
    for rarity in ("common", "uncommon", "rare", "mythic"):
        colors = {letters(int(mask)) for mask in cards.colors[cards.of(rarity)]}
        assert set("WUBRG") <= colors


def test_the_file_of_cards_has_the_published_columns_and_every_card(tmp_path: Path) -> None:
    cards = card_set("SYN", 120)
    write_cards(tmp_path / "cards.csv", cards)
    with (tmp_path / "cards.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert tuple(rows[0]) == COLUMNS
    assert list(dict.fromkeys(row["name"] for row in rows)) == list(cards.names)
    assert len({row["id"] for row in rows}) == len(rows) == len(cards) + len(BASICS)
    assert {row["expansion"] for row in rows} == {"SYN"}
    assert {row["rarity"] for row in rows} == {"common", "uncommon", "rare", "mythic", "basic"}
    assert {row["is_booster"] for row in rows} == {"True", "False"}
    assert all(0 <= int(row["mana_value"]) <= 7 for row in rows)
    assert {row["types"] for row in rows if row["name"] == "Swamp"} == {"Basic Land - Swamp"}

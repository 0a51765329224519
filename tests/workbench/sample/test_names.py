"""Names and texts are ours: none is a publisher's."""

from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.cards.card import plain_text
from tcb_analytics.workbench.sample.cards import all_cards
from tcb_analytics.workbench.sample.declared import COLORS
from tcb_analytics.workbench.sample.names import character_names


def test_the_same_names_come_in_the_same_order_and_none_twice() -> None:
    def first() -> list[str]:
        return [name for color in COLORS for name in islice(character_names()[color], 5)]

    supply = character_names()
    many = [name for _ in range(40) for color in COLORS for name in islice(supply[color], 1)]

    assert first() == first()
    assert len(many) == len(set(many)) == 240


@pytest.fixture(scope="module")
def published(real_data: Path) -> list[dict[str, Any]]:
    folder = real_data / "onepiece" / "cards_official" / "english" / "data"
    return [record for file in folder.glob("*.json") for record in json.loads(file.read_text())]


def folded(text: str) -> str:
    """Letters and digits alone, so that punctuation hides no equality."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


@pytest.mark.real_data
def test_no_card_or_type_has_the_name_of_a_published_one(published: list[dict[str, Any]]) -> None:
    names = {folded(record["name"]) for record in published}
    types = {folded(kind) for record in published for kind in record["types"]}

    assert {card.name for card in all_cards() if folded(card.name) in names} == set()
    assert {kind for card in all_cards() for kind in card.types if folded(kind) in types} == set()


@pytest.mark.real_data
def test_no_text_of_more_than_eight_words_is_a_published_one(
    published: list[dict[str, Any]],
) -> None:
    """Whole texts and their single sentences, on both sides."""
    theirs = {
        part
        for record in published
        for text in (record["effect"], record["trigger"])
        if text
        for part in sentences(plain_text(text))
    }
    ours = {
        part
        for card in all_cards()
        for text in (card.effect, card.trigger or "")
        for part in sentences(text)
    }

    assert {part for part in ours if len(part.split()) > 8} & theirs == set()


def sentences(text: str) -> set[str]:
    """A text and each of its sentences, without the words in square brackets."""
    bare = re.sub(r"\[[^\]]*\]", " ", text)
    return {folded(bare), *map(folded, re.split(r"[.:;\n]", bare))} - {""}

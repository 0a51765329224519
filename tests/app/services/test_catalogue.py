"""The catalogue as services read and fill it, in memory."""

from __future__ import annotations

from datetime import date

import pytest

from tcb_analytics.app.services import catalogue
from tcb_analytics.app.services.ports import CardSearch
from tests.app.harbour import harbour
from tests.app.worlds import GAME, NOON, card, later


def test_the_only_game_is_meant_where_none_is_named() -> None:
    world = harbour(2)
    assert catalogue.games(world.begin()) == [GAME]
    assert catalogue.game_of(world.begin(), None) == GAME
    world.cards(1, "quay")
    assert catalogue.games(world.begin()) == [GAME, "quay"]
    assert catalogue.game_of(world.begin(), "quay") == "quay"


def test_cards_are_found_by_number_within_their_game() -> None:
    world = harbour(3)
    world.cards(1, "quay")

    assert catalogue.card(world.begin(), "quay", "HB01-000").game == "quay"
    assert catalogue.card(world.begin(), GAME, "HB01-002").name == "Tide Warden 2"
    found = catalogue.numbered(world.begin(), GAME, ["HB01-001", "ZZ"])
    assert {number: one.name for number, one in found.items()} == {"HB01-001": "Tide Warden 1"}
    page = catalogue.search(world.begin(), CardSearch(GAME, text="warden 2"))
    assert [one.number for one in page.items] == ["HB01-002"]


def test_choices_are_those_of_the_game() -> None:
    world = harbour(3)

    assert catalogue.choices(world.begin(), GAME) == {
        "colors": ["Blue", "Green", "Red"], "categories": ["Character"], "sets": ["HB01"],
        "types": ["Crew", "Pier 0", "Pier 1", "Pier 2"],
    }  # fmt: skip
    assert catalogue.choices(world.begin(), "quay")["colors"] == []


def test_a_seed_writes_in_parts_tells_how_far_it_is_and_changes_the_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(catalogue, "AT_ONCE", 2)
    world, told = harbour(0), []
    cards = [card(number) for number in range(5)]

    assert catalogue.seed(world.begin(), cards, {"HB01": date(2026, 1, 2)}, NOON, told.append) == 5
    first = catalogue.mark(world.begin(), GAME)
    assert told == [2, 4, 5]
    assert catalogue.seed(world.begin(), [*cards, card(5)], {}, later(1)) == 1

    assert catalogue.mark(world.begin(), GAME) != first
    found = catalogue.card(world.begin(), GAME, "HB01-003")
    assert found.set is not None
    assert found.set.released == date(2026, 1, 2)
    assert NOON <= found.changed_at < later(1)
    assert catalogue.AT_ONCE == 2

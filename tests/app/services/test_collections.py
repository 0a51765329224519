"""Use cases of collections, without a database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tcb_analytics.app.services import collections
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.collections import MOST_COPIES, Changed
from tcb_analytics.app.services.refusals import InvalidError, UnknownError
from tests.app.harbour import PlainLake, audited, harbour, visitor
from tests.app.worlds import GAME, World

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def owned(world: World, who: Visitor) -> dict[str, int]:
    page = collections.owned(world.begin(), who, GAME, None, 100)
    assert page.next is None
    return {row.card.number: row.copies for row in page.items}


def test_lines_set_copies_and_zero_takes_out() -> None:
    world = harbour()
    ann, bob = visitor(world), visitor(world, "Bob Heron")
    told = collections.put(
        world.begin(), ann, GAME, [("HB01-001", 2), ("HB01-002", MOST_COPIES)], now=NOW
    )
    assert told == Changed(2, MOST_COPIES + 2)
    collections.put(world.begin(), ann, GAME, [("HB01-001", 0), ("HB01-003", 1)], now=NOW)

    assert owned(world, ann) == {"HB01-002": MOST_COPIES, "HB01-003": 1}
    assert owned(world, bob) == {}
    assert audited(world) == [(ann.pseudonym, "collection.put")] * 2


def test_every_wrong_line_is_named_and_none_is_kept() -> None:
    world = harbour()
    ann = visitor(world)
    lines = [
        ("HB01-001", 1), ("ZZ", 1), ("HB01-001", 2), ("HB01-002", -1), ("HB01-003", 10_000),
    ]  # fmt: skip
    with pytest.raises(InvalidError) as refused:
        collections.put(world.begin(), ann, GAME, lines, now=NOW)

    assert {field for field, _ in refused.value.wrongs} == {
        "items.1.number", "items.2.number", "items.3.copies", "items.4.copies",
    }  # fmt: skip
    assert (refused.value.what, refused.value.remedy) == (
        "4 lines are wrong", "correct them; nothing was changed",
    )  # fmt: skip
    assert owned(world, ann) == {}
    assert audited(world) == []
    with pytest.raises(InvalidError, match="1 line is wrong"):
        collections.put(world.begin(), ann, GAME, [("ZZ", 1)], now=NOW)
    many = [(f"ZZ-{n}", 1) for n in range(300)]
    with pytest.raises(InvalidError) as long:
        collections.put(world.begin(), ann, GAME, many, now=NOW)
    assert len(long.value.wrongs) == 100


def test_a_list_sets_or_adds() -> None:
    world, lake = harbour(), PlainLake()
    ann = visitor(world)

    def read_in(text: str, mode: collections.Mode) -> Changed:
        return collections.read_in(world.begin(), lake, ann, GAME, text, mode=mode, now=NOW)

    assert read_in("4 HB01-001\n1 HB01-002", "set") == Changed(2, 5)
    assert read_in("2 HB01-001\n3 HB01-004", "add") == Changed(2, 9)
    assert read_in("1 HB01-002", "set") == Changed(1, 1)
    assert owned(world, ann) == {"HB01-001": 6, "HB01-002": 1, "HB01-004": 3}
    assert audited(world) == [(ann.pseudonym, "collection.put")] * 3


def test_a_list_that_cannot_be_owned_changes_nothing() -> None:
    world, lake = harbour(cards=3), PlainLake()
    ann = visitor(world)
    collections.put(world.begin(), ann, GAME, [("HB01-001", MOST_COPIES - 1)], now=NOW)

    def read_in(text: str) -> Changed:
        return collections.read_in(world.begin(), lake, ann, GAME, text, mode="add", now=NOW)

    with pytest.raises(InvalidError, match="1 line is wrong"):
        read_in("1 HB01-005")
    with pytest.raises(InvalidError, match="1 line is wrong"):
        read_in("2 HB01-001\n1 HB01-002")
    assert owned(world, ann) == {"HB01-001": MOST_COPIES - 1}
    assert len(audited(world)) == 1
    read_in("1 HB01-001")
    assert owned(world, ann) == {"HB01-001": MOST_COPIES}


def test_unknown_games_hold_nothing() -> None:
    world = harbour()
    ann = visitor(world)
    with pytest.raises(UnknownError):
        collections.owned(world.begin(), ann, "other", None, 10)
    with pytest.raises(UnknownError):
        collections.put(world.begin(), ann, "other", [("HB01-001", 1)], now=NOW)
    with pytest.raises(UnknownError):
        collections.read_in(
            world.begin(), PlainLake(), ann, "other", "1 HB01-001", mode="set", now=NOW
        )

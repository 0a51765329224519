from __future__ import annotations

from typing import Any

import pytest

from tcb_analytics.warehouse.sources.fields import MalformedError
from tcb_analytics.warehouse.sources.vocabulary import plain, rules_text, vocabulary, without

ONE_PIECE = vocabulary("onepiece")


@pytest.mark.parametrize(
    ("raw", "print_id"),
    [
        ("OP01-016", "OP01-016"),
        ("op01-016_p1", "OP01-016_p1"),
        ("ST23-004-r1", "ST23-004_r1"),
        ("P-001", "P-001"),
        ("PRB02-013_r2", "PRB02-013_r2"),
    ],
)
def test_print_ids_have_one_form(raw: str, print_id: str) -> None:
    assert ONE_PIECE.print_id(raw) == print_id


@pytest.mark.parametrize("raw", ["OP1-016", "OP01-16", "OP01-016_", "OP01 016", "Nami", 16, None])
def test_what_is_no_card_number_is_refused(raw: Any) -> None:
    with pytest.raises(MalformedError):
        ONE_PIECE.print_id(raw)


def test_categories_are_read_in_any_case() -> None:
    assert ONE_PIECE.category("CHARACTER") == "Character"
    with pytest.raises(MalformedError, match="Leader"):
        ONE_PIECE.category("Creature")


@pytest.mark.parametrize("colors", [[], ["Orange"], ["Red", "Red"], ["red"]])
def test_colours_are_the_games_six(colors: list[str]) -> None:
    with pytest.raises(MalformedError):
        ONE_PIECE.palette(colors)


def test_other_games_are_held_to_the_table_contract_only() -> None:
    other = vocabulary("elsewhere")
    assert other.palette(["White"]) == ["White"]
    assert other.category("creature") == "Creature"
    assert other.points(3) == 3
    assert other.print_id("Some Card") == "Some Card"


@pytest.mark.parametrize("raw", [-1000, 5001, "5x", True])
def test_points_are_multiples_of_the_games_step(raw: Any) -> None:
    with pytest.raises(MalformedError):
        ONE_PIECE.points(raw)


def test_plain_text_is_bounded_before_any_work_on_it() -> None:
    assert plain("Mira &amp; Bo") == "Mira & Bo"
    with pytest.raises(MalformedError, match="at most 500"):
        plain("&" + "amp;" * 1_000_000)
    with pytest.raises(MalformedError, match="markup only"):
        plain("<br>")


@pytest.mark.parametrize("raw", ["-", "", "  "])
def test_a_dash_is_no_rules_text(raw: str) -> None:
    assert rules_text(raw) is None


def test_blanks_become_null_and_other_values_stay() -> None:
    assert without({"a": "NULL", "b": "", "c": "NULLA", "d": [""]}, "", "NULL") == {
        "a": None,
        "b": None,
        "c": "NULLA",
        "d": [""],
    }
    assert without([1], "") == [1]

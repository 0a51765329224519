from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.numbers import fold_print, is_number, set_of

PRINTS = st.from_regex(
    r"[A-Za-z]{1,4}[0-9]{0,2}-[0-9]{3}((_|-)(p|r|alt)[0-9]?){0,2}", fullmatch=True
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("OP01-016", "OP01-016"),
        ("op01-016", "OP01-016"),
        (" OP07-091_p1 ", "OP07-091"),
        ("OP07-091_r1", "OP07-091"),
        ("ST01-001_p2_r1", "ST01-001"),
        ("P-001_p1", "P-001"),
        ("EB01-001-ALT", "EB01-001"),
        ("PRB01-001", "PRB01-001"),
        ("TB01-001", "TB01-001"),
        ("Borrowing 100,000 Arrows", "Borrowing 100,000 Arrows"),
        ("90345", "90345"),
        ("Snow_p1", "Snow_p1"),
    ],
)
def test_a_print_id_folds_to_its_number_and_anything_else_stays(written: str, number: str) -> None:
    assert fold_print(written) == number


@given(st.one_of(PRINTS, st.text()))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_print(fold_print(text)) == fold_print(text)


@given(PRINTS)
def test_every_print_belongs_to_the_set_of_its_number(print_id: str) -> None:
    assert is_number(print_id)
    assert set_of(print_id) == print_id.split("-", maxsplit=1)[0].upper()


def test_a_name_belongs_to_no_set() -> None:
    assert set_of("Lightning Bolt") is None
    assert set_of("OP01-16") is None


def test_digits_of_other_scripts_make_no_number() -> None:
    assert not is_number("OP٠١-٠١٦")

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources.joined_types import KnownTypes

KNOWN = KnownTypes(
    ["Tide Watch", "Harbour", "Harbour Crew", "Crew", "Old Harbour", "FILM", "SMILE", "Smile"]
)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Harbour", ["Harbour"]),
        ("Tide Watch Harbour", ["Tide Watch", "Harbour"]),
        ("Old Harbour Tide Watch", ["Old Harbour", "Tide Watch"]),
        ("film Tide Watch", ["FILM", "Tide Watch"]),
        ("SMILE Harbour", ["SMILE", "Harbour"]),
        ("Harbour/Tide Watch", ["Harbour", "Tide Watch"]),
        ("Harbour/Night Market", ["Harbour", "Night Market"]),
        ("Stranger", ["Stranger"]),
    ],
)
def test_types_are_cut_where_only_one_cut_is_possible(text: str, types: list[str]) -> None:
    assert KNOWN.cut(text) == types


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Crew",  # one type or two
        "Tide Watch Stranger",  # a piece nobody knows
        "Tide Watc",  # cut short by the source
        "smile Harbour",  # two types differ by case alone
        "Harbour/",
        "Harbour/Harbour Crew",
    ],
)
def test_types_that_could_be_cut_otherwise_are_not_guessed(text: str) -> None:
    assert KNOWN.cut(text) is None


def test_without_known_types_only_single_words_and_slashes_are_certain() -> None:
    nothing = KnownTypes([])
    assert nothing.cut("Navy") == ["Navy"]
    assert nothing.cut("Tide Watch/Harbour") == ["Tide Watch", "Harbour"]
    assert nothing.cut("Tide Watch") is None


words = st.sampled_from(["Tide", "Watch", "Old", "Crew", "Sea"])


@given(
    st.sets(st.lists(words, min_size=1, max_size=3).map(" ".join), min_size=1),
    st.data(),
)
def test_a_cut_is_always_made_of_known_types_and_never_wrong(
    known: set[str], data: st.DataObject
) -> None:
    truth = data.draw(st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=4))
    cut = KnownTypes(known).cut(" ".join(truth))
    assert cut is None or cut == truth


def test_a_text_with_very_many_cuts_is_answered_at_once() -> None:
    known = KnownTypes(["a", "a a", "a a a"])
    assert known.cut(" ".join(["a"] * 200)) is None

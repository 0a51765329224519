from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.ir import LEAST, MOST
from tcb_analytics.simulator.effects.kinds import Place, State
from tcb_analytics.simulator.effects.noun_parts import adjectives, bounds, head, qualifiers


@pytest.mark.parametrize(
    ("word", "expected"), [(None, (5, 5)), ("less", (LEAST, 5)), ("more", (5, MOST))]
)
def test_a_number_with_or_less_or_more_is_a_range(
    word: str | None, expected: tuple[int, int]
) -> None:
    assert bounds("5", word) == expected


def test_adjectives_are_taken_until_a_word_is_none() -> None:
    phrase, rest = adjectives("rested red {Tide Guild} type Characters")

    assert phrase.state is State.RESTED
    assert phrase.what.colors == ("Red",)
    assert phrase.what.types == ("Tide Guild",)
    assert rest == "Characters"


def test_a_bracketed_ability_is_no_name() -> None:
    assert adjectives("[Blocker] Characters")[1] == "[Blocker] Characters"


def test_the_longest_head_noun_wins() -> None:
    start, _ = adjectives("")
    phrase, rest = head(start, "Leader or Character cards with a cost of 3")

    assert phrase.places == Place.LEADER | Place.CHARACTERS
    assert rest == " with a cost of 3"


def test_qualifiers_are_taken_in_any_number() -> None:
    start, _ = adjectives("")
    phrase, rest = qualifiers(
        start, " with a cost of 4 or less and 5000 power or more other than [Tam Orr]"
    )

    assert rest == ""
    assert phrase.cost == (LEAST, 4)
    assert phrase.power == (5000, MOST)
    assert phrase.what.not_names == ("Tam Orr",)


def test_a_second_bound_of_one_kind_is_left_over() -> None:
    start, _ = adjectives("")

    assert qualifiers(start, " with a cost of 3 with a cost of 4")[1] == " with a cost of 4"

"""Values as plain data: given ones, the prior for the rest, nothing that is no number."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.prior import prior_value
from tcb_analytics.strategies.values import (
    GRAIN,
    MOST,
    CardValue,
    in_grains,
    value_of,
    values_beside,
)
from tests.tiny_set import TINY_CARDS

CY = TINY_CARDS[2]


def test_a_card_without_evidence_has_the_prior_and_says_so() -> None:
    found = value_of(CY, {"TY01-004": 9.0})
    assert not found.learned
    assert found.value == pytest.approx(prior_value(CY), abs=GRAIN)


def test_bare_points_count_as_learned_and_a_card_value_says_itself() -> None:
    assert value_of(CY, {CY.number: 4}) == CardValue(4.0)
    given_value = CardValue(4.0, uncertainty=0.5, learned=False)
    assert value_of(CY, {CY.number: given_value}) == given_value
    assert given_value.as_dict() == {
        "value": 4.0,
        "uncertainty": 0.5,
        "learned": False,
        "basis": None,
    }


def test_values_by_leader_are_those_of_the_leader_and_others_hold_beside_all() -> None:
    leader, other = TINY_CARDS[0], TINY_CARDS[1]
    flat = {CY.number: 4.0}
    by_leader = {leader.number: flat}
    assert values_beside(leader, flat) == flat
    assert values_beside(None, flat) == flat
    assert values_beside(leader, by_leader) == flat
    assert values_beside(other, by_leader) == {}
    assert values_beside(leader, lambda card: {CY.number: len(card.number) if card else 0}) == {
        CY.number: len(leader.number)
    }
    assert not values_beside(leader, None)


def test_values_by_leader_need_a_leader_and_are_not_mixed() -> None:
    leader = TINY_CARDS[0]
    by_leader = {leader.number: {CY.number: 4.0}}
    with pytest.raises(DeckError, match="must all be by leader"):
        values_beside(None, by_leader)
    with pytest.raises(DeckError, match="must all be by leader"):
        values_beside(leader, {**by_leader, CY.number: 4.0})


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, MOST + 1, -MOST - 1])
def test_what_is_no_number_of_points_is_refused(value: float) -> None:
    with pytest.raises(DeckError, match="a card's value must be a number") as caught:
        value_of(CY, {CY.number: value})
    assert "TY01-003 Cy" in str(caught.value)


@given(st.floats(-MOST, MOST))
def test_grains_are_whole_and_near(points: float) -> None:
    found = in_grains(points)
    assert abs(found - points) <= GRAIN / 2 + 1e-12
    assert found / GRAIN == pytest.approx(round(found / GRAIN), abs=1e-6)

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.simulator.pilots import AGGRESSIVE, CONTROL, judgement

WEIGHTS = AGGRESSIVE.numbers + CONTROL.numbers
CONTROLS = len(AGGRESSIVE.numbers)
"""Where the second pilot's weights begin."""
POWERS = st.integers(0, 13).map(lambda thousands: 1000 * thousands)


@given(POWERS, POWERS)
def test_the_don_needed_make_the_powers_equal_and_no_fewer_do(attacker: int, target: int) -> None:
    needed = judgement.don_needed(attacker, target)

    assert attacker + 1000 * needed >= target
    assert needed == 0 or attacker + 1000 * (needed - 1) < target


@given(*[st.integers(0, 10)] * 4)
def test_no_more_don_is_attached_than_there_is(
    needed: int, wanted: int, budget: int, attackers: int
) -> None:
    attached = judgement.don_to_attach(WEIGHTS, 0, needed, wanted, budget, 1, attackers)

    assert 0 <= attached <= budget


def test_the_last_attack_takes_all_the_don_that_is_left() -> None:
    assert judgement.don_to_attach(WEIGHTS, 0, 1, 0, 7, 1, 1) == 7


def test_everything_is_spent_on_the_damage_that_would_lose_the_game() -> None:
    for seat in (0, CONTROLS):
        assert judgement.counter_limit(WEIGHTS, seat, 1, 0, 0) == judgement.EVERYTHING


def test_a_blocker_that_survives_always_blocks() -> None:
    assert judgement.blocks(WEIGHTS, 0, 1, 5, 0, 9, 1)


def test_control_guards_its_leader_earlier_than_aggression() -> None:
    blocked = [
        sum(judgement.blocks(WEIGHTS, seat, 1, life, 0, 2, 0) for life in range(6))
        for seat in (0, CONTROLS)
    ]

    assert blocked[0] < blocked[1]


def test_more_attackers_than_life_make_the_leader_the_target() -> None:
    few = judgement.leader_worth(WEIGHTS, CONTROLS, 0, 3, 2)

    assert judgement.leader_worth(WEIGHTS, CONTROLS, 0, 3, 4) == few + judgement.LAST_PUSH

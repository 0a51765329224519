from __future__ import annotations

from enum import IntEnum, IntFlag

import pytest

from tcb_analytics.simulator.effects import kinds
from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import LEAST, MOST, Ability, Action, CardEffects, Target
from tcb_analytics.simulator.effects.kinds import Gate, Owner, Pick, Place, Rest, Timing

ENUMS = [one for one in vars(kinds).values() if isinstance(one, type) and issubclass(one, IntEnum)]


def test_a_bare_target_is_one_own_character_of_any_number() -> None:
    target = Target()

    assert (target.owner, target.places, target.pick) == (Owner.YOU, Place.CHARACTERS, Pick.CHOOSE)
    assert LEAST < 0 < 12_000 < MOST


def test_equal_effects_are_one_key() -> None:
    draw = Action(ActionKind.DRAW, amount=1)

    assert hash(Ability(Timing.MAIN, actions=(draw,))) == hash(
        Ability(Timing.MAIN, actions=(Action(ActionKind.DRAW, amount=1),))
    )
    assert draw.gate is Gate.ALWAYS
    assert draw.rest is Rest.BOTTOM


def test_a_card_is_modelled_until_a_clause_is_not_read() -> None:
    assert CardEffects("XX01-001").modelled
    assert CardEffects("XX01-001").unmodelled == ()


@pytest.mark.parametrize("enum", [one for one in ENUMS if one not in (IntEnum, IntFlag)])
def test_kinds_are_numbered_from_zero_without_gaps(enum: type[IntEnum]) -> None:
    assert [int(member) for member in enum] == list(range(len(enum)))


def test_actions_are_numbered_from_zero_without_gaps() -> None:
    assert [int(kind) for kind in ActionKind] == list(range(len(ActionKind)))


def test_places_are_bits_and_their_names_are_unions() -> None:
    assert Place.FIELD == Place.LEADER | Place.CHARACTERS | Place.STAGE
    assert Place.DON == Place.DON_ACTIVE | Place.DON_RESTED | Place.DON_GIVEN
    assert Owner.EITHER == Owner.YOU | Owner.OPPONENT


def test_timings_fit_a_mask_of_64_bits() -> None:
    assert max(Timing) < 63

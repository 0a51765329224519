from __future__ import annotations

import numpy as np
import pytest

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.encode import (
    NONE,
    AbilityColumn,
    ActionColumn,
    ConditionColumn,
    EncodedEffects,
    TargetColumn,
    encode,
)
from tcb_analytics.simulator.effects.kinds import Keyword, Place, Timing
from tcb_analytics.simulator.effects.parse import read_effects
from tests.simulator.effects.worded import worded

TEXTS = (
    "[Blocker]\n[On Play] You may trash 1 card from your hand: If you have 2 or less Life cards, "
    "K.O. up to 1 of your opponent's [Tam Orr] cards.",
    "",
    "[When Attacking] Draw 2 cards.\n[On K.O.] Draw 1 card.",
)


@pytest.fixture(scope="module")
def encoded() -> EncodedEffects:
    names = ("Mira Vale", "Tam Orr", "Bel Orr")
    cards = [
        worded(text, number=f"XX01-00{index}", name=name)
        for index, (text, name) in enumerate(zip(TEXTS, names, strict=True))
    ]
    return encode([read_effects(card) for card in cards], cards)


def test_each_card_has_its_span_of_abilities(encoded: EncodedEffects) -> None:
    assert encoded.first.tolist() == [0, 1, 1, 3]
    assert encoded.keywords.tolist() == [Keyword.BLOCKER, 0, 0]


def test_timings_are_bits(encoded: EncodedEffects) -> None:
    expected = [1 << Timing.ON_PLAY, 0, (1 << Timing.WHEN_ATTACKING) | (1 << Timing.ON_KO)]

    assert encoded.timings.tolist() == expected


def test_rows_point_at_each_other(encoded: EncodedEffects) -> None:
    ability = encoded.abilities[0]
    cost = encoded.actions[ability[AbilityColumn.COSTS]]
    action = encoded.actions[ability[AbilityColumn.ACTIONS]]
    condition = encoded.conditions[action[ActionColumn.CONDITIONS]]
    counted = encoded.targets[condition[ConditionColumn.TARGET]]

    assert cost[ActionColumn.KIND] == ActionKind.TRASH
    assert action[ActionColumn.KIND] == ActionKind.KO
    assert condition[ConditionColumn.AMOUNT] == 2
    assert counted[TargetColumn.PLACES] == Place.LIFE
    assert ability[AbilityColumn.SUBJECT] == NONE


def test_filters_are_answered_once_for_every_card(encoded: EncodedEffects) -> None:
    action = encoded.actions[encoded.abilities[0][AbilityColumn.ACTIONS]]
    target = encoded.targets[action[ActionColumn.TARGET]]

    assert encoded.filters[0].all()
    assert encoded.filters[target[TargetColumn.FILTER]].tolist() == [False, True, False]


def test_cards_without_effects_give_empty_tables() -> None:
    found = encode([], [])

    assert found.first.tolist() == [0]
    assert found.abilities.shape == (0, len(AbilityColumn))
    assert found.filters.shape == (1, 0)


def test_every_table_is_of_small_integers(encoded: EncodedEffects) -> None:
    tables = (encoded.abilities, encoded.actions, encoded.conditions, encoded.targets)

    assert all(table.dtype == np.int32 for table in tables)

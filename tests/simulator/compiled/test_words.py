"""The compiled engine's plain numbers are those of the effects' vocabularies."""

from __future__ import annotations

from enum import Enum

import pytest

from tcb_analytics.simulator.compiled import words
from tcb_analytics.simulator.effects import actions, kinds

PREFIXES = {
    "ON_": kinds.Timing,
    "OF_": kinds.Owner,
    "IN_": kinds.Place,
    "PICK_": kinds.Pick,
    "STATE_": kinds.State,
    "OP_": kinds.Op,
    "IF_": kinds.ConditionKind,
    "GATE_": kinds.Gate,
    "FOR_": kinds.Duration,
    "WORD_": kinds.Keyword,
    "NO_": kinds.Forbid,
    "REST_": kinds.Rest,
    "DO_": actions.ActionKind,
}


@pytest.mark.parametrize(("prefix", "vocabulary"), PREFIXES.items())
def test_every_word_has_its_number(prefix: str, vocabulary: type[Enum]) -> None:
    expected = {prefix + name: int(word.value) for name, word in vocabulary.__members__.items()}

    assert {name: vars(words).get(name) for name in expected} == expected


def test_there_is_no_word_that_no_vocabulary_knows() -> None:
    known = {prefix + name for prefix, words_ in PREFIXES.items() for name in words_.__members__}

    assert {name for name in vars(words) if name.isupper()} - known == set()

from __future__ import annotations

import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.columns import keys_of
from tcb_analytics.warehouse.queries.filters import conditions
from tcb_analytics.warehouse.queries.scope import check_game, scope_of

KNOWN = keys_of("results")
TWO = ("onepiece", "tidebreak")


def test_a_lake_of_one_game_needs_no_condition() -> None:
    scope = scope_of(("onepiece",), None, [], [])
    assert (scope.game, scope.conditions, scope.notes) == (None, (), ())


def test_the_default_game_is_said() -> None:
    scope = scope_of(TWO, None, [], [])
    assert scope.game == "onepiece"
    assert len(scope.conditions) == 1
    assert "tidebreak" in scope.notes[0]


def test_a_game_in_keys_filter_or_argument_is_taken() -> None:
    assert scope_of(TWO, None, [KNOWN["game"]], []).conditions == ()
    assert scope_of(TWO, None, [], conditions({"game": "tidebreak"}, KNOWN)).game == "tidebreak"
    assert scope_of(TWO, "tidebreak", [], []).game == "tidebreak"


def test_several_games_without_a_key_are_refused() -> None:
    with pytest.raises(QueryError, match="add 'game' to by"):
        scope_of(TWO, None, [], conditions("game <> 'magic'", KNOWN))


def test_an_unknown_game_is_answered_with_those_there_are() -> None:
    with pytest.raises(QueryError, match=r"did you mean 'onepiece'.*onepiece, tidebreak"):
        check_game("onepeace", TWO)

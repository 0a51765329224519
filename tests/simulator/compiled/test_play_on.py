"""The other half of the games of ``test_play``, in a file of its own for another worker."""

from __future__ import annotations

from tests.simulator.compiled.same_games import disagreements


def test_the_second_ten_thousand_generated_games_are_the_same_in_both_engines() -> None:
    assert disagreements(1) == []

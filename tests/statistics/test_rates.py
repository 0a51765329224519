"""Rates: what ties, mirrors and thresholds do to them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.intervals import jeffreys, wilson
from tcb_analytics.statistics.rates import WITHHELD_UNDER, RateRule, counted, rates

rules = st.builds(
    RateRule,
    ties=st.sampled_from(["half", "denominator", "excluded"]),
    mirrors=st.sampled_from(["count", "exclude"]),
)
results = st.tuples(*[st.integers(0, 5_000)] * 3)


@pytest.mark.parametrize(
    ("ties", "games", "rate"),
    [("half", 100, 0.5), ("denominator", 100, 0.4), ("excluded", 80, 0.5)],
)
def test_ties_count_as_the_rule_says(ties: Any, games: int, rate: float) -> None:
    found = rates(40, 40, 20, RateRule(ties=ties))
    assert found["games"] == games
    assert found["rate"] == pytest.approx(rate)


def test_mirrors_are_taken_out_where_the_rule_excludes_them() -> None:
    mirrors = (20, 20, 2)
    kept = rates(60, 40, 4, RateRule(ties="excluded"), mirrors=mirrors)
    out = rates(60, 40, 4, RateRule(ties="excluded", mirrors="exclude"), mirrors=mirrors)
    assert (kept["games"], kept["rate"]) == (100, pytest.approx(0.6))
    assert (out["games"], out["rate"]) == (60, pytest.approx(40 / 60))


def test_a_mirror_cell_has_no_games_where_mirrors_are_excluded() -> None:
    found = rates(30, 30, 0, RateRule(mirrors="exclude"), mirrors=(30, 30, 0))
    assert found["games"] == 0
    assert found["withheld"]


def test_under_the_threshold_nothing_but_the_counts_is_told() -> None:
    found = rates([10, 10], [9, 10], 0, RateRule())
    assert WITHHELD_UNDER == 20
    assert found["withheld"].tolist() == [True, False]
    assert found["games"].tolist() == [19, 20]
    for column in (found["rate"], found["low"], found["high"]):
        assert np.isnan(column).tolist() == [True, False]


def test_no_games_are_withheld_even_without_a_threshold() -> None:
    assert rates([0, 1], 0, 0, RateRule(), threshold=0)["withheld"].tolist() == [True, False]


def test_the_interval_is_the_one_asked_for() -> None:
    by_default = rates(30, 20, 1, RateRule())
    assert (by_default["low"], by_default["high"]) == jeffreys(30.5, 51)
    asked = rates(30, 20, 0, RateRule(), interval="wilson", level=0.8)
    assert (asked["low"], asked["high"]) == wilson(30, 50, 0.8)


@given(rules, results)
def test_a_told_rate_lies_in_its_interval(rule: RateRule, result: tuple[int, int, int]) -> None:
    found = rates(*result, rule, threshold=1)
    if found["withheld"]:
        assert found["games"] == 0
    else:
        assert 0 <= found["low"] <= found["rate"] <= found["high"] <= 1
        assert found["rate"] == pytest.approx(found["wins"] / found["games"])


@given(st.sampled_from(["half", "excluded"]), results)
def test_both_sides_of_a_matchup_add_up_to_one(ties: Any, result: tuple[int, int, int]) -> None:
    wins, losses, tied = result
    one = rates(wins, losses, tied, RateRule(ties=ties))
    other = rates(losses, wins, tied, RateRule(ties=ties))
    assert one["withheld"] == other["withheld"]
    if not one["withheld"]:
        assert one["rate"] + other["rate"] == pytest.approx(1)
        assert one["low"] == pytest.approx(1 - other["high"], abs=1e-12)


@given(rules, results)
def test_without_ties_every_rule_counts_alike(rule: RateRule, result: tuple[int, int, int]) -> None:
    wins, losses, _ = result
    assert counted(wins, losses, 0, rule) == (wins, wins + losses)


@pytest.mark.parametrize(
    "wrong",
    [
        {"wins": -1},
        {"wins": 1.5},
        {"losses": np.nan},
        {"ties": [1, 2], "wins": [1, 2, 3]},
        {"mirrors": (50, 0, 0), "rule": RateRule(mirrors="exclude")},
        {"level": 95},
        {"threshold": -1},
        {"interval": "wald"},
    ],
)
def test_impossible_counts_and_options_are_refused(wrong: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"wins": 40, "losses": 40, "ties": 2, "rule": RateRule()} | wrong
    with pytest.raises(StatisticsError):
        rates(**asked)


@pytest.mark.parametrize("wrong", [{"ties": "win"}, {"mirrors": "keep"}])
def test_a_rule_that_is_none_lists_the_known_ones(wrong: dict[str, Any]) -> None:
    with pytest.raises(StatisticsError, match="known are"):
        RateRule(**wrong)

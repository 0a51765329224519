"""Expected results against a field: plain means, and intervals that hold what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.field import expected_results
from tests.statistics.tables_of_wins import seeds


def test_the_rate_is_the_mean_over_the_field() -> None:
    found = expected_results([[0.5, 0.6], [0.4, 0.5]], 0, [3, 1])
    assert found.rate == pytest.approx([0.525, 0.425])
    assert found.low == pytest.approx(found.rate)
    assert found.high == pytest.approx(found.rate)
    assert np.isnan(found.from_matchups).all()


@given(seeds, st.integers(1, 6), st.integers(1, 6), st.floats(1, 5_000))
@settings(max_examples=60, deadline=None)
def test_the_interval_holds_the_rate_and_the_rate_lies_within_its_matchups(
    seed: int, rows: int, columns: int, seen: float
) -> None:
    rng = np.random.default_rng(seed)
    chances = rng.uniform(0.05, 0.95, (rows, columns))
    errors = rng.uniform(0, 0.2, (rows, columns))
    found = expected_results(chances, errors, rng.uniform(0.1, 1, columns), seen=seen)
    assert (chances.min(axis=1) - 1e-12 <= found.rate).all()
    assert (found.rate <= chances.max(axis=1) + 1e-12).all()
    assert ((found.low >= 0) & (found.low <= found.rate)).all()
    assert ((found.high <= 1) & (found.high >= found.rate)).all()


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_a_table_against_its_own_field_wins_one_half_on_average(seed: int) -> None:
    rng = np.random.default_rng(seed)
    above = np.triu(rng.uniform(0.2, 0.8, (5, 5)), 1)
    chances = above + np.tril(1 - above.T, -1) + np.eye(5) / 2
    field = rng.uniform(0, 1, 5)
    found = expected_results(chances, 0.01, field)
    assert found.rate @ (field / field.sum()) == pytest.approx(0.5)


def test_mean_and_variance_are_those_of_a_simulation() -> None:
    rng = np.random.default_rng(4)
    won, lost, counts = np.array([12, 30, 5]), np.array([8, 25, 9]), np.array([6.0, 3.0, 11.0])
    chances = won / (won + lost)
    errors = np.sqrt(chances * (1 - chances) / (won + lost + 1))
    found = expected_results(chances[None], errors[None], counts, seen=counts.sum())
    drawn = (rng.beta(won, lost, (400_000, 3)) * rng.dirichlet(counts, 400_000)).sum(axis=1)
    assert found.rate[0] == pytest.approx(drawn.mean(), abs=1e-3)
    assert found.error[0] == pytest.approx(drawn.std(), rel=0.01)
    assert found.low[0] == pytest.approx(np.quantile(drawn, 0.025), abs=4e-3)
    assert found.high[0] == pytest.approx(np.quantile(drawn, 0.975), abs=4e-3)


def test_a_field_of_few_decks_is_less_sure_than_one_of_many_or_one_given() -> None:
    chances, errors, field = [[0.3, 0.7]], [[0.02, 0.02]], [1, 1]
    few, many, given_ = (
        expected_results(chances, errors, field, seen=seen) for seen in (20, 2_000, None)
    )
    assert few.error[0] > many.error[0] > given_.error[0]
    assert few.from_matchups[0] < many.from_matchups[0] < given_.from_matchups[0]
    assert given_.from_matchups[0] == pytest.approx(1)


def test_a_field_of_decks_that_fare_alike_adds_no_doubt() -> None:
    found = expected_results([[0.6, 0.6, 0.6]], 0, [5, 2, 1], seen=8)
    assert found.error == pytest.approx([0], abs=1e-9)


@pytest.mark.parametrize(
    ("errors", "field", "asked", "where"),
    [
        ([0.1, 0.1, 0.1], [1, 1], {}, "errors"),
        (0.6, [1, 1], {}, "errors"),
        (-0.1, [1, 1], {}, "errors"),
        (0, [1, 1, 1], {}, "field"),
        (0, [0, 0], {}, "field"),
        (0, [1, -1], {}, "field"),
        (0, [1, 1], {"seen": 0}, "seen"),
        (0, [1, 1], {"level": 95}, "level"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    errors: object, field: list[float], asked: dict[str, float], where: str
) -> None:
    with pytest.raises(StatisticsError) as caught:
        expected_results([[0.5, 0.6], [0.4, 0.5]], errors, field, **asked)  # type: ignore[arg-type]  # wrong input is what is tested
    assert caught.value.where == where

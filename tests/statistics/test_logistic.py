"""Ridge logistic regression: finds the truth it was drawn from, and says how sure it is."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.logistic import fit_logistic


def drawn(seed: int, rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(rows, 3)) * [1.0, 40.0, 1.0]
    truth = expit(-1 + columns @ [1.2, -0.02, 0.0])
    return columns, (rng.random(rows) < truth).astype(float), truth


def test_predictions_are_near_the_truth_that_was_drawn_from() -> None:
    columns, answers, truth = drawn(1, 20_000)
    found = fit_logistic(columns, answers)
    assert found.shares(columns) == pytest.approx(truth, abs=0.03)


def test_errors_cover_the_truth_about_as_often_as_they_say() -> None:
    hits = []
    for seed in range(60):
        columns, answers, truth = drawn(seed, 400)
        found = fit_logistic(columns, answers, ridge=0.1)
        hits.append(np.abs(found.shares(columns) - truth) < 1.96 * found.errors(columns))
    assert 0.91 < np.mean(hits) < 0.98


def test_units_of_a_column_do_not_matter() -> None:
    columns, answers, _ = drawn(2, 300)
    plain = fit_logistic(columns, answers, ridge=5.0)
    scaled = fit_logistic(columns * [1e3, 1e-3, 1], answers, ridge=5.0)
    assert scaled.shares(columns * [1e3, 1e-3, 1]) == pytest.approx(plain.shares(columns))


def test_the_mean_is_met_and_a_strong_ridge_leaves_only_the_mean() -> None:
    columns, answers, _ = drawn(3, 500)
    assert fit_logistic(columns, answers).shares(columns).mean() == pytest.approx(answers.mean())
    flat = fit_logistic(columns, answers, ridge=1e9)
    assert flat.shares(columns) == pytest.approx(np.full(500, answers.mean()), abs=1e-3)


def test_a_row_that_counts_twice_is_two_rows() -> None:
    columns, answers, _ = drawn(4, 60)
    twice = fit_logistic(np.vstack([columns, columns]), np.tile(answers, 2), ridge=2.0)
    heavy = fit_logistic(columns, answers, weights=2.0, ridge=2.0)
    assert heavy.weights == pytest.approx(twice.weights, abs=1e-6)


def test_a_column_that_tells_all_and_a_constant_one_are_no_trouble() -> None:
    column = np.linspace(-1, 1, 50)
    found = fit_logistic(np.stack([column, np.ones(50)], axis=1), (column > 0).astype(float))
    assert np.isfinite(found.weights).all()
    assert found.weights[2] == 0


@pytest.mark.parametrize(
    ("columns", "shares", "asked"),
    [
        ([[1.0], [2.0]], [0.5], {}),
        ([[np.nan]], [0.5], {}),
        ([[1.0]], [1.5], {}),
        ([[1.0]], [0.5], {"ridge": 0.0}),
        ([[1.0]], [0.5], {"weights": -1.0}),
        (np.empty((0, 1)), [], {}),
    ],
)
def test_what_cannot_be_fitted_is_refused(
    columns: list[list[float]], shares: list[float], asked: dict[str, float]
) -> None:
    with pytest.raises(StatisticsError):
        fit_logistic(columns, shares, **asked)

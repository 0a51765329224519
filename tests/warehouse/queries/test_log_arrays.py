from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from tcb_analytics.warehouse.log_metrics import BY_NAME, LIMITED
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.log_arrays import squares_in, worked_out
from tcb_analytics.warehouse.queries.log_formulas import counts_of, find_metric, formula, squares
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT

ARITHMETIC = [m for m in LIMITED if "CASE" not in m.sql]


@pytest.mark.parametrize("metric", ARITHMETIC, ids=lambda m: m.name)
def test_arrays_give_what_sql_gives(metric: Metric) -> None:
    rng = np.random.default_rng(2)
    names = sorted(counts_of(metric))
    counts = {name: rng.integers(0, 5, 60) for name in names}
    found = worked_out(metric, counts)
    assert found is not None
    connection = duckdb.connect()
    connection.register("given", pa.table(counts))
    told = connection.execute(f"SELECT {formula(metric).sql(DIALECT)} AS v FROM given")
    expected = told.to_arrow_table().column("v").to_numpy().astype(float)

    if metric.name.endswith("_z"):
        assert np.allclose(found, expected, rtol=1e-12, equal_nan=True)
    else:
        assert np.array_equal(np.asarray(found, float), expected, equal_nan=True)


@pytest.mark.parametrize("sql", ["ROUND(deck, 1)", "CASE WHEN deck > 1 THEN 1 END", "deck % 2"])
def test_what_is_more_than_arithmetic_is_left_to_sql(sql: str) -> None:
    mine = Metric("mine", "limited", sql, "mine")

    assert worked_out(mine, {"deck": np.array([1, 2])}) is None


def test_squares_are_worked_out_of_counts_that_a_question_reads() -> None:
    counts = {"deck_squares": np.array([9]), "from_deck_squares": np.array([5])}

    assert squares_in(BY_NAME["gns_wr"], counts).tolist() == [4]  # type: ignore[union-attr]
    assert squares_in(BY_NAME["game_wr"], counts) is None
    assert squares(BY_NAME["alsa"]) is None


def test_a_metric_may_name_others() -> None:
    assert counts_of(find_metric("iwd")) == counts_of(find_metric("gih_wr")) | counts_of(
        find_metric("gns_wr")
    )

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.result import Result


class Counting:
    """An engine that counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def run(self, sql: str, *, timeout: float | None = None) -> pa.Table:
        self.asked += 1
        return pa.table({"n": [1, 2, None], "day": [date(2025, 1, 6)] * 3})

    def explain(self, sql: str, *, analyze: bool = False) -> str:
        return f"plan of {sql}"


def test_nothing_runs_before_rows_are_asked_for_and_then_once() -> None:
    engine = Counting()
    result = Result(engine, "SELECT 1", title="numbers")
    assert "not run yet" in repr(result)
    assert result.explain() == "plan of SELECT 1"
    assert engine.asked == 0
    with ThreadPoolExecutor(4) as pool:
        sizes = list(pool.map(lambda _: len(result.df()), range(8)))
    assert sizes == [3] * 8
    assert (len(result), result._repr_html_().count("<tr>")) == (3, 4)
    assert engine.asked == 1
    assert "3 rows" in repr(result)


def test_one_answer_in_three_shapes() -> None:
    result = Result(Counting(), "SELECT 1", title="numbers")
    frame = result.df()
    assert isinstance(frame, pd.DataFrame)
    assert frame["n"].isna().tolist() == [False, False, True]
    assert pd.api.types.is_datetime64_any_dtype(frame["day"])
    assert isinstance(result.pl(), pl.DataFrame)
    assert result.pl()["n"].to_list() == [1, 2, None] == result.arrow().column("n").to_pylist()


def test_a_changed_frame_does_not_change_the_answer() -> None:
    result = Result(Counting(), "SELECT 1", title="numbers")
    frame = result.df()
    frame.loc[0, "n"] = 99
    assert result.df()["n"].tolist()[0] == 1


def test_a_plan_can_be_read_and_timed(empty_lake: Lake) -> None:
    result = empty_lake.win_rates()
    assert "GROUP" in result.explain().upper()
    assert "TIME" in result.explain(analyze=True).upper()


def test_columns_of_one_name_all_survive(empty_lake: Lake) -> None:
    result = empty_lake.sql("SELECT 1 AS a, 2 AS a, 'x' AS b")
    assert result.arrow().num_columns == 3
    assert result.df().shape == (1, 3)
    assert result._repr_html_().count("<td") == 3


def test_lists_and_moments_come_through(empty_lake: Lake) -> None:
    asked = empty_lake.sql("SELECT ['a', 'b'] AS l, TIMESTAMPTZ '2025-01-06 10:00:00+00' AS t")
    row = asked.arrow().to_pylist()[0]
    assert row["l"] == ["a", "b"]
    assert row["t"].hour == 10
    assert pytest.approx(asked.df()["t"][0].hour) == 10


@pytest.mark.parametrize(("ascending", "order"), [(False, [2, 1, None]), (True, [1, 2, None])])
def test_an_answer_is_put_in_order_with_missing_values_last(
    ascending: bool, order: list[int | None]
) -> None:
    whole = Result(Counting(), "SELECT 1", title="numbers", notes=("said",))
    found = whole.sort("n", ascending=ascending)

    assert found.arrow().column("n").to_pylist() == order
    assert (found.sql, found.title, found.notes) == ("SELECT 1", "numbers", ("said",))
    assert whole.arrow().column("n").to_pylist() == [1, 2, None]
    with pytest.raises(QueryError, match="it has: n, day"):
        whole.sort("m").arrow()

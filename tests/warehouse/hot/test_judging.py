from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.warehouse.hot import judging
from tcb_analytics.warehouse.hot.coded import coded
from tcb_analytics.warehouse.hot.judging import kept
from tcb_analytics.warehouse.hot.memory import TooLargeError
from tcb_analytics.warehouse.queries.filters import conditions
from tcb_analytics.warehouse.queries.log_columns import GAME_KEYS

ROWS = pa.table(
    {
        "rank": ["gold", None, "mythic", "gold", None, "silver"],
        "opp_rank": ["gold", "gold", None, "silver", None, "silver"],
        "num_turns": [5, 9, None, 12, 7, 5],
        "on_play": [True, None, False, True, False, None],
    }
)


def ask(sql: str, given: pa.Table) -> pa.Table:
    connection = duckdb.connect()
    connection.register("given", given)
    return connection.execute(sql).to_arrow_table()


LEAVES = (
    "rank = 'gold'", "rank <> opp_rank", "num_turns between 5 and 9", "on_play", "not on_play",
    "rank is null", "num_turns in (5, 12)", "rank like 'm%'", "opp_rank > rank",
)  # fmt: skip
TREES: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({' '.join(t)})"),
        inner.map(lambda text: f"(not {text})"),
    ),
    max_leaves=6,
)


@settings(max_examples=50, deadline=None)
@given(TREES)
def test_conditions_keep_the_rows_that_sql_keeps(text: str) -> None:
    trees = [condition.tree for condition in conditions(text, GAME_KEYS)]
    columns: Callable[..., object] = {
        n: coded(ROWS.column(n)) for n in ROWS.column_names
    }.__getitem__
    mask = kept(trees, columns, ask)  # type: ignore[arg-type]  # a bound method of a dict
    assert mask is not None
    numbered = ROWS.append_column("place", pa.array(range(6)))
    expected = ask(f"SELECT place FROM given WHERE {text} ORDER BY place", numbered)

    assert np.flatnonzero(mask).tolist() == expected.column("place").to_pylist()


def test_no_condition_keeps_all() -> None:
    assert kept([], {}.__getitem__, ask) is None


def test_columns_of_too_many_values_are_not_compared_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "MOST_PAIRS", 5)
    trees = [c.tree for c in conditions("rank = opp_rank and num_turns > 1", GAME_KEYS)]
    with pytest.raises(TooLargeError):
        kept(trees, lambda name: coded(ROWS.column(name).slice(0)), ask)

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.context import MOST_ROWS, context_of

ROWS = {"name": ["Ember", "Hush"], "tier": ["A", None], "rate": [0.5, float("nan")], "n": [3, 4]}


@pytest.mark.parametrize(
    "given",
    [pa.table(ROWS), pd.DataFrame(ROWS), pl.DataFrame(ROWS), pd.DataFrame(ROWS).set_index("name")],
    ids=["arrow", "pandas", "polars", "named index"],
)
def test_a_context_may_be_any_frame_and_nan_is_null(given: object) -> None:
    context = context_of(given)
    assert context is not None

    assert {name: key.kind for name, key in context.keys.items()} == {
        "tier": "text", "rate": "number", "n": "number",
    }  # fmt: skip
    assert context.table.column("rate").to_pylist() == [0.5, None]
    assert context_of(context) is context


def test_no_context_is_none() -> None:
    assert context_of(None) is None


def test_a_context_of_too_many_rows_is_refused() -> None:
    names = pa.table({"name": [str(i) for i in range(MOST_ROWS + 1)]})
    with pytest.raises(QueryError, match="over 5,000 rows"):
        context_of(names)

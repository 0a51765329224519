from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.warehouse.hot.coded import coded, merged


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=3)), max_size=30))
def test_codes_and_values_give_the_column_back(values: list[str | None]) -> None:
    column = coded(pa.array(values, pa.string()))

    assert column.values.take(pa.array(column.codes)).to_pylist() == values


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), max_size=30))
def test_values_ascend_and_null_is_last(values: list[int | None]) -> None:
    found = coded(pa.array(values, pa.int64())).values.to_pylist()
    known = [value for value in found if value is not None]

    assert known == sorted(set(known))
    assert found[: len(known)] == known


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=9), min_size=1, max_size=4)
)
def test_merged_columns_keep_their_values_and_their_order(lists: list[list[int | None]]) -> None:
    columns = [coded(pa.array(values, pa.int64())) for values in lists]
    together, places = merged(columns)

    for column, place in zip(columns, places, strict=True):
        assert together.take(pa.array(place)).equals(column.values)
    known = [value for value in together.to_pylist() if value is not None]
    assert known == sorted(set(known))

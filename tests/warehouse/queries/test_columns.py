from __future__ import annotations

import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.columns import VIEWS, find_key, keys_of

TYPES = {
    "text": {"VARCHAR"},
    "number": {"INTEGER", "BIGINT", "DOUBLE"},
    "day": {"DATE"},
    "flag": {"BOOLEAN"},
}


@pytest.mark.parametrize("view", VIEWS)
def test_declared_columns_are_those_of_the_view_in_name_and_type(
    empty_lake: Lake, view: str
) -> None:
    found = empty_lake._engine.columns(view)
    for key in VIEWS[view]:
        assert found.get(key.name) in TYPES[key.kind], key


@pytest.mark.parametrize("view", VIEWS)
def test_a_derived_column_is_made_of_plain_ones(view: str) -> None:
    known = keys_of(view)
    for key in VIEWS[view]:
        assert all(known[base].sql is None for base in key.bases), key
        assert bool(key.sql) == bool(key.bases), key


def test_an_unknown_column_is_answered_with_all_known_ones() -> None:
    with pytest.raises(QueryError, match="did you mean 'leader'") as caught:
        find_key("leadr", keys_of("results"), "by")
    assert all(key.name in str(caught.value) for key in VIEWS["results"])

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.columns import keys_of
from tcb_analytics.warehouse.queries.filters import conditions
from tcb_analytics.warehouse.queries.sqlfiles import render
from tests.warehouse.queries.lakes import lake_over

KNOWN = keys_of("decks")
START = date(2025, 1, 6)
ROWS = [
    {
        "deck_id": f"d{index}",
        "leader": [None, "A", "B", "C'x"][index % 4],
        "event_date": None if index % 5 == 0 else START + timedelta(days=index),
        "size": 40 + index % 13,
        "complete": index % 3 == 0,
    }
    for index in range(60)
]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return lake_over(tmp_path_factory.mktemp("filters"), decks=ROWS)


def _found(lake: Lake, where: Any) -> set[str]:
    return set(lake.decks(where=where).arrow().column("deck_id").to_pylist())


def _expected(keep: Any) -> set[str]:
    return {row["deck_id"] for row in ROWS if keep(row)}


@pytest.mark.parametrize(
    ("where", "keep"),
    [
        ({"leader": "C'x"}, lambda r: r["leader"] == "C'x"),
        ({"leader": ["A", "B"]}, lambda r: r["leader"] in ("A", "B")),
        ({"leader": {"A", None}}, lambda r: r["leader"] in ("A", None)),
        ({"leader": None}, lambda r: r["leader"] is None),
        ({"leader": []}, lambda r: False),
        ({"size": (45, 47)}, lambda r: 45 <= r["size"] <= 47),
        ({"size": (45, None)}, lambda r: r["size"] >= 45),
        ({"size": (None, 45)}, lambda r: r["size"] <= 45),
        ({"date": (None, None)}, lambda r: r["event_date"] is not None),
        ({"size": np.array([41, 42])}, lambda r: r["size"] in (41, 42)),
        ({"size": range(41, 43)}, lambda r: r["size"] in (41, 42)),
        ({"complete": True, "leader": "A"}, lambda r: r["complete"] and r["leader"] == "A"),
        (
            {"date": ("2025-01-08", date(2025, 1, 20))},
            lambda r: r["event_date"] and date(2025, 1, 8) <= r["event_date"] <= date(2025, 1, 20),
        ),
        ({"week": "2025-W03"}, lambda r: r["event_date"] and _week(r) == "2025-W03"),
        ("leader = 'A' or leader is null", lambda r: r["leader"] in ("A", None)),
        (
            "leader <> 'A' and not complete",
            lambda r: r["leader"] not in ("A", None) and not r["complete"],
        ),
        ("leader like 'C''%'", lambda r: r["leader"] == "C'x"),
        ("size between 41 and 43", lambda r: 41 <= r["size"] <= 43),
        (
            "size not in (41, 42) and date >= '2025-02-01'",
            lambda r: r["size"] not in (41, 42) and _day(r) >= date(2025, 2, 1),
        ),
        ("DATE < date '2025-01-10'", lambda r: date.min < _day(r) < date(2025, 1, 10)),
        (
            "(leader = 'A' and size > 45) or complete is true",
            lambda r: (r["leader"] == "A" and r["size"] > 45) or r["complete"],
        ),
    ],
)
def test_filters_keep_what_the_same_condition_in_python_keeps(
    lake: Lake, where: Any, keep: Any
) -> None:
    assert _found(lake, where) == _expected(keep)


def _day(row: dict[str, Any]) -> date:
    return row["event_date"] or date.min


def _week(row: dict[str, Any]) -> str:
    return row["event_date"].strftime("%G-W%V")


@given(
    st.dictionaries(st.sampled_from(["leader", "name", "event", "set_code"]), st.text(max_size=30))
)
def test_no_value_can_be_more_than_a_value(lake: Lake, where: dict[str, str]) -> None:
    try:
        found = _found(lake, where)
    except QueryError:
        return
    assert found <= {row["deck_id"] for row in ROWS}
    assert found == _expected(lambda r: all(r.get(name) == value for name, value in where.items()))


@pytest.mark.parametrize(
    "name", ["leadr", "1", "", "leader; DROP TABLE x", 'leader" OR 1=1', "deck_id OR TRUE", None, 3]
)
def test_an_unknown_column_is_refused_with_the_known_ones(lake: Lake, name: Any) -> None:
    with pytest.raises(QueryError, match=r"known: .*leader"):
        lake.decks(where={name: "x"})


def test_a_close_name_is_suggested(lake: Lake) -> None:
    with pytest.raises(QueryError, match="did you mean 'leader'"):
        lake.decks(where={"leadr": "A"})


@pytest.mark.parametrize(
    "where", [5, ["leader"], object(), {"size": (1, 2, 3)}, {"size": {"a": 1}}]
)
def test_a_filter_of_another_shape_is_refused(lake: Lake, where: Any) -> None:
    with pytest.raises(QueryError):
        lake.decks(where=where)


def test_a_filter_that_holds_a_column_to_one_text_says_so() -> None:
    (fixed,) = conditions({"game": "onepiece"}, KNOWN)
    (several,) = conditions({"game": ["onepiece", "magic"]}, KNOWN)
    assert fixed.fixed_value == "onepiece"
    assert several.fixed_value is None


def test_comments_in_a_text_do_not_reach_the_sql() -> None:
    (condition,) = conditions("leader = 'A' /* hidden */ -- more", KNOWN)
    assert render(condition.tree) == "leader = 'A'"

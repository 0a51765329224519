"""Kinds of columns that tables share refuse what they do not mean."""

from __future__ import annotations

import pytest

from tcb_analytics.warehouse.column_kinds import GAME, count, identity, rate
from tcb_analytics.warehouse.contracts import Row, Table

TABLE = Table(
    "things",
    "one row per thing",
    (GAME, identity("thing", "the thing"), count("seen", "times seen"), rate("part", "its part")),
)
GOOD = {"game": "magic", "thing": "T-1", "seen": 3, "part": 0.5}


def test_a_row_that_keeps_every_kind_is_taken() -> None:
    table, rejects = TABLE.check([Row("things", GOOD, "line 1")])

    assert rejects == []
    assert table.to_pylist() == [GOOD]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("game", None, "missing"),
        ("thing", "a\nb", "malformed"),
        ("thing", "x" * 81, "over 80 characters"),
        ("seen", -1, "below 0"),
        ("seen", 3 * 10**9, "expected int32"),
        ("part", 1.01, "above 1"),
    ],
)
def test_a_value_outside_its_kind_is_told_with_its_column(
    column: str, value: object, reason: str
) -> None:
    _, rejects = TABLE.check([Row("things", GOOD | {column: value}, "line 1")])

    assert [reject.field for reject in rejects] == [column] * len(rejects)
    assert any(reason in reject.reason for reject in rejects)

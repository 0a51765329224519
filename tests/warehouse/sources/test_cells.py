from __future__ import annotations

from typing import Any

import pytest

from tcb_analytics.warehouse.sources.cells import CellReader, kind_of
from tcb_analytics.warehouse.sources.mapping import Mapping
from tcb_analytics.warehouse.tables import TABLES


def read(table: str, column: str, cell: str, **rule: Any) -> Any:
    """The value of one cell, or the reason of its reject."""
    told = {"player_1": {"const": "Ann"}, "winner": {"const": 1}} if table == "matches" else {}
    columns: dict[str, Any] = {**told, column: {"from": "H", **rule}}
    for other in TABLES[table].columns:
        if other.required and other.name not in (column, "game", "source", "match_id", "bye"):
            columns[other.name] = {"from": "H"}
    mapping = Mapping(table=table, dataset="a", decimal=",", columns=columns)
    values, rejects = CellReader(mapping).columns("line 2", {"H": cell})
    reasons = [reject.reason for reject in rejects if reject.field == column]
    return reasons[0] if reasons else values[column]


@pytest.mark.parametrize(
    ("table", "column", "cell", "rule", "value"),
    [
        ("matches", "round", " 3 ", {}, 3),
        ("matches", "round", "", {}, None),
        ("matches", "seconds", "12,5", {}, 12.5),
        ("matches", "seconds", "12.5", {}, "expected a number such as 12,5"),
        ("matches", "seconds", "nan", {}, "expected a number such as 12,5"),
        ("matches", "seconds", "1e5", {}, "expected a number such as 12,5"),
        ("placements", "omwp", "58,3%", {"as": "percent"}, 0.583),
        ("matches", "bye", "TRUE", {}, True),
        ("matches", "bye", "yes", {}, "expected true or false"),
        ("matches", "leader_1", "op01-001_p2", {}, "OP01-001"),
        ("matches", "leader_1", "Silver Heron", {}, "Silver Heron"),
        (
            "matches",
            "leader_1",
            "Silver Heron",
            {"as": "card"},
            "expected a card number such as OP01-016",
        ),
        ("matches", "winner", "x", {"values": {"x": None}}, None),
        ("matches", "round", "final", {"values": {"final": "9"}}, 9),
        ("cards", "colors", "Red/Green", {}, ["Red", "Green"]),
        ("cards", "colors", "Red Green", {"split": " "}, ["Red", "Green"]),
        ("cards", "colors", "", {}, []),
        (
            "matches",
            "played_at",
            "31.02.2026",
            {"format": "%d.%m.%Y"},
            "expected a date and time as %d.%m.%Y",
        ),
    ],
)
def test_a_cell_is_read_by_its_column(
    table: str, column: str, cell: str, rule: dict[str, Any], value: Any
) -> None:
    assert read(table, column, cell, **rule) == (
        pytest.approx(value) if isinstance(value, float) else value
    )


def test_every_column_of_every_table_has_a_way_to_be_read() -> None:
    kinds = {kind_of(column) for table in TABLES.values() for column in table.columns}
    assert kinds == {"text", "number", "int", "real", "date", "moment", "flag", "list"}

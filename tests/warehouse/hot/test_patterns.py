from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from tcb_analytics.warehouse.hot.memory import TooLargeError
from tcb_analytics.warehouse.hot.patterns import coded_patterns, patterns_of, wanted


def ask(sql: str, given: pa.Table) -> pa.Table:
    connection = duckdb.connect()
    connection.register("given", given)
    return connection.execute(sql).to_arrow_table()


def test_a_pattern_stands_for_the_numbers_of_its_entries() -> None:
    columns = {
        "deck": np.array([1, 4, 1, 0], np.uint8),
        "sideboard": np.array([0, 2, 0, 1], np.uint8),
    }
    codes, table = coded_patterns(columns)

    assert table.num_rows == 3
    for name, values in columns.items():
        assert table.column(name).take(pa.array(codes)).to_pylist() == values.tolist()


def test_patterns_of_too_many_numbers_are_refused() -> None:
    wide = {name: np.array([0, 255], np.uint8) for name in "abcd"}
    with pytest.raises(TooLargeError):
        coded_patterns(wide)


def test_counts_of_a_pattern_are_those_that_are_declared() -> None:
    table = pa.table({"opening_hand": [1, 0], "drawn": [1, 3], "tutored": [0, 0], "deck": [2, 1]})
    found = patterns_of("hand", "game_cards", table, ask)

    assert found.won["gih_squares"].tolist() == [4, 9]
    assert found.won["won_drawn"].tolist() == [1, 3]
    assert found.lost["won_drawn"].tolist() == [0, 0]
    assert found.won["from_deck"].tolist() == [2, 1]


def test_counts_that_are_equal_are_counted_once() -> None:
    table = pa.table({"deck": [1, 2], "sideboard": [0, 1]})
    worth = patterns_of("deck", "build_cards", table, ask).worth(("deck", "won_deck"))

    assert worth.table.tolist() == [[1], [2]]
    assert worth.parts == {"deck": (0, 0), "won_deck": (0, -1)}


def test_counts_are_known_by_grain() -> None:
    assert wanted(["num_games", "deck", "drawn"], "hand") == ("drawn",)

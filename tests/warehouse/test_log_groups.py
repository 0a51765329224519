"""Groups are numbered in the order of their keys, and every row finds its own."""

from __future__ import annotations

import duckdb

from tcb_analytics.warehouse.log_groups import by_number, groups_of

KEYS = {"rank": "played.rank", "week": "played.week"}


def test_groups_stand_in_order_with_nulls_first_and_rows_know_theirs() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE played AS FROM (VALUES (3, 'b', 1), (0, NULL, 2), (1, 'a', 9),"
            " (2, 'b', 1)) AS rows(id, rank, week)"
        )
        keys, group = groups_of(connection, KEYS, "played", "played.id")
    assert keys.to_pylist() == [
        {"rank": None, "week": 2},
        {"rank": "a", "week": 9},
        {"rank": "b", "week": 1},
    ]
    assert group.tolist() == [0, 1, 2, 2]


def test_without_keys_all_rows_are_one_group() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE played AS FROM range(3) AS rows(id)")
        keys, group = groups_of(connection, {}, "played", "id")
    assert keys.num_rows == 1
    assert group.tolist() == [0, 0, 0]


def test_a_number_without_a_row_has_none() -> None:
    with duckdb.connect() as connection:
        (found,) = by_number(connection, "FROM (VALUES (2, 7), (0, 5))")
        (empty,) = by_number(connection, "SELECT 1, 2 WHERE FALSE")
    assert found.tolist() == [5, -1, 7]
    assert not len(empty)

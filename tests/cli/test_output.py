"""Rows as aligned text where nobody watches a terminal."""

from __future__ import annotations

import json

import pytest

from tcb_analytics.cli.output import show

ROWS = [
    {"leader": "TB01-001", "games": 1200, "rate": 0.5123, "hidden": 1},
    {"leader": "TB01-002 \x1b[2J", "games": 7, "rate": None, "hidden": 2},
]


def test_columns_line_up_and_numbers_stand_right(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, ["leader", "games", "rate"])

    assert capsys.readouterr().out.splitlines() == [
        "leader            games    rate",
        "TB01-001          1,200  51.2 %",
        "TB01-002 \\x1b[2J      7       -",
    ]


def test_json_carries_every_column(capsys: pytest.CaptureFixture[str]) -> None:
    show(ROWS, ["leader"], as_json=True)

    assert json.loads(capsys.readouterr().out)[0]["hidden"] == 1


def test_no_rows_are_said_in_words_but_stay_a_list_in_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show([], ["leader"], empty="no data sets")
    show([], ["leader"], as_json=True)

    assert capsys.readouterr().out.splitlines() == ["no data sets", "[]"]

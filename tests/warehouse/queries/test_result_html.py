from __future__ import annotations

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from tcb_analytics.warehouse.queries.result_html import ROWS, cell_text, result_html

HOSTILE = "<script>alert(1)</script>\"'&"


def test_everything_from_the_data_is_escaped() -> None:
    table = pa.table({HOSTILE: [HOSTILE], "list": [[HOSTILE]]})
    html = result_html(table, HOSTILE, (HOSTILE,))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 5


def test_at_most_fifteen_rows_are_shown_and_all_are_counted() -> None:
    html = result_html(pa.table({"n": list(range(1_234))}), "numbers", ())
    assert html.count("<tr>") == ROWS + 1 == 16
    assert "first 15 of 1,234 rows" in html


def test_nothing_is_loaded_from_anywhere() -> None:
    html = result_html(pa.table({"n": [1]}), "numbers", ("a note",))
    assert not any(word in html for word in ("http", "src=", "url(", "<link", "<script", "<style"))


def test_an_empty_answer_has_its_columns() -> None:
    html = result_html(pa.table({"leader": pa.array([], pa.string())}), "none", ())
    assert "leader" in html
    assert "0 rows" in html


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("rate", 0.4948, "49.5%"),
        ("share", 0.0, "0.0%"),
        ("copies", 2.5, "2.50"),
        ("games", 12345, "12,345"),
        ("known", True, "yes"),
        ("leader_name", None, "–"),
        ("date", date(2025, 1, 6), "2025-01-06"),
        ("imported_at", datetime(2025, 1, 6, 9, 5, tzinfo=UTC), "2025-01-06 09:05"),
        ("colors", ["Red", "Blue"], "Red, Blue"),
    ],
)
def test_values_read_as_people_write_them(name: str, value: object, text: str) -> None:
    assert cell_text(name, value) == text


def test_a_withheld_rate_says_so() -> None:
    table = pa.table({"rate": pa.array([None], pa.float64()), "withheld": [True]})
    assert "withheld</td>" in result_html(table, "rates", ())


def test_long_texts_are_shortened() -> None:
    assert len(cell_text("effect", "x" * 500)) == 80

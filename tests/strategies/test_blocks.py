"""Small tables of the results' pages."""

from __future__ import annotations

from tcb_analytics.strategies.blocks import (
    MOST_ROWS,
    beside,
    deck_block,
    page,
    percent,
    plain,
    points,
    table,
)
from tests.tiny_set import TINY_DECK


def test_a_table_has_few_rows_and_says_what_it_leaves_out() -> None:
    rows = [(f"row {at}", at) for at in range(MOST_ROWS + 4)]
    html = table("Many", ("Row", "Figure"), rows)
    assert html.count("<tr>") == MOST_ROWS + 1
    assert "and 4 more" in html
    assert "more" not in table("Few", ("Row", "Figure"), rows[:3])
    assert table("None", ("Row",), []) == ""


def test_everything_from_data_is_escaped() -> None:
    evil = "<script>x</script>&"
    html = page(evil, evil, table(evil, (evil, evil), [(evil, evil)]))
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 7


def test_figures_are_short() -> None:
    assert [
        points(3.14159), points(2, signed=True), points(-0.0), points(None), points(0, signed=True),
    ] == [
        "3.14", "+2.00", "0.00", "–", "0.00",
    ]  # fmt: skip
    assert [percent(0.256), percent(None), plain(12.5), plain(3.0)] == ["26 %", "–", "12.5", "3"]


def test_empty_parts_are_left_out_and_a_deck_is_named_once() -> None:
    assert beside("", "") == ""
    assert beside("a", "", "b").count("<div style") == 2
    block = deck_block(TINY_DECK, "Tidebreak", [])
    assert "Tiny swarm" not in block
    assert "Legal in" in block

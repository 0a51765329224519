from __future__ import annotations

import dataclasses

from tcb_analytics.cards.catalog_html import catalog_html
from tests.tiny_set import ADA, TINY_CARDS


def test_a_catalogue_is_counted_by_colour_and_category() -> None:
    html = catalog_html(TINY_CARDS)
    assert "Catalogue of 10 cards" in html
    assert "6 Character, 2 Leader, 1 Event, 1 Stage" in html
    red = html.split("<bdi>Red</bdi>")[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in red.split('tcb-num">')[1:]] == ["2", "5", "1", "–", "8"]


def test_at_most_fifteen_rows_are_shown_and_none_is_live() -> None:
    hostile = [
        dataclasses.replace(ADA, number=f"TY01-{n:03d}", colors=(f"<script>{n}</script>",))
        for n in range(100)
    ]
    html = catalog_html(hostile)
    assert "<script" not in html
    assert html.count("<tr>") == 16


def test_an_empty_catalogue_says_so() -> None:
    assert "Empty catalogue" in catalog_html([])

"""Text from data shows as it is written, whatever plotly would make of it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.charts.text import (
    between,
    counted,
    label,
    lines,
    percent,
    plain,
    sentence,
    short_count,
    shortened,
    spelled,
    wrapped,
)


@given(st.text())
def test_a_label_holds_no_markup_no_entity_and_no_tex(text: str) -> None:
    escaped = label(text)
    assert not re.search(r"[<>$]", escaped)
    assert not re.search(r"&(?!amp;|lt;|gt;|#36;)", escaped)
    assert escaped.isprintable()


@given(st.text())
def test_a_label_reads_as_the_text_it_was_made_of(text: str) -> None:
    assert unescape(label(text)) == plain(text)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<script>", "&lt;script&gt;"),
        ("Q&A", "Q&amp;A"),
        ("&amp;", "&amp;amp;"),
        ("$x$", "&#36;x&#36;"),
        ("a\nb\u202ec", "a b c"),
        (None, "None"),
    ],
)
def test_signs_with_a_meaning_are_escaped(raw: object, shown: str) -> None:
    assert label(raw) == shown


@given(st.text(), st.integers(6, 60))
def test_a_shortened_text_is_as_short_as_asked(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most


def test_shortening_keeps_the_card_number() -> None:
    assert shortened("The Extraordinary Captain OP01-057", 24) == "The Extraordin… OP01-057"
    assert shortened("Short OP01-057", 24) == "Short OP01-057"
    assert shortened("Incomprehensibilities", 10) == "Incompreh…"


def test_every_wrapped_line_is_escaped() -> None:
    assert wrapped("<b> and <i>", 8) == ["&lt;b&gt; and", "&lt;i&gt;"]
    assert lines(["<b>", "", "x"]) == "&lt;b&gt;<br>x"


def test_numbers_read_as_in_a_sentence() -> None:
    assert (spelled(0), spelled(12), spelled(1300)) == ("no", "twelve", "1,300")
    assert [short_count(n) for n in (950, 1_113, 12_345)] == ["950", "1,113", "12.3k"]
    assert short_count(1.2e6) == "1.2M"
    assert (counted(1, "match", "matches"), counted(3, "deck")) == ("one match", "three decks")
    assert sentence("two of OP01") == "Two of OP01"


def test_missing_figures_are_dashes_or_nothing() -> None:
    assert percent(0.5421) == "54.2\u00a0%"
    assert percent(float("nan")) == "–"
    assert between(0.51, 0.573) == "51.0 to 57.3\u00a0%"
    assert between(float("nan"), 0.5) == ""

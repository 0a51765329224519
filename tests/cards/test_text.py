from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.text import one_line, plain_text

PIECES = st.lists(
    st.sampled_from(
        [
            "<",
            "br",
            ">",
            "/",
            "&",
            "amp;",
            "lt;",
            "gt;",
            "#",
            "x3c;",
            "60;",
            "slash",
            "b",
            " ",
            "\n",
            "\r",
            "➀",
            "①",
            "−",
            "＜",
            "－",
            "\u200b",
            "\ud800",
            "a",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("[Blocker]<br>[On Play] Draw 1 card.", "[Blocker]\n[On Play] Draw 1 card."),
        ("Luffy &amp; Ace", "Luffy & Ace"),
        ("up to 1 of your &lt;Slash&gt; attribute", "up to 1 of your <Slash> attribute"),
        ("＜Strike＞ attribute", "<Strike> attribute"),
        ("trash 1 card.</slash>", "trash 1 card."),
        ("−2000 power", "-2000 power"),
        ("－1 cost", "-1 cost"),
        ("Whip You Into Shape. ♡", "Whip You Into Shape. ♡"),
        ("Bell-mère", "Bell-mère"),
        ("There’s no need", "There's no need"),
        ("  two   spaces \r\n\r\n next ", "two spaces\nnext"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_every_way_of_writing_becomes_the_plain_one(raw: str, plain: str) -> None:
    assert plain_text(raw) == plain


def test_circled_costs_of_both_glyph_sets_are_one() -> None:
    assert plain_text("➀ ➁ ➉") == plain_text("① ② ⑩") == "① ② ⑩"


@given(st.one_of(st.text(st.characters(exclude_categories=[])), PIECES))
def test_plain_text_takes_any_string_and_is_idempotent(raw: str) -> None:
    once = plain_text(raw)
    assert plain_text(once) == once
    once.encode("utf-8")
    assert "<br>" not in once.lower()


@given(st.text())
def test_a_line_for_messages_is_one_inert_line(raw: str) -> None:
    line = one_line(raw)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1
    assert not set(line) & set("\x1b\x00\u202e\u2066")

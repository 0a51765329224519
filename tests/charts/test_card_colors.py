"""Colours of cards: one mark for one colour, one for several, one for none."""

from __future__ import annotations

import pandas as pd
import pytest

from tcb_analytics.charts.card_colors import KINDS, card_names, color_kind, kind_color, letters_of


@pytest.mark.parametrize(
    ("letters", "kind"), [("W", "W"), ("WU", "several"), ("", "none"), ("C", "none"), ("GX", "G")]
)
def test_letters_tell_the_kind(letters: str, kind: str) -> None:
    assert color_kind(letters) == kind


def test_no_two_kinds_share_a_colour() -> None:
    assert len({kind_color(kind) for kind in KINDS}) == len(KINDS)


def test_names_carry_their_letters_and_frames_without_colours_do_not() -> None:
    frame = pd.DataFrame({"name": ["Lookout", "Idol", "Gap"], "color": ["R", "", None]})

    assert card_names(frame) == ["Lookout R", "Idol", "Gap"]
    assert letters_of(frame.drop(columns="color")) == ["", "", ""]

"""Colours of cards: one mark for one colour, one for several, one for none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tcb_analytics.charts.card_colors import KINDS, card_names, color_kind, kind_color, letters_of
from tests.charts.test_theme import seen


@pytest.mark.parametrize(
    ("letters", "kind"), [("W", "W"), ("WU", "several"), ("", "none"), ("C", "none"), ("GX", "G")]
)
def test_letters_tell_the_kind(letters: str, kind: str) -> None:
    assert color_kind(letters) == kind


def test_no_two_kinds_share_a_colour() -> None:
    assert len({kind_color(kind) for kind in KINDS}) == len(KINDS)


def test_several_colours_look_like_none_of_the_five() -> None:
    others = [seen(kind_color(kind), "usual") for kind in KINDS if kind != "several"]
    several = seen(kind_color("several"), "usual")

    assert min(np.linalg.norm(several - other) for other in others) > 40


def test_names_carry_their_letters_and_frames_without_colours_do_not() -> None:
    frame = pd.DataFrame({"name": ["Lookout", "Idol", "Gap"], "color": ["R", "", None]})

    assert card_names(frame) == ["Lookout R", "Idol", "Gap"]
    assert letters_of(frame.drop(columns="color")) == ["", "", ""]

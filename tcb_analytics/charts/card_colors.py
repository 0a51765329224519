"""Colours of marks by the colours of cards: one for each of five, one for several, one for none.

A colour is never the only sign: charts write the letters beside the name as well.
"""

from __future__ import annotations

import pandas as pd

from tcb_analytics.charts.frames import shown
from tcb_analytics.charts.text import plain
from tcb_analytics.charts.theme import BLUE, BROWN, GOLD, GREEN, INK, MAUVE, RED

OF_LETTER = {"W": BROWN, "U": BLUE, "B": MAUVE, "R": RED, "G": GREEN}
"""White, blue, black, red and green, by the letters of WUBRG."""

SEVERAL, NONE = "several", "none"
KINDS = (*OF_LETTER, SEVERAL, NONE)
"""What a mark may stand for, in the order of legends."""


def color_kind(letters: str) -> str:
    """The one letter of a card's colours, ``several``, or ``none``."""
    known = [letter for letter in letters if letter in OF_LETTER]
    if len(known) > 1:
        return SEVERAL
    return known[0] if known else NONE


def kind_color(kind: str) -> str:
    """The colour that stands for :func:`color_kind`."""
    return GOLD if kind == SEVERAL else OF_LETTER.get(kind, INK)


def letters_of(frame: pd.DataFrame) -> list[str]:
    """Colours of each row's card as letters; empty where the frame has none."""
    if "color" not in frame.columns:
        return [""] * len(frame)
    return ["" if pd.isna(value) else plain(value) for value in frame["color"]]


def card_names(frame: pd.DataFrame) -> list[str]:
    """Card names with their letters behind, where cutting a long name leaves them."""
    return [
        f"{shown(name)} {letters}".strip()
        for name, letters in zip(frame["name"], letters_of(frame), strict=True)
    ]

"""The pieces that cards, decks and catalogues are shown with: one style, escaped text.

Whatever comes from data passes ``shown``; nothing here holds a script or an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from tcb_analytics.cards.card import Card

_SWATCH = {
    "red": "#c8342b",
    "green": "#2f8f4e",
    "blue": "#2f6fbf",
    "purple": "#7d4aa8",
    "black": "#2b2b2b",
    "yellow": "#e0b422",
    "white": "#f4f1e4",
}
_SWATCH |= {
    letter: _SWATCH[name]
    for letter, name in zip("wubrg", ("white", "blue", "black", "red", "green"), strict=True)
}


@cache
def style() -> str:
    """The style sheet of every piece, light and dark."""
    css = Path(__file__).with_name("cards.css").read_text(encoding="utf-8")
    return f"<style>{' '.join(css.split())}</style>"


def shown(text: object) -> str:
    """A value from data as inert HTML, kept apart from the direction of the text around it."""
    return f"<bdi>{escape(str(text))}</bdi>"


def figure(value: int | None) -> str:
    """A number for a cell; an en dash where there is none."""
    return "–" if value is None else str(value)


def dots(colors: Iterable[str]) -> str:
    """A dot for each card colour that has one, named for those who do not see it."""
    return "".join(
        f'<span class="tcb-dot" style="background:{_SWATCH[color.casefold()]}" '
        f'title="{escape(color)}"></span>'
        for color in colors
        if color.casefold() in _SWATCH
    )


def cost(card: Card) -> str:
    """The card's cost for a cell; an en dash for leaders and unknown cards."""
    return figure(card.cost if card.known and card.life is None else None)

"""Words and numbers in charts, and the border that data must cross to be drawn.

Plotly reads labels as a small HTML with links, and as TeX between dollar signs. A
card name is neither: every string from data goes through :func:`label`. Sentences
are composed of raw text and escaped once, when they enter a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from textwrap import wrap

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})


def label(text: object) -> str:
    """Any text, made literal for plotly, on one line.

    Markup, entities and TeX show as they are written; line breaks, control and
    direction-changing characters become spaces.
    """
    return plain(text).translate(_ESCAPES)


def plain(text: object) -> str:
    """Any value as one printable line, not yet escaped."""
    visible = "".join(sign if sign.isprintable() else " " for sign in str(text))
    return " ".join(visible.split())


def shortened(text: object, most: int) -> str:
    """One line of at most ``most`` characters, the cut marked; not yet escaped.

    A short last word stays whole: it is the card number, which tells apart cards
    of one name.
    """
    line = plain(text)
    if len(line) <= most:
        return line
    last = line.rpartition(" ")[2]
    tail = f" {last}" if len(last) <= most // 2 else ""
    return line[: most - 1 - len(tail)].rstrip() + "…" + tail


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` characters, each escaped."""
    return [label(line) for line in wrap(text, width)]


def lines(parts: Iterable[str]) -> str:
    """Escaped text of several lines; empty ones are left out. For hover boxes."""
    return "<br>".join(label(part) for part in parts if part)


def percent(fraction: float, digits: int = 1) -> str:
    """A fraction as a percentage, ``54.2 %``; a dash where it is missing."""
    if isnan(fraction):
        return "–"
    return f"{fraction * 100:.{digits}f}\u00a0%"


def between(low: float, high: float) -> str:
    """An interval of fractions, ``51.0 to 57.3 %``; empty where there is none."""
    if isnan(low) or isnan(high):
        return ""
    return f"{low * 100:.1f} to {percent(high)}"


def spelled(count: int) -> str:
    """A count in words up to twelve, in figures above."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def short_count(count: float) -> str:
    """A count of at most five signs, for cells: 950, 1,113, 12.3k, 1.2M."""
    for size, sign in ((1e6, "M"), (1e4, "k")):
        if count >= size:
            return f"{count / (1e3 if sign == 'k' else size):.1f}{sign}"
    return f"{count:,.0f}"


def counted(count: int, noun: str, nouns: str | None = None) -> str:
    """A counted noun, ``one match`` or ``1,204 matches``."""
    return f"{spelled(count)} {noun if count == 1 else nouns or noun + 's'}"


def sentence(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]

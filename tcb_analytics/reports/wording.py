"""Numbers and lists as a reader sees them, one rule for every report.

Fractions become percentages with one decimal and a hard space; what is withheld
shows as a dash, never as zero. Which sentences are told is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd

MISSING = "–"


def is_missing(value: object) -> bool:
    """Whether a value of a frame is null, NaN or NaT."""
    return value is None or value is pd.NaT or value is pd.NA or value != value  # noqa: PLR0124 - NaN


def percent(value: object, digits: int = 1) -> str:
    """A fraction as a percentage: 0.5432 -> ``54.3 %``; a dash where there is none."""
    if is_missing(value):
        return MISSING
    return f"{float(str(value)) * 100:.{digits}f}\u00a0%"


def interval(low: object, high: object, digits: int = 0) -> str:
    """Two fractions as a range of percentages: ``51 to 57 %``, or ``99.6 to 99.9 %``."""
    if is_missing(low) or is_missing(high):
        return MISSING
    ends = float(str(low)) * 100, float(str(high)) * 100
    told = [f"{end:.{digits}f}" for end in ends]
    if told[0] == told[1] and digits == 0:
        told = [f"{end:.1f}" for end in ends]
    return f"{told[0]} to {told[1]}\u00a0%"


def number(value: object, digits: int = 0) -> str:
    """A count or measure with thousands separated: ``12,345``; a dash where there is none."""
    if is_missing(value):
        return MISSING
    return f"{float(str(value)):,.{digits}f}"


def day(value: object) -> str:
    """A date as ``3 May 2026``; a dash where there is none."""
    if is_missing(value):
        return MISSING
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime | date):
        return f"{value.day} {value:%B %Y}"
    return str(value)


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """A counted noun: ``1 match``, ``12 matches``."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names as a list in a sentence: ``A, B and C``; past ``most`` the rest is counted."""
    if not names:
        return "none"
    shown = list(names)
    if len(shown) > most:
        rest = len(shown) - most + 1
        shown = [*shown[: most - 1], f"{rest} more"]
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"

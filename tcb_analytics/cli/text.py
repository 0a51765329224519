"""Text that is safe on a terminal, and values as people read them.

Card and file names come from anybody. A terminal obeys control characters, so
none of them reaches it raw.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import textwrap
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TextIO

FRACTIONS = frozenset(
    {"rate", "low", "high", "shrunk", "share", "inclusion", "omwp", "gwp", "ogwp"}
    | {"first_hand", "after_mulligan", "turn_3_first", "turn_3_second"}
)
"""Columns that hold a fraction, shown in percent."""
_RATES = re.compile(r"(?:\w+_(?:wr|rate)|iwd|pct_gp)(?:_low|_high|_shrunk)?")
"""Rates of Limited logs, their differences and intervals, which are fractions too."""


def printable(text: str) -> str:
    """The text with control, format and unpaired characters written as escapes.

    Other kinds of space become a plain one; a line break becomes a space.
    """
    return "".join(
        char if char.isprintable() else " " if char.isspace() and ord(char) > 31 else _escape(char)
        for char in text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    )


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def cell(value: Any, column: str = "") -> str:
    """One value as a table cell: percent for fractions, ``-`` for nothing."""
    if isinstance(value, list | tuple):
        value = ", ".join(str(part) for part in value) or None
    if value is None or value != value:  # noqa: PLR0124 - NaN and NaT differ from themselves
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, column)
    return printable(f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value))


def _number(value: float, column: str) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    fraction = column in FRACTIONS or _RATES.fullmatch(column)
    return percent(value, 1) if fraction else f"{value:,.2f}"


def percent(fraction: float, digits: int = 0) -> str:
    """A fraction as it is told in a sentence: 0.543 -> ``54 %``."""
    return f"{fraction * 100:.{digits}f} %"


def folded(line: str, stream: TextIO) -> str:
    """The line broken between words where the stream is a terminal; else as it is."""
    if not stream.isatty():
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line.strip(),
        max(20, shutil.get_terminal_size().columns),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def to_json(rows: Iterable[Mapping[str, Any]] | Mapping[str, Any]) -> str:
    """JSON for machines: rows as a list of objects, in ASCII, missing numbers as null."""
    value = dict(rows) if isinstance(rows, Mapping) else [dict(row) for row in rows]
    return json.dumps(_finite(value), default=str, indent=1)


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    return value

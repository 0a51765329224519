"""Why a line of a log is no row: each cell read slowly and by name.

Only lines that the compiled reader did not understand come here, so it may take its time. A
line with many faults is told by its first few.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import datetime

from tcb_analytics.warehouse.contracts import Reject, show
from tcb_analytics.warehouse.log_header import Layout, Text

MOST_FAULTS = 3
"""Most rejects of one line."""

_ODD = "a quotation mark or control character where none belongs"
_WHOLE = re.compile(r"[0-9]{1,9}(?:\.0*)?")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}")


def faults(line: bytes, key: str, layout: Layout) -> list[Reject]:
    """What is wrong with a line, at least one reject."""
    try:
        text = line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        broken = line[max(0, error.start - 20) : error.start + 20]
        reason = f"byte {error.start + 1} of the line is not UTF-8"
        return [Reject(key, "line", show(broken), reason)]
    if not text.strip():
        return [Reject(key, "line", "", "an empty line")]
    try:
        (cells,) = csv.reader([text], strict=True)
    except (csv.Error, ValueError) as error:
        return [Reject(key, "line", show(text), f"not CSV: {error}")]
    if len(cells) != len(layout.columns):
        few = "few" if len(cells) < len(layout.columns) else "many"
        reason = f"too {few} cells: {len(cells):,}, the header names {len(layout.columns):,}"
        return [Reject(key, "line", show(text[-60:]), reason)]
    found = []
    for name, kind, cell in zip(layout.columns, layout.kind, cells, strict=True):
        reason = _copies(cell) if kind >= 0 else _fault(layout.shape.texts.get(name), cell)
        if reason:
            value = cell if cell == cell.strip() else repr(cell)
            found.append(Reject(key, name, show(value), reason))
    return found[:MOST_FAULTS] or [Reject(key, "line", show(_around(text)), _ODD)]


def _around(text: str) -> str:
    """What stands about the first odd character of a line."""
    odd = next((at for at, char in enumerate(text) if char == '"' or not char.isprintable()), 0)
    return text[max(0, odd - 40) : odd + 40]


def _copies(cell: str) -> str:
    """What is wrong with the copies of a card; empty for nothing."""
    return _whole(cell, 127, "expected copies, a whole number from 0 to 127")


def _whole(cell: str, most: int, expected: str) -> str:
    if not _WHOLE.fullmatch(cell) or int(cell.split(".", maxsplit=1)[0]) > most:
        return expected if cell else f"missing: {expected}"
    return ""


def _fault(text: Text | None, cell: str) -> str:
    """What is wrong with a text; empty for nothing."""
    if text is None or (text.empty and not cell):
        return "a control character" if not cell.isprintable() else ""
    return _FAULTS[text.kind](cell, text)


def _number(cell: str, text: Text) -> str:
    return _whole(cell, text.most, f"expected a whole number from 0 to {text.most:,}")


def _flag(cell: str, text: Text) -> str:
    del text
    return "" if cell.lower() in ("true", "false", "1", "0") else "expected True or False"


def _moment(cell: str, text: Text) -> str:
    del text
    expected = "expected a time such as 2024-04-16 20:10:34, from 1970 to 2100"
    if not _MOMENT.fullmatch(cell):
        return expected
    try:
        return "" if 1970 <= datetime.fromisoformat(cell).year <= 2100 else expected
    except ValueError:
        return expected


def _rate(cell: str, text: Text) -> str:
    del text
    try:
        good = cell == cell.strip() and "_" not in cell and float(cell) == float(cell)
    except ValueError:
        good = False
    return "" if good else "expected a number"


def _text(cell: str, text: Text) -> str:
    del text
    return "" if cell.isprintable() else "a control character"


_FAULTS: dict[str, Callable[[str, Text], str]] = {
    "text": _text, "name": _text, "whole": _number, "moment": _moment, "flag": _flag, "rate": _rate,
}  # fmt: skip

"""Reading one record field by field, without guessing and without raising.

Files come from strangers: any value may be of any type. A parser here takes one
raw value and returns it typed, or raises :class:`MalformedError` with what was expected;
:class:`Fields` turns that into a reject and goes on to the next field, so a bad
record names all that is wrong with it. Nothing is coerced silently: ``"5x"`` and
``True`` are not numbers. What a field means in a game is left to the importers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from tcb_analytics.warehouse.contracts import Reject, show

T = TypeVar("T")

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,19}")
_WHOLE = re.compile(r"-?[0-9]{1,10}")
_STRAY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ORDINAL = r"([0-9]{1,7})(st|nd|rd|th)?"
_PLACE = re.compile(rf"{_ORDINAL}(?: place)?", re.IGNORECASE)
_PLACES = re.compile(rf"{_ORDINAL} ?[-–] ?{_ORDINAL}(?: place)?", re.IGNORECASE)
_TOP = re.compile(r"top[ -]?([0-9]{1,7})", re.IGNORECASE)


class MalformedError(ValueError):
    """A value is not what its field means; says what was expected."""


class Fields:
    """A record, and the rejects that reading its fields brought up.

    Args:
        record: The raw record; anything but a JSON object is itself a reject.
        key: Where it stands in its file, such as ``[17] OP01-016``.
    """

    def __init__(self, record: object, key: str) -> None:
        self.key = show(key)
        self.rejects: list[Reject] = []
        self.record: dict[str, Any] = record if isinstance(record, dict) else {}
        self._is_object = isinstance(record, dict)
        if not self._is_object:
            self.reject("", record, f"expected an object, found {type(record).__name__}")

    def reject(self, field: str, value: object, reason: str) -> None:
        """Note that a field is unusable."""
        try:
            seen = show(value)
        except RecursionError:
            seen = "(nested too deeply to show)"
        self.rejects.append(Reject(self.key, field, seen, reason))

    def need(self, name: str, parse: Callable[[Any], T]) -> T | None:
        """Read a field that must be there; None, and a reject, where it is not usable."""
        if self.record.get(name) is None:
            if self._is_object:
                self.reject(name, "", "missing")
            return None
        return self.have(name, parse)

    def nullable(self, name: str, parse: Callable[[Any], T]) -> T | None:
        """Read a field that must be there but may be null: null then has a meaning."""
        if name not in self.record:
            return self.need(name, parse)
        return self.have(name, parse)

    def have(self, name: str, parse: Callable[[Any], T]) -> T | None:
        """Read a field that may be absent or null; a reject only where it is malformed."""
        value = self.record.get(name)
        if value is None:
            return None
        try:
            return parse(value)
        except ValueError as error:
            self.reject(name, value, str(error))
            return None


def label(place: str, record: object, name: str) -> str:
    """Where a record stands, with the value of its naming field where that is text."""
    named = record.get(name) if isinstance(record, dict) else None
    return f"{place} {named}" if isinstance(named, str) else place


def text(value: object) -> str:
    """A string with something in it, stripped; no control characters but line ends and tabs."""
    if not isinstance(value, str):
        raise MalformedError(f"expected text, found {type(value).__name__}")
    if _STRAY.search(value):
        raise MalformedError("expected text without control characters")
    if not value.strip():
        raise MalformedError("expected text, found none")
    return value.strip().replace("\r\n", "\n")


def identifier(value: object) -> str:
    """A short name fit for keys: at most 20 letters, digits, dots, dashes, underscores."""
    if not IDENTIFIER.fullmatch(found := text(value)):
        raise MalformedError("expected at most 20 letters, digits, dots, dashes and underscores")
    return found


def whole(value: object) -> int:
    """A whole number, as a JSON integer or as its plain decimal digits."""
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise MalformedError("expected a whole number")
    if abs(value) >= 2**31:
        raise MalformedError("expected a whole number below 2,147,483,648")
    return value


def real(value: object) -> float:
    """A finite JSON number; text is not read as one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise MalformedError("expected a number")
    try:
        found = float(value)
    except OverflowError:
        found = math.inf
    if not math.isfinite(found):
        raise MalformedError("expected a finite number")
    return found


def texts(value: object) -> list[str]:
    """A list of at most 20 strings, each as :func:`text` has it."""
    if not isinstance(value, list):
        raise MalformedError(f"expected a list of texts, found {type(value).__name__}")
    if len(value) > 20:
        raise MalformedError("expected at most 20 texts")
    return [text(item) for item in value]


def day(*patterns: str) -> Callable[[object], date]:
    """A parser of dates in the given ``strptime`` patterns, tried in turn."""

    def parse(value: object) -> date:
        found = text(value)
        for pattern in patterns:
            try:
                return datetime.strptime(found, pattern).date()  # noqa: DTZ007 - a day, no moment
            except ValueError:
                continue
        raise MalformedError("expected a date as " + " or ".join(patterns))

    return parse


def placing(value: str) -> tuple[int, int] | None:
    """The best and worst place that a placing's text allows, or None where it says none.

    ``1st Place`` is (1, 1) and ``5th-8th`` (5, 8). ``Top 8`` is (1, 8): whether a
    source also lists its top 4 apart is not in the text. ``Top-x`` and an ordinal
    such as ``2st``, which may mean either, are None.
    """
    found = value.strip()
    if match := _TOP.fullmatch(found):
        return (1, int(match[1])) if int(match[1]) in range(1, 1_000_001) else None
    match = _PLACE.fullmatch(found) or _PLACES.fullmatch(found)
    if match is None:
        return None
    groups = match.groups()
    places = [int(place) for place in groups[::2]]
    pairs = zip(places, groups[1::2], strict=True)
    if any(suffix and suffix.lower() != _suffix(place) for place, suffix in pairs):
        return None
    best, worst = places[0], places[-1]
    return (best, worst) if 1 <= best <= worst <= 1_000_000 else None


def _suffix(place: int) -> str:
    if place % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")

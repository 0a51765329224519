"""Words that the result files share: who published a file, ids, rates, days.

Each parser follows ``fields.py``: a typed value, or ``ValueError`` with what was
expected. A field that says which data set a file *is* has no reject to fall back
on: without it nothing could be filed or replaced, so the file is refused whole.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.contracts import Reject
from tcb_analytics.warehouse.sources.fields import Fields, MalformedError, identifier, real, text

T = TypeVar("T")

_CARD = re.compile(r"(?:P|[A-Z]{2,5}[0-9]{2})-[0-9]{3}")
_LONGEST_ID = 80
_BREAKS = frozenset("\n\r\t")


def reject(key: str, field: str, value: object, reason: str) -> Reject:
    """A reject outside any record, with whatever the value was made printable."""
    fields = Fields({}, key)
    fields.reject(field, value, reason)
    return fields.rejects[0]


def seen(value: object) -> str:
    """A value as short printable text."""
    return reject("", "", value, "").value


def refused(document: str, field: str, value: object, reason: str) -> ImportRefusedError:
    """The error for a file whose identity cannot be read."""
    return ImportRefusedError(
        f"{field} is {seen(value)!r}: {reason}; without it the data set cannot be named",
        where=document,
        remedy="correct that field, or fetch the file again",
    )


def identity(document: str, record: dict[str, Any], field: str, parse: Callable[[Any], T]) -> T:
    """A field without which the file cannot be filed.

    Raises:
        ImportRefusedError: It is missing or malformed.
    """
    try:
        return parse(record.get(field))
    except ValueError as error:
        raise refused(document, field, record.get(field), str(error)) from error


def origin(document: str, record: dict[str, Any], game: str, source: str) -> tuple[str, str]:
    """Game and source: as the optional fields ``game`` and ``source`` say, else the defaults.

    Raises:
        ImportRefusedError: One of them is no short name.
    """
    named = {"game": game, "source": source}
    named |= {name: record[name] for name in named if record.get(name) is not None}
    return (
        identity(document, named, "game", identifier),
        identity(document, named, "source", identifier),
    )


def key(*parts: str) -> str:
    """A data set's key from its parts; what would be too long ends in a checksum instead."""
    return shortened(":".join(parts))


def shortened(found: str) -> str:
    """At most 80 characters: a longer text keeps its start and gets a checksum of the whole."""
    if len(found) <= _LONGEST_ID:
        return found
    digest = hashlib.sha256(found.encode("utf-8", "backslashreplace")).hexdigest()[:16]
    return f"{found[: _LONGEST_ID - 17]}~{digest}"


def optional(parse: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """A parser that takes empty text for an absent value."""
    return lambda value: None if isinstance(value, str) and not value.strip() else parse(value)


def line(value: object) -> str:
    """One line of text, entities decoded, at most 500 characters."""
    found = text(html.unescape(text(value)))
    if _BREAKS.intersection(found):
        raise MalformedError("expected one line of text")
    if len(found) > 500:
        raise MalformedError("expected at most 500 characters")
    return found


def name(value: object) -> str:
    """An id that a source gives: one line of at most 80 characters, kept as it is."""
    found = text(value)
    if len(found) > _LONGEST_ID or _BREAKS.intersection(found):
        raise MalformedError(f"expected one line of at most {_LONGEST_ID} characters")
    return found


def card(value: object) -> str:
    """A card number such as ``OP01-016``, print suffix folded; whether it exists is not asked."""
    found = fold_print(text(value))
    if not _CARD.fullmatch(found):
        raise MalformedError("expected a card number such as OP01-016")
    return found


def count(value: object) -> int:
    """A count: a JSON integer from 0 to two billion."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise MalformedError(f"expected a count, found {type(value).__name__}")
    if not 0 <= value <= 2_000_000_000:
        raise MalformedError("expected a count from 0 to 2,000,000,000")
    return value


def percent(value: object) -> float:
    """A percentage from 0 to 100, as a fraction."""
    found = real(value)
    if not 0 <= found <= 100:
        raise MalformedError("expected a percentage from 0 to 100")
    return found / 100


def fraction(value: object) -> float:
    """A number from 0 to 1."""
    found = real(value)
    if not 0 <= found <= 1:
        raise MalformedError("expected a number from 0 to 1")
    return found


def moment(value: object) -> datetime:
    """An ISO date and time; a time without a zone is taken as UTC."""
    found = text(value)
    try:
        parsed = datetime.fromisoformat(found)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise MalformedError("expected a date and time such as 2025-09-16T20:58:17") from None


def iso_day(value: object) -> date:
    """The day of an ISO date, or of an ISO date and time (in UTC)."""
    found = text(value)
    try:
        return date.fromisoformat(found)
    except ValueError:
        return moment(found).date()

"""Pages of long lists by key: a page names the last row seen, never a number of rows to skip.

So the thousandth page costs what the first does, and rows that come or go shift nothing.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from tcb_analytics.app.services.refusals import InvalidError

Item = TypeVar("Item")
Key = tuple[str | int | float | None, ...]
MOST = 100
"""Rows that a page may have."""
LARGEST = 2**31
"""Whole numbers of a key lie below it, as those of the tables do."""


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A page.

    Attributes:
        items: Its rows.
        next: Cursor of the page after it; None for the last.
    """

    items: Sequence[Item]
    next: str | None


def cursor_of(order: str, key: Key) -> str:
    """A cursor behind a row: opaque, and bound to the order it was made for."""
    text = json.dumps([order, *key], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def key_of(order: str, cursor: str, kinds: Sequence[type]) -> Key:
    """The row that a cursor names.

    Args:
        order: The order of the list.
        cursor: What a page gave as ``next``.
        kinds: Type of each part of the key; None is allowed everywhere but in the last.

    Raises:
        InvalidError: It is no cursor of this list in this order.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if isinstance(found, list) and len(found) == len(kinds) + 1 and found[0] == order:
        parts = list(zip(found[1:], kinds, strict=True))
        if all(part is None or _fits(part, kind) for part, kind in parts) and found[-1] is not None:
            return tuple(found[1:])
    raise InvalidError(
        "not a cursor of this list in this order",
        where="cursor",
        remedy="leave it out for the first page; then use the `next` of the page before",
    )


def moment_of(text: object) -> datetime:
    """A moment out of a cursor.

    Raises:
        InvalidError: It is none.
    """
    try:
        found = datetime.fromisoformat(str(text))
        found = found if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        found = None
    if found is None or found.tzinfo is None:
        raise InvalidError("not a cursor of this list", where="cursor")
    return found


def _fits(part: object, kind: type) -> bool:
    """Whether a database can compare its rows with this."""
    if isinstance(part, str) and (
        "\0" in part or any("\ud800" <= sign <= "\udfff" for sign in part)
    ):
        return False
    return type(part) is kind and not (isinstance(part, int) and abs(part) >= LARGEST)


def page_of(order: str, rows: Sequence[Item], size: int, keys: Sequence[Key]) -> Page[Item]:
    """A page made of one row more than it shows, which tells whether another follows."""
    more = len(rows) > size
    return Page(rows[:size], cursor_of(order, keys[size - 1]) if more else None)

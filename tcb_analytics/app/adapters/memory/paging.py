"""Lists by key over rows in memory, in the order that the databases give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from tcb_analytics.app.services.paging import MOST, Page, key_of, moment_of, page_of
from tcb_analytics.app.services.refusals import InvalidError

Item = TypeVar("Item")


def paged(
    order: str, items: Sequence[Item], key: Callable[[Item], tuple[Any, ...]],
    *, cursor: str | None, size: int, kinds: Sequence[type], descending: bool = False,
) -> Page[Item]:  # fmt: skip
    """A page of items that are sorted here; what has no value comes last.

    Raises:
        InvalidError: The cursor is of another list, or the size is none.
    """
    if not 1 <= size <= MOST:
        raise InvalidError(f"a page has 1 to {MOST} rows", where="size")
    known = [item for item in items if None not in key(item)]
    empty = [item for item in items if None in key(item)]
    known.sort(key=key, reverse=descending)
    empty.sort(key=lambda item: key(item)[-1], reverse=descending)
    rows = [*known, *empty]
    if cursor is not None:
        seen = key_of(order, cursor, kinds)
        rows = [item for item in rows if _behind(key(item), seen, descending)]
    keys = [tuple(_told(part) for part in key(item)) for item in rows]
    return page_of(order, rows[: size + 1], size, keys)


def _behind(key: tuple[Any, ...], seen: tuple[Any, ...], descending: bool) -> bool:
    if None in key or None in seen:
        if (None in key) != (None in seen):
            return None in key
        key, seen = key[-1:], seen[-1:]
    told = tuple(
        moment_of(theirs) if isinstance(ours, datetime) else theirs
        for ours, theirs in zip(key, seen, strict=True)
    )
    return key < told if descending else key > told


def _told(part: Any) -> Any:
    return part.isoformat() if isinstance(part, datetime) else part

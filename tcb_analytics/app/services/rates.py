"""Win rates and matchups out of the lake, page by page, each rate with counts and interval.

A page is kept under the version of the lake that it was counted from, so it is never stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.caching import CachePort, key_of
from tcb_analytics.app.services.lake import LakePort, LakeState, RatesAsked
from tcb_analytics.app.services.paging import cursor_of
from tcb_analytics.app.services.paging import key_of as place_of

ROOM = "rates"
ABOUT_PEOPLE = frozenset({"player", "opponent_player", "deck_id"})
"""Columns that tell single players apart: for analysts."""


@dataclass(frozen=True)
class RatesPage:
    """A page of rates.

    Attributes:
        version: The lake's version that they were counted from.
        title: What was asked, in words.
        notes: How it was counted.
        by: The columns that each row is of.
        rows: The rows, most games first.
        total: Rows of all pages.
        next: Cursor of the page after it; None for the last.
    """

    version: int
    title: str
    notes: Sequence[str]
    by: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    total: int
    next: str | None


@dataclass(frozen=True)
class RatesFound:
    """A question that may be answered, and the mark of its answer.

    Attributes:
        mark: Changes when the answer may.
        answer: Gives the answer, kept or made.
    """

    mark: str
    answer: Callable[[], bytes]


def find(
    lake: LakePort, cache: CachePort, visitor: Visitor, asked: RatesAsked, *,
    page: tuple[str | None, int], write: Callable[[RatesPage], bytes],
) -> RatesFound:  # fmt: skip
    """A page of rates.

    Args:
        lake: Where results are.
        cache: Keeps pages.
        visitor: Who asks.
        asked: The question.
        page: Cursor and size of the page.
        write: How a page is written.

    Raises:
        ForbiddenError: Rates of single players are for analysts.
        UnavailableError: The lake cannot be read.
    """
    if ABOUT_PEOPLE & ({*asked.by, *asked.where}):
        visitor.must_be(Role.ANALYST)
    state = lake.look()
    question = f"{state.version} {asked!r}"
    mark = key_of(question, page)
    return RatesFound(
        mark,
        lambda: cache.get(ROOM, mark, lambda: write(_page(state, asked, page, key_of(question)))),
    )


def _page(
    state: LakeState, asked: RatesAsked, page: tuple[str | None, int], order: str
) -> RatesPage:
    """A page; its cursor holds for this question to this version of the lake alone."""
    cursor, size = page
    start = 0
    if cursor is not None:
        start = max(0, int(place_of(order, cursor, (int,))[0] or 0))
    found = state.rates(asked)
    rows = found.rows[start : start + size]
    more = start + size < len(found.rows)
    by = asked.by if asked.question == "win_rates" else ("leader", "opponent", *asked.by)
    return RatesPage(
        state.version, found.title, found.notes, by, rows, len(found.rows),
        cursor_of(order, (start + size,)) if more else None,
    )  # fmt: skip

"""Lists by key: the condition that rows stand behind a cursor, and the page of what came."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from tcb_analytics.app.services.paging import MOST
from tcb_analytics.app.services.refusals import InvalidError


def sized(size: int) -> int:
    """A page's size.

    Raises:
        InvalidError: It is below 1 or above what a page may have.
    """
    if not 1 <= size <= MOST:
        raise InvalidError(f"a page has 1 to {MOST} rows", where="size")
    return size


def behind(
    column: InstrumentedAttribute[Any], tie: InstrumentedAttribute[Any], value: Any, last: Any,
    *, descending: bool,
) -> ColumnElement[bool]:  # fmt: skip
    """Rows behind the one with this value and this tie-breaker, null values being last."""
    if value is None:
        return and_(column.is_(None), tie < last if descending else tie > last)
    pair, seen = tuple_(column, tie), tuple_(value, last)
    further = pair < seen if descending else pair > seen
    return or_(further, column.is_(None)) if column.property.columns[0].nullable else further

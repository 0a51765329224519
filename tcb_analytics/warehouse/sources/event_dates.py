"""Days of events whose dates lack a year, such as ``Mar 30``.

A year is inferred only where the booster period leaves no choice: the event is
taken to be on the first such day from 75 days before the booster's release on.
Pre-releases and early tournaments fall into those days, and no booster is played
for a year after them. Without a known release there is no day, only the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

BEFORE_RELEASE = timedelta(days=75)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WITH_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/(?:20)?([0-9]{2})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WITHOUT_YEAR = re.compile(r"([A-Za-z]{3})[a-z]*\.? ([0-9]{1,2})")


def event_day(text: str, release: date | None) -> date | None:
    """The day that a date means, or None where that cannot be known.

    Args:
        text: ``Mar 30``, ``March 30``, ``9/5/24`` (month first, as the source has
            it) or an ISO date.
        release: Release of the booster that was played; None when unknown.
    """
    found = text.strip()
    if match := _WITH_YEAR.fullmatch(found):
        return _day(2000 + int(match[3]), int(match[1]), int(match[2]))
    if _ISO.fullmatch(found):
        return _day(*map(int, found.split("-")))
    match = _WITHOUT_YEAR.fullmatch(found)
    if match is None or release is None or match[1].lower() not in _MONTHS:
        return None
    month = _MONTHS.index(match[1].lower()) + 1
    return next(_from(release - BEFORE_RELEASE, month, int(match[2])), None)


def _from(first: date, month: int, day: int) -> Iterator[date]:
    """That day of the year on or after a first day, within the year that follows it."""
    for year in (first.year, first.year + 1):
        found = _day(year, month, day)
        if found is not None and first <= found < first + timedelta(days=365):
            yield found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

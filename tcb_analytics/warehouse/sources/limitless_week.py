"""Which week of whom a Limitless document covers: what all its rows share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.fields import identifier

ROUNDING = 0.001
"""Most that a published rate, rounded to 0.1 %, may differ from its counts."""

_DAYS = re.compile(r"past ([0-9]{1,3}) days", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Week:
    """What every row of a document shares."""

    game: str
    source: str
    set_code: str
    period: str | None
    scraped: date

    @property
    def columns(self) -> dict[str, Any]:
        """The shared columns of ``matchups``, ``shares`` and ``inclusions``."""
        days = _DAYS.search(self.period or "")
        start = self.scraped - timedelta(days=int(days[1])) if days else None
        return {
            "game": self.game,
            "source": self.source,
            "period": self.period,
            "period_start": start,
            "period_end": self.scraped,
            "set_code": self.set_code,
        }


def read_week(document: str, record: dict[str, Any]) -> Week:
    """The period, and the publisher: the first word of ``source``, which names both."""
    described = terms.identity(document, record, "source", terms.optional(terms.line))
    words = (described or "limitless").split()
    game, source = terms.origin(
        document, {"game": record.get("game"), "source": words[0].lower()}, "onepiece", "limitless"
    )
    return Week(
        game,
        source,
        terms.identity(document, record, "set_code", identifier),
        described,
        terms.identity(document, record, "scraped_at", terms.iso_day),
    )

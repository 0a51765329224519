from __future__ import annotations

from datetime import date

import pytest

from tcb_analytics.warehouse.sources.limitless_week import read_week


@pytest.mark.parametrize(
    ("described", "source", "start"),
    [
        ("Limitless TCG (Past 7 Days - Western Meta)", "limitless", date(2026, 8, 15)),
        ("Limitless TCG (past 30 days)", "limitless", date(2026, 7, 23)),
        ("Limitless TCG", "limitless", None),
        ("Sample (Past 7 Days)", "sample", date(2026, 8, 15)),
        ("", "limitless", None),
    ],
)
def test_the_description_names_the_publisher_and_the_days(
    described: str, source: str, start: date | None
) -> None:
    record = {"source": described, "set_code": "OP17", "scraped_at": "2026-08-22 11:45:59"}
    week = read_week("file.json", record)
    assert week.source == source
    assert week.columns["period_start"] == start
    assert week.columns["period_end"] == date(2026, 8, 22)
    assert week.columns["period"] == (described or None)

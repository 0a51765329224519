"""The course over time: earliest first, withheld periods in sight."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tcb_analytics.reports.course_chart import course_chart

FRAME = pd.DataFrame(
    {
        "week": ["2026-W02", "2026-W01", None],
        "rate": [0.6, np.nan, 0.5],
        "low": [0.5, np.nan, 0.4],
        "high": [0.7, np.nan, 0.6],
        "games": [100, 3, 9],
    }
)


def test_periods_stand_in_order_and_withheld_ones_say_so() -> None:
    figure = course_chart(FRAME, period="week", value="rate", count="games", title="By week")

    assert list(figure.layout.yaxis.ticktext) == ["<i>2026-W01</i>", "2026-W02"]
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert any("withheld" in text for text in texts)
    assert any("n 100" in text for text in texts)


def test_nothing_dated_is_said_in_the_chart() -> None:
    figure = course_chart(
        FRAME[FRAME["week"].isna()], period="week", value="rate", count="games", title="By week"
    )

    assert "nothing in these data has a date" in figure.layout.annotations[0].text

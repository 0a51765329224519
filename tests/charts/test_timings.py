"""Times: every round a mark, the median a dot, on an axis of factors."""

from __future__ import annotations

import pandas as pd
import pytest

from tcb_analytics.charts import timing_chart

TIMES = pd.DataFrame(
    {"way": ["slow", "fast"] * 3, "milliseconds": [1000.0, 2.0, 1200.0, 3.0, 4000.0, 1.0]}
)


def test_the_dot_stands_at_the_median_and_every_round_is_shown() -> None:
    figure = timing_chart(TIMES, notes={"slow": "9 rows"})
    marks, dots = figure.data

    assert list(dots.x) == [1200.0, 2.0]
    assert sorted(marks.x) == sorted(TIMES["milliseconds"])
    assert figure.layout.xaxis.type == "log"
    assert [note.text for note in figure.layout.annotations] == ["1.2 s", "2.0 ms"]
    assert "9 rows" in figure.layout.yaxis.ticktext[0]
    assert figure.layout.yaxis.ticktext[1] == "fast"


def test_a_wide_axis_names_powers_of_ten_and_a_narrow_one_steps_between() -> None:
    close = pd.DataFrame({"way": ["a", "b"], "milliseconds": [2.0, 6.0]})

    assert list(timing_chart(TIMES).layout.xaxis.tickvals) == [1, 10, 100, 1000]
    assert list(timing_chart(close).layout.xaxis.tickvals) == [2, 5]


def test_the_title_tells_both_ends_and_their_factor() -> None:
    assert timing_chart(TIMES).layout.meta["title"] == "One answer in 2.0 ms or 1.2 s: 600 times"


@pytest.mark.parametrize("times", [[], [float("nan")], [0.0]])
def test_nothing_timed_is_said(times: list[float]) -> None:
    frame = pd.DataFrame({"way": ["a"] * len(times), "milliseconds": times})

    assert "No data" in timing_chart(frame).layout.annotations[0].text

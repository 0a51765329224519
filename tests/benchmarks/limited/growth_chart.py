"""The growth curve as a figure in the charts' theme, and as an SVG file where a browser is."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import plotly.graph_objects as go
from playwright.sync_api import sync_playwright
from plotly.offline import get_plotlyjs

from tcb_analytics.charts.dodge import dodged
from tcb_analytics.charts.theme import INK, SERIES, framed
from tcb_analytics.errors import UnavailableError
from tcb_analytics.reports.pdf import FLAGS, find_browser, sandbox_flags
from tests.benchmarks.limited.questions import WORDS

SHOWN = {
    "facts, memory": "solid", "facts, parquet": "dash", "rollup, memory": "dot",
}  # fmt: skip
"""Lines of the chart, with the stroke that tells them apart."""
BODY = 420
"""Height of the plot in pixels."""
_TO_SVG = """async ([figure]) => {
  const place = document.createElement('div');
  document.body.appendChild(place);
  await Plotly.newPlot(place, figure.data, figure.layout);
  return await Plotly.toImage(place, {format: 'svg', width: 900, height: figure.layout.height});
}"""


def growth_figure(timed: Iterable[Mapping[str, Any]]) -> go.Figure:
    """Median time of each question by number of games, both on logarithmic scales."""
    by: dict[tuple[str, str], dict[int, list[float]]] = {}
    for row in timed:
        if row["line"] in SHOWN:
            sizes = by.setdefault((row["question"], row["line"]), {})
            sizes.setdefault(row["games"], []).append(row["seconds"] * 1000)
    figure = go.Figure()
    ends: list[tuple[str, float, float]] = []
    for color, question in zip(SERIES, WORDS, strict=False):
        for line, dash in SHOWN.items():
            points = sorted(by.get((question, line), {}).items())
            if not points:
                continue
            times = [statistics.median(values) for _, values in points]
            figure.add_scatter(
                x=[games for games, _ in points], y=times, mode="lines+markers",
                line={"color": color, "dash": dash, "width": 2}, marker={"size": 6},
                name=f"{question}, {line}", hovertemplate="%{x:,} games: %{y:,.0f} ms",
            )  # fmt: skip
            ends.append((f"{question}, {line}", math.log10(points[-1][0]), math.log10(times[-1])))
    _name_ends(figure, ends, [math.log10(y) for trace in figure.data for y in trace.y])
    sizes = sorted({games for trace in figure.data for games in trace.x})
    figure.update_xaxes(
        type="log", title_text="games", tickvals=sizes, ticktext=[f"{size:,}" for size in sizes]
    )
    figure.update_yaxes(type="log", title_text="milliseconds", dtick="D2")
    return framed(
        figure,
        "Time of an answer by the number of games it counts",
        "Median time from the call to a frame, warm; memory limit of 2 GB for the engine.",
        body=BODY, right=150, below=50,
    )  # fmt: skip


def _name_ends(
    figure: go.Figure, ends: Sequence[tuple[str, float, float]], drawn: Sequence[float]
) -> None:
    """Write beside each line's end what it is, no two over each other."""
    low, high = min(drawn), max(drawn)
    places = dodged([y for _, _, y in ends], (high - low) * 16 / BODY, low, high)
    for (text, x, _), y in zip(ends, places, strict=True):
        figure.add_annotation(
            x=x, y=float(y), text=text, xanchor="left", xshift=8, showarrow=False,
            font={"color": INK, "size": 12},
        )  # fmt: skip


def write_chart(timed: Iterable[Mapping[str, Any]], path: Path) -> bool:
    """Write the figure as SVG, drawn by a browser without a network; whether there was one."""
    try:
        browser_path = find_browser()
    except UnavailableError:
        return False
    figure = json.loads(growth_figure(timed).to_json())
    with ThreadPoolExecutor(1) as own:  # another browser may be driven in this thread
        drawn = own.submit(_drawn, figure, browser_path).result()
    path.write_text(unquote(drawn.partition(",")[2]) + "\n", encoding="utf-8")
    return True


def _drawn(figure: dict[str, Any], browser_path: Path) -> str:
    """The figure as an address that holds an SVG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(browser_path), args=[*FLAGS, *sandbox_flags()]
        )
        tab = browser.new_page()
        tab.add_script_tag(content=get_plotlyjs())
        drawn: str = tab.evaluate(_TO_SVG, [figure])
        browser.close()
    return drawn

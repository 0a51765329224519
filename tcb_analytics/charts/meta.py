"""Meta share over time: one line a leader, named at its end, the rest as "others".

A single period is drawn as sorted rows instead. Leaders missing from a period that
has decks were played by nobody in it: that is a share of 0, not a gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.dodge import dodged
from tcb_analytics.charts.frames import Floats, checked, names, numbers, shown
from tcb_analytics.charts.periods import in_order, ticks
from tcb_analytics.charts.rows import RIGHT, DotRow, body_height, dot_rows
from tcb_analytics.charts.text import between, counted, label, lines, percent, sentence, shortened
from tcb_analytics.charts.theme import INK, SERIES, framed, no_data
from tcb_analytics.statistics.shares import shares

MOST = 6
"""Leaders drawn by name: as many as colours tell apart."""

LATEST = 26
"""Periods drawn at most, the latest; half a year of weeks."""

COLUMNS = ("period", "leader", "decks", "total")
BODY = 360
_FAINT = "rgba({}, {}, {}, 0.07)"
_NAME_LENGTH = 24


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    decks: Floats
    share: Floats
    low: Floats
    high: Floats
    color: str
    dash: str = "solid"


def meta_share_chart(
    frame: pd.DataFrame, *, title: str | None = None, most: int = MOST, latest: int = LATEST
) -> go.Figure:
    """Share of decks by leader and period, from ``lake.meta_share``.

    Shares and their Wilson intervals are computed from decks and total, so that
    zeros and "others" have theirs too. Named are the leader played most in the last
    period, then those with the highest shares of the last and of all periods drawn,
    added up.

    Args:
        frame: One row a period and leader: period, leader, decks, total;
            ``leader_name`` is used where present.
        title: What to say instead of what is computed from the frame.
        most: Leaders drawn by name; the rest is summed up as others.
        latest: Periods drawn at most, the latest.

    Raises:
        TcbError: A column is missing.
    """
    table = checked(frame, COLUMNS, "meta_share_chart")
    if table.empty or not np.nansum(numbers(table, "total")):
        return no_data(
            title or "Meta share",
            "No dated decks were found: import deck lists, or widen the filter.",
        )
    periods, at = in_order(list(table["period"]))
    earlier = max(0, len(periods) - latest)
    periods, at = periods[earlier:], at[earlier:]
    totals, counts = _counts(table, periods)
    drawn, rest = _lines(totals, counts, most if len(periods) > 1 else 20)
    say = title or _title(drawn, periods, totals)
    if len(periods) == 1:
        return _as_rows(drawn, say, _subtitle(rest, totals, earlier), periods[0], totals)
    figure = go.Figure()
    for line in reversed(drawn):
        _add_line(figure, line, periods, at, totals)
    _add_names(figure, drawn, at)
    named = ticks(at)
    figure.update_xaxes(
        tickvals=[at[i] for i in named],
        ticktext=[label(periods[i]) for i in named],
        tickangle=0,
        showgrid=False,
    )
    longest = max(len(shortened(line.name, _NAME_LENGTH)) for line in drawn)
    right = 80 + round(7.6 * longest)
    return framed(figure, say, _subtitle(rest, totals, earlier), body=BODY, right=right)


def _counts(table: pd.DataFrame, periods: list[str]) -> tuple[Floats, dict[str, Floats]]:
    """Decks of each period, and of each named leader in it."""
    place = {period: i for i, period in enumerate(periods)}
    totals = np.zeros(len(periods))
    counts: dict[str, Floats] = {}
    rows = zip(
        table["period"], names(table, "leader"),
        np.nan_to_num(numbers(table, "decks")), np.nan_to_num(numbers(table, "total")),
        strict=True,
    )  # fmt: skip
    for period, name, decks, total in rows:
        i = place.get(shown(period))
        if i is not None:
            totals[i] = max(totals[i], total)
            counts.setdefault(name, np.zeros(len(periods)))[i] += decks
    return np.maximum(totals, sum(counts.values())), counts


def _lines(
    totals: Floats, counts: Mapping[str, Floats], most: int
) -> tuple[list[_Line], list[str]]:
    """Lines of the most played leaders and of the others, and who these are."""
    order = _by_weight(totals, counts)
    kept = order[:most]
    drawn = [
        _line(name, counts[name], totals, SERIES[i % len(SERIES)]) for i, name in enumerate(kept)
    ]
    others = totals - sum((counts[name] for name in kept), np.zeros(len(totals)))
    if others.sum() > 0:
        drawn.append(_line("others", others, totals, INK, "dot"))
    return drawn, order[len(kept) :]


def _by_weight(totals: Floats, counts: Mapping[str, Floats]) -> list[str]:
    """Leaders in the order in which they are given a line, see meta_share_chart."""
    last = int(np.flatnonzero(totals)[-1])
    weight = {
        name: decks[last] / totals[last] + decks.sum() / totals.sum()
        for name, decks in counts.items()
        if decks.any()
    }
    order = sorted(weight, key=lambda name: (-weight[name], name))
    first = max(order, key=lambda name: counts[name][last], default=None)
    return [] if first is None else [first, *(name for name in order if name != first)]


def _line(name: str, decks: Floats, totals: Floats, color: str, dash: str = "solid") -> _Line:
    found = shares(decks, totals)
    return _Line(name, decks, found["share"], found["low"], found["high"], color, dash)


def _add_line(
    figure: go.Figure, line: _Line, periods: list[str], at: Floats, totals: Floats
) -> None:
    red, green, blue = (int(line.color[i : i + 2], 16) for i in (1, 3, 5))
    figure.add_scatter(
        x=np.concatenate([at, at[::-1]]),
        y=np.concatenate([line.high, line.low[::-1]]) * 100,
        fill="toself", fillcolor=_FAINT.format(red, green, blue), line_width=0,
        mode="lines", hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=at, y=line.share * 100, mode="lines+markers",
        line={"color": line.color, "width": 2, "dash": line.dash}, marker_size=6,
        hovertext=[_hover(line, period, i, totals) for i, period in enumerate(periods)],
        hoverinfo="text",
    )  # fmt: skip


def _hover(line: _Line, period: str, i: int, totals: Floats) -> str:
    return lines(
        [
            f"{line.name}, {period}",
            f"{percent(line.share[i])}, interval {between(line.low[i], line.high[i])}",
            f"{line.decks[i]:,.0f} of {totals[i]:,.0f} decks",
        ]
    )


def _add_names(figure: go.Figure, drawn: list[_Line], at: Floats) -> None:
    """Name and last share at the end of each line, moved apart, joined to the line."""
    top = 104 * max(float(np.nanmax(line.high)) for line in drawn)
    last = [100 * float(np.nan_to_num(line.share[-1])) for line in drawn]
    spots = dodged(last, gap=17 * top / BODY, low=0.02 * top, high=0.98 * top)
    step = 0.025 * float(at[-1] - at[0])
    for line, share, spot in zip(drawn, last, spots, strict=True):
        figure.add_scatter(
            x=[at[-1], at[-1] + step], y=[share, spot], mode="lines", hoverinfo="skip",
            line={"color": line.color, "width": 1}, opacity=0.6,
        )  # fmt: skip
        figure.add_annotation(
            x=at[-1] + step, y=spot, xanchor="left", showarrow=False, font_color=line.color,
            font_weight=600, font_size=12,
            text=label(f"{shortened(line.name, _NAME_LENGTH)} {percent(share / 100)}"),
        )  # fmt: skip
    figure.update_xaxes(range=[at[0] - step, at[-1] + step])
    figure.update_yaxes(range=[0, top], ticksuffix="\u00a0%", nticks=8)


def _as_rows(
    drawn: list[_Line], title: str, subtitle: str, period: str, totals: Floats
) -> go.Figure:
    ranked = sorted(drawn, key=lambda line: (line.name == "others", -line.share[0], line.name))
    rows = [
        DotRow(
            line.name, line.share[0], line.low[0], line.high[0],
            figures=(percent(line.share[0]), f"n {line.decks[0]:,.0f}"),
            hover=_hover(line, period, 0, totals),
            color=INK if line.name == "others" else SERIES[0],
        )
        for line in ranked
    ]  # fmt: skip
    return framed(dot_rows(rows), title, subtitle, body=body_height(len(rows)), right=RIGHT)


def _title(drawn: list[_Line], periods: list[str], totals: Floats) -> str:
    last = max(np.flatnonzero(totals))
    leaders = [line for line in drawn if line.name != "others"]
    if not leaders:
        return "Meta share"
    first = max(leaders, key=lambda line: line.share[last])
    return sentence(
        f"{shortened(first.name, 60)} is played most: {percent(first.share[last])} of "
        f"{totals[last]:,.0f} decks in {periods[last]}"
    )


def _subtitle(rest: list[str], totals: Floats, earlier: int) -> str:
    intervals = "bands" if len(totals) > 1 else "lines"
    parts = [f"Share of {totals.sum():,.0f} decks; {intervals} are intervals."]
    if earlier:
        parts.append(f"The latest {len(totals)} periods of {len(totals) + earlier}.")
    if rest:
        others = counted(len(rest), "more leader")
        parts.append(f"Others: {others}, and decks of unknown leader.")
    return " ".join(parts)

"""The one theme of all charts: colours, letters, and the frame around a figure.

Backgrounds are transparent and plain text takes a grey that reads on white and on
dark pages alike (over 4:1 on both), since a figure cannot know its page. No chart
sets a colour for plain text itself, so a page that does know its colour scheme sets
``layout.font.color`` and all of it follows. Data colours are told apart under each
kind of colour blindness (a test holds the distances) and reach 3:1 on both grounds.
"""

from __future__ import annotations

import plotly.graph_objects as go

from tcb_analytics.charts.text import plain, wrapped

BLUE, RED, GREEN = "#116dba", "#d12d04", "#14a66a"
MAUVE, BROWN, GOLD = "#a880ae", "#9f5136", "#c38900"
SERIES = (BLUE, RED, GREEN, MAUVE, BROWN, GOLD)
"""Colours of series, in order of use; after the Okabe-Ito set, adjusted for both grounds."""

INK = "#7a7a7a"
"""Plain text, and everything that carries no meaning of its own."""

FAINT = "rgba(128,128,128,0.55)"
"""What stands beside the data for comparison."""

LINE = "rgba(128,128,128,0.3)"
"""Grid and reference lines."""

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif'
TITLE_WIDTH, SUBTITLE_WIDTH = 82, 122
_HEAD_PAD = 12
_FIRST_LINE_RISE = 11  # plotly hangs one line from its top, but several from their first baseline

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 13, "color": INK},
        "title": {
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": 12, "t": _HEAD_PAD},
            "font": {"size": 15},
        },
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(SERIES),
        "showlegend": False,
        "hoverlabel": {
            "bgcolor": "#1c2127",
            "bordercolor": "#1c2127",
            "font": {"family": FONT, "size": 13, "color": "#ffffff"},
            "align": "left",
            "namelength": 0,
        },
        "xaxis": {
            "gridcolor": LINE,
            "linecolor": LINE,
            "zeroline": False,
            "fixedrange": True,
            "title": {"font": {"size": 13}, "standoff": 6},
        },
        "yaxis": {
            "gridcolor": LINE,
            "linecolor": LINE,
            "zeroline": False,
            "fixedrange": True,
            "automargin": True,
        },
    }
)
"""The theme as a plotly template."""


def framed(
    figure: go.Figure,
    title: str,
    subtitle: str,
    *,
    body: int,
    right: int = 24,
    above: int = 0,
    below: int = 36,
) -> go.Figure:
    """Give a figure the theme, its title and its height; returns the figure.

    Title and subtitle are one text in two sizes, because plotly lets a subtitle run
    into a title of several lines. Both stand as plain text in ``layout.meta`` too,
    for whoever describes the figure in words.

    Args:
        figure: The figure, drawn.
        title: What is seen, as raw text; wrapped and escaped here.
        subtitle: How to read it, and what is left out; raw text.
        body: Height of the plot itself in pixels.
        right: Margin for labels to the right, in pixels.
        above: Room for an axis above the plot.
        below: Room for the axis below.
    """
    titles, subtitles = wrapped(title, TITLE_WIDTH), wrapped(subtitle, SUBTITLE_WIDTH)
    many = len(titles + subtitles) > 1
    top = _HEAD_PAD + 20 + round(1.3 * 15 * len(titles + subtitles))
    figure.update_layout(
        template=TEMPLATE,
        title_text="<br>".join(
            [_span(line, "font-size:17px;font-weight:600") for line in titles]
            + [_span(line, "font-size:13px") for line in subtitles]
        ),
        title_pad_t=_HEAD_PAD + (_FIRST_LINE_RISE if many else 0),
        meta={"title": plain(title), "subtitle": plain(subtitle)},
        height=top + above + body + below,
        margin={"t": top + above, "r": right, "b": below, "l": 12, "pad": 4},
    )
    return figure


def _span(line: str, style: str) -> str:
    return f'<span style="{style}">{line}</span>'


def no_data(title: str, why: str) -> go.Figure:
    """A figure that says that there is nothing to draw, and why.

    Args:
        title: What would have been shown, as raw text.
        why: The reason, or what to try, as raw text.
    """
    figure = go.Figure()
    figure.add_annotation(
        text="<b>No data</b><br>" + "<br>".join(wrapped(why, 90)),
        x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, font_size=15,
    )  # fmt: skip
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return framed(figure, title, "", body=140, below=12)

"""An executed report notebook as one HTML file that needs nothing from outside.

Code cells are left out; plotly.js is embedded once; a strict content security
policy allows just the scripts written here, by hash. Texts from the data are
escaped, and markup that a cell displays is reduced to harmless tags. Making the
notebook is the work of ``execution.py``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors.sanitize import SanitizeHTML
from plotly.offline import get_plotlyjs

from tcb_analytics.cards.html_parts import style as card_style
from tcb_analytics.errors import ReportError
from tcb_analytics.reports.blocks import ABOUT, HEADLINE, PROSE, TABLE, table_html, unbroken
from tcb_analytics.reports.notebook_file import Notebook

PLOTLY = "application/vnd.plotly.v1+json"
NOTEBOOK_ONLY = "notebook-only"
"""Tag of cells that speak to whoever reads the notebook, and not to readers of the page."""

TOP, HEAD, HEAD_LINE = 8, 20, 19.5
"""Pixels that stay above a chart whose title stands in the page, and that its head took:
some air, and each line of the title."""

LEAST_WIDTH, LEAST_WIDTH_ROWS, LEAST_WIDTH_WRITTEN = 560, 310, 820
"""Pixels below which a chart is scrolled and not squeezed: lines, rows of dots beside their
names, and charts with words in cells."""
LEAST_WIDTH_WRITTEN_ROWS = 340
"""The same for rows of dots with words beside them."""
SIGN, LONGEST_NAME = 7, 24
"""Pixels of a sign of a row's name, and the most signs that widen a chart."""

AXIS, BAR, BARS = 50, 30, 75
"""Pixels of a bar chart: its axis, and each place with one labelled bar or with two."""

NO_DATA = "No data"
"""How a figure without data begins; what follows says why."""

SLANTED = 84
"""Pixels to the right that the slanted labels above a map need."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the page, in reading order.

    Attributes:
        kind: ``headline``, ``prose``, ``table``, ``chart`` or ``html``.
        content: JSON of the block, or safe markup for ``html`` and ``table``.
    """

    kind: str
    content: Any


def render_page(notebook: Notebook) -> str:
    """The whole page of an executed report notebook.

    Raises:
        ReportError: The notebook displays no headline or says nothing about its data.
    """
    headline = _single(notebook, HEADLINE)
    about = _single(notebook, ABOUT)
    scripts = [get_plotlyjs(), _asset("report.js")]
    page = _environment().get_template("report.html.j2")
    return page.render(
        about=about,
        sources=Markup(table_html(about["sources"])),  # noqa: S704 - escaped by table_html
        headline=headline,
        blocks=list(_blocks(notebook)),
        card_style=Markup(card_style()),  # noqa: S704 - our own file
        style=Markup(_asset("report.css")),  # noqa: S704 - our own file
        scripts=[Markup(text) for text in scripts],  # noqa: S704 - our own and plotly's file
        policy=_policy(scripts),
    )


def read_headline(notebook: Notebook) -> tuple[str, dict[str, str]]:
    """Headline sentence and figures (label to value with its note) of a notebook.

    Raises:
        ReportError: The notebook displays no headline.
    """
    headline = _single(notebook, HEADLINE)
    figures = {
        figure["label"]: f"{figure['value']} ({figure['note']})"
        if figure["note"]
        else figure["value"]
        for figure in headline["figures"]
    }
    return headline["sentence"], figures


def embed_json(value: object) -> Markup:
    """JSON that cannot end a script element, whatever texts it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no sign with a meaning in HTML is left


def _single(notebook: Notebook, mime: str) -> Any:
    for data in _outputs(notebook):
        if mime in data:
            return data[mime]
    raise ReportError(
        f"the notebook displays nothing of type {mime}",
        remedy="display a Headline and an About from tcb_analytics.reports.blocks",
    )


def _outputs(notebook: Notebook) -> Iterator[Mapping[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "data" in output:
                yield output["data"]


def _blocks(notebook: Notebook) -> Iterator[Block]:
    for cell in notebook.cells:
        if NOTEBOOK_ONLY in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            yield Block("html", Markup(_harmless(_markdown(cell.source))))  # noqa: S704 - cleaned here
        for output in cell.get("outputs", ()):
            block = _block(output["data"]) if "data" in output else None
            if block is not None:
                yield block


def _markdown(source: str) -> str:
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))


def _block(data: Mapping[str, Any]) -> Block | None:
    """The block of one output; None for what the page shows elsewhere."""
    for mime, build in _BUILDERS.items():
        if mime in data:
            return build(data[mime])
    return None


def _chart(figure: Mapping[str, Any]) -> Block:
    """A figure whose title stands in the page, where it wraps and can be read aloud.

    One without data is a sentence: an empty frame is no evidence.
    """
    layout = dict(figure["layout"])
    if not figure["data"]:
        notes = [_plain(note["text"]) for note in layout.get("annotations", ())]
        return Block(
            "prose", {"paragraphs": [text.removeprefix(NO_DATA).strip() for text in notes]}
        )
    heading = layout.pop("title", {}).get("text", "")
    told = layout.pop("meta", None) or {"title": _plain(heading)}
    margin = layout.setdefault("margin", {})
    if heading and "height" in layout and "t" in margin:
        head = round(HEAD + HEAD_LINE * (heading.count("<br>") + 1))
        saved = max(0, min(head, margin["t"] - TOP))
        layout["height"] -= saved
        layout["margin"] = {**margin, "t": margin["t"] - saved}
    if layout.get("xaxis", {}).get("tickangle"):
        # Plotly leaves out a slanted label that would end outside the figure.
        layout["margin"] = {**layout["margin"], "r": max(SLANTED, layout["margin"].get("r", 0))}
    content = {"data": figure["data"], "layout": layout}
    return Block(
        "chart",
        {
            "title": told["title"],
            "remark": told.get("subtitle", ""),
            "figure": content,
            "height": layout.get("height", 400),
            "least": _least_width(figure),
        },
    )


def _least_width(figure: Mapping[str, Any]) -> int:
    kinds = {trace.get("type") for trace in figure["data"]}
    places = figure["layout"].get("xaxis", {}).get("ticktext") or ()
    if kinds == {"bar"}:
        each = BAR if len(figure["data"]) == 1 else BARS
        return min(LEAST_WIDTH_WRITTEN, AXIS + each * len(places))
    if "heatmap" in kinds or places:
        return LEAST_WIDTH_WRITTEN
    names = figure["layout"].get("yaxis", {}).get("ticktext")
    if not names:
        return LEAST_WIDTH
    if figure["layout"].get("annotations"):  # written beside the dots: no scrolling may hide them
        return LEAST_WIDTH_WRITTEN_ROWS
    longest = max(len(_plain(str(name))) for name in names)
    return LEAST_WIDTH_ROWS + SIGN * min(longest, LONGEST_NAME)


def _plain(markup: str) -> str:
    return unescape(re.sub("<[^>]*>", " ", markup)).strip()


_BUILDERS: dict[str, Callable[[Any], Block | None]] = {
    HEADLINE: lambda _: None,
    ABOUT: lambda _: None,
    PROSE: lambda content: Block("prose", content),
    TABLE: lambda content: Block("table", Markup(table_html(content))),  # noqa: S704 - escaped
    PLOTLY: _chart,
    "text/html": lambda content: Block("html", Markup(_harmless(content))),  # noqa: S704 - reduced
    "text/plain": lambda content: Block("prose", {"paragraphs": [content]}),
}
"""What becomes of an output, by its richest kind."""

_TAGS = {
    "text": ["p", "h1", "h2", "h3", "h4", "b", "strong", "i", "em", "small", "code", "pre", "bdi"],
    "lists": ["ul", "ol", "li", "dl", "dt", "dd", "br", "hr", "blockquote", "sub", "sup"],
    "boxes": ["a", "span", "div", "figure", "figcaption", "details", "summary"],
    "tables": ["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"],
}


def _is_harmless_attribute(tag: str, name: str, value: str) -> bool:
    """Classes, titles, spans of cells, and styles that can fetch nothing."""
    if name == "style":
        return not set(value) & set("(\\@")
    return name in {"class", "title"} or (tag in {"th", "td"} and name in {"scope", "colspan"})


@cache
def _cleaner() -> SanitizeHTML:
    return SanitizeHTML(  # type: ignore[no-untyped-call]  # nbconvert is untyped
        tags=[tag for group in _TAGS.values() for tag in group],
        attributes=_is_harmless_attribute,
        styles=["height", "width", "background", "background-color"],
        strip=True,
    )


_STYLE = re.compile(r"<style\b.*?(</style\s*>|$)", re.IGNORECASE | re.DOTALL)
"""Style sheets of displayed pieces; the page carries the one of cards and decks itself."""


def _harmless(markup: str) -> str:
    cleaned = _cleaner().sanitize_html_tags(_STYLE.sub("", markup))  # type: ignore[no-untyped-call]  # as above
    return str(cleaned)


@cache
def _asset(name: str) -> str:
    return (files("tcb_analytics.reports") / "templates" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tcb_analytics.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["embed"] = embed_json
    environment.filters["unbroken"] = lambda text: Markup(unbroken(text))  # noqa: S704 - escaped
    return environment


def _policy(scripts: list[str]) -> str:
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )

"""What a report notebook displays: headline, prose, tables, and facts about the page.

Each object shows itself in a notebook and carries its content as declared JSON, from
which the page is built and headline figures are read back. Everything that comes
from data is escaped here; charts are plotly figures and need no block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any

HEADLINE = "application/vnd.tcb.headline+json"
ABOUT = "application/vnd.tcb.about+json"
PROSE = "application/vnd.tcb.prose+json"
TABLE = "application/vnd.tcb.table+json"

Bundle = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure.

    Attributes:
        label: What it is, such as ``win rate``.
        value: As shown, such as ``54.3 %``.
        note: What makes it trustworthy: interval, games.
    """

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer in one sentence and its three figures."""

    sentence: str
    figures: tuple[Figure, ...]

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        items = "".join(
            f"<li><b>{escape(f.value)}</b> {escape(f.label)} <small>{escape(f.note)}</small></li>"
            for f in self.figures
        )
        html = f"<p><b>{escape(self.sentence)}</b></p><ul>{items}</ul>"
        return {HEADLINE: asdict(self), "text/html": html, "text/plain": self.sentence}


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences found from the data: one string a paragraph, never markup."""

    paragraphs: tuple[str, ...]

    def __init__(self, *paragraphs: str) -> None:
        object.__setattr__(self, "paragraphs", tuple(text for text in paragraphs if text))

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        html = "".join(f"<p>{escape(text)}</p>" for text in self.paragraphs)
        return {PROSE: asdict(self), "text/html": html, "text/plain": "\n".join(self.paragraphs)}


@dataclass(frozen=True, slots=True)
class DataTable:
    """A small table of shown texts.

    Attributes:
        columns: Headings; one that starts with ``#`` is a column of numbers, one that
            starts with ``=`` is never broken into lines.
        rows: Texts as shown, as many per row as columns.
        caption: What is seen in it.
        more: How many rows were left out.
        folded: Whether the page shows it only when asked, as the twin of a chart.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    more: int = 0
    folded: bool = False

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        return {TABLE: asdict(self), "text/html": table_html(asdict(self)), "text/plain": str(self)}

    def __str__(self) -> str:
        lines = [" | ".join(row) for row in (self.columns, *self.rows)]
        return "\n".join([self.caption, *lines] if self.caption else lines)


@dataclass(frozen=True, slots=True)
class About:
    """What the page says about itself.

    Attributes:
        title: Heading of the page.
        data: Period and amount of the data, in words.
        lake: Version of the lake that was read.
        version: Version of tcb_analytics.
        parameters: Name to value as run.
        method: How the figures came about, one sentence each.
        sources: Imports that were read, as shown rows.
    """

    title: str
    data: str
    lake: str
    version: str
    parameters: Mapping[str, Any]
    method: Sequence[str]
    sources: DataTable = field(default_factory=lambda: DataTable((), ()))

    def _repr_mimebundle_(self, **_: object) -> Bundle:
        facts = asdict(self)
        lines = [f"{self.title}. {self.data}", f"lake {self.lake}, tcb {self.version}"]
        html = "".join(f"<p>{escape(line)}</p>" for line in lines)
        return {ABOUT: facts, "text/html": html, "text/plain": "\n".join(lines)}


_NUMBER = re.compile(r"\b[A-Z]{1,4}\d{0,2}-\d{3}(?:_\w+)?\b")


def unbroken(text: str) -> str:
    """The text escaped for HTML, its card numbers kept from breaking at the hyphen."""
    return _NUMBER.sub(r'<span class="w">\g<0></span>', escape(text))


def table_html(table: Mapping[str, Any]) -> str:
    """A :class:`DataTable`, as its JSON, in HTML with every text escaped."""
    kinds = [_KINDS.get(name[:1], "") for name in table["columns"]]
    heads = [name.lstrip("#=") for name in table["columns"]]
    head = "".join(
        f'<th scope="col"{kind}>{escape(name)}</th>'
        for name, kind in zip(heads, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{unbroken(text)}</td>" for text, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in table["rows"]
    )
    caption = (
        f"<caption><span>{escape(table['caption'])}</span></caption>" if table["caption"] else ""
    )
    more = f"<p><small>{table['more']:,} more not shown.</small></p>" if table["more"] else ""
    whole = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
    return f"<details><summary>As a table</summary>{whole}</details>" if table["folded"] else whole


_KINDS = {"#": ' class="n"', "=": ' class="w"'}
"""Class of a column by the first sign of its heading."""

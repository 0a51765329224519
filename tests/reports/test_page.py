"""The page: self-contained, escaped, and allowed to run nothing but its own scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.charts.theme import no_data
from tcb_analytics.errors import ReportError
from tcb_analytics.reports.blocks import About, DataTable, Figure, Headline, Prose, unbroken
from tcb_analytics.reports.page import embed_json, read_headline, render_page

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:x'>&amp;"
PLOTLY = "application/vnd.plotly.v1+json"


def executed(*bundles: dict[str, object]) -> nbformat.NotebookNode:
    """An executed notebook whose one cell displayed these outputs."""
    cell = nbformat.v4.new_code_cell("secret = 'source code'")
    cell.outputs = [nbformat.v4.new_output("display_data", data=bundle) for bundle in bundles]
    cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text="a warning"))
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_markdown_cell("## Evidence"), cell]
    return notebook


def page_of(text: str) -> str:
    """A page in which every text is ``text``."""
    table = DataTable((text, "#n"), ((text, text),), text)
    about = About(text, text, text, text, {"leader": text}, (text,), table)
    chart = {"data": [{"type": "bar", "x": [text], "y": [1]}], "layout": {"title": {"text": text}}}
    return render_page(
        executed(
            Headline(text, (Figure(text, text, text),))._repr_mimebundle_(),
            about._repr_mimebundle_(),
            Prose(text)._repr_mimebundle_(),
            table._repr_mimebundle_(),
            {PLOTLY: chart},
            {"text/html": f"<b>{text}</b>", "text/plain": text},
            {"text/plain": text},
        )
    )


class Tags(HTMLParser):
    """Every start tag of a page with its attributes, as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_no_text_of_the_data_becomes_a_live_element() -> None:
    found = Tags(page_of(EVIL)).found

    assert [tag for tag, _ in found].count("script") == 3
    assert {tag for tag, _ in found}.isdisjoint({"img", "iframe", "svg", "object", "link", "form"})
    names = {name for _, attributes in found for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in {"href", "src"}]


def test_nothing_of_the_page_comes_from_outside() -> None:
    page = re.sub(r"<script>.*?</script>", "", page_of("x"), flags=re.S)

    assert "http://" not in page
    assert "https://" not in page
    assert "@import" not in page
    assert not re.search(r"<(link|iframe|img|object|embed)\b", page)


def test_the_policy_allows_the_scripts_of_the_page_and_no_others() -> None:
    page = page_of("x")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    allowed = set(re.findall(r"&#39;(sha256-[^&]+)&#39;", policy.group(1)))
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.S)

    assert allowed == {
        "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in scripts
    }
    assert "default-src &#39;none&#39;" in policy.group(1)


def test_code_and_warnings_are_left_out() -> None:
    page = page_of("x")

    assert "source code" not in page
    assert "a warning" not in page
    assert "<h2>Evidence</h2>" in page


def test_charts_survive_embedding_unchanged() -> None:
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page_of(EVIL), re.S)

    assert found is not None
    assert json.loads(found.group(1))["data"][0]["x"] == [EVIL]


@given(st.recursive(st.text() | st.integers(), st.lists))
def test_embedded_json_holds_no_sign_of_markup_and_reads_back(value: object) -> None:
    text = str(embed_json(value))

    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


def test_the_headline_is_read_back_from_the_notebook() -> None:
    headline = Headline("OP13-004 wins 54 %", (Figure("win rate", "54 %", "n = 90"),))

    assert read_headline(executed(headline._repr_mimebundle_())) == (
        "OP13-004 wins 54 %",
        {"win rate": "54 % (n = 90)"},
    )


def test_a_notebook_without_a_headline_is_no_report() -> None:
    with pytest.raises(ReportError, match="displays nothing of type"):
        render_page(executed({"text/plain": "x"}))


def test_a_chart_without_data_is_a_sentence_that_says_why() -> None:
    empty = no_data("Win rates", "No leader has a rate & no match.").to_plotly_json()
    headline, about = Headline("x", ()), About("x", "x", "x", "x", {}, ())

    page = render_page(
        executed(
            headline._repr_mimebundle_(), about._repr_mimebundle_(),
            {PLOTLY: json.loads(json.dumps(empty, default=list))},
        )
    )  # fmt: skip

    assert "<p>No leader has a rate &amp; no match.</p>" in page
    assert 'class="plot"' not in page


def test_a_card_number_does_not_break_at_its_hyphen() -> None:
    page = page_of("Nami OP01-016 & co")

    assert 'Nami <span class="w">OP01-016</span> &amp; co' in page
    assert unbroken("<b>P-107</b>") == '&lt;b&gt;<span class="w">P-107</span>&lt;/b&gt;'


def test_rows_of_dots_keep_room_for_dots_beside_long_names() -> None:
    def least(name: str) -> int:
        chart = {
            "data": [{"type": "scatter", "x": [1], "y": [0]}],
            "layout": {"title": {"text": "Rates"}, "yaxis": {"ticktext": [name]}},
        }
        head = Headline("Rates", (Figure("a", "1", "b"),))._repr_mimebundle_()
        about = About("a", "b", "c", "d", {}, (), DataTable(("x",), (), ""))._repr_mimebundle_()
        page = render_page(executed(head, {PLOTLY: chart}, about))
        return int(re.findall(r"px; min-width:(\d+)px", page)[0])

    assert least("WG") < 340
    assert least("<b>WG</b>") == least("WG")
    assert 460 < least("Elswyth's Opalfen Outburst R") == least("x" * 80) < 500

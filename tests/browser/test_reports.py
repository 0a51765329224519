"""Report pages in a real browser: drawn, legible, silent, and inert."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tcb_analytics.reports.pdf import A4_WIDTH
from tests.browser.conftest import HOSTILE_REPORTS, SUBJECTS

pytestmark = pytest.mark.browser

OVERLAPS = (Path(__file__).parent / "overlaps.js").read_text("utf-8")
WIDE, PHONE, NIGHT, PHONE_DAY = (900, "light"), (400, "dark"), (900, "dark"), (400, "light")
LOOK = {
    "meta": (WIDE, PHONE),
    "leader": (NIGHT, PHONE_DAY),
    "deck": (WIDE, PHONE, PHONE_DAY),
    "card": (NIGHT, PHONE),
    "set": (WIDE, PHONE),
}
"""Width and colour scheme of each report; every pair of the two is looked at twice."""

LOOKS = [(report, *look) for report in SUBJECTS for look in LOOK[report]]


@dataclass
class Seen:
    """An opened page and what it did."""

    page: Page
    file: Path
    width: int
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@contextmanager
def opened(browser: Browser, file: Path, width: int = 900, scheme: str = "light") -> Iterator[Seen]:
    """The page once its charts are drawn, with everything it said, asked for or popped up."""
    page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=scheme)  # type: ignore[arg-type]
    seen = Seen(page, file, width)
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(file.as_uri())
    page.wait_for_function("document.documentElement.dataset.charts !== undefined", timeout=60_000)
    try:
        yield seen
    finally:
        page.close()


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def seen(
    request: pytest.FixtureRequest, browser: Browser, pages: dict[str, Path]
) -> Iterator[Seen]:
    """A report in one look, opened once for all that is asked of it."""
    report, width, scheme = request.param
    with opened(browser, pages[report], width, scheme) as seen:
        yield seen


def test_every_chart_is_drawn_and_nothing_overlaps_complains_or_calls_out(seen: Seen) -> None:
    drawn = seen.page.evaluate(
        """() => [...document.querySelectorAll(".plot")].map((plot) => {
          const box = plot.querySelector(".main-svg").getBoundingClientRect();
          const marks = plot.querySelectorAll(".scatterlayer path, .barlayer path,"
            + " .heatmaplayer image");
          return [plot.id, box.width > 300 && box.height > 60 && marks.length > 0];
        })"""
    )
    assert drawn
    assert [name for name, whole in drawn if not whole] == []
    assert seen.page.evaluate(OVERLAPS) == []
    assert seen.complaints == []
    assert seen.requests == [seen.file.as_uri()]
    widest = seen.page.evaluate("document.documentElement.scrollWidth")
    assert widest <= seen.width


def test_every_label_of_an_axis_is_shown_in_full(seen: Seen) -> None:
    cut = seen.page.evaluate(
        """() => [...document.querySelectorAll(".plot")].flatMap((plot) => {
          const frame = plot.getBoundingClientRect();
          const texts = [...plot.querySelectorAll(".main-svg text")];
          const missing = ["xaxis", "yaxis"].flatMap((axis) => {
            const wanted = plot.layout[axis]?.ticktext?.length ?? 0;
            const ticks = plot.querySelectorAll(`.${axis[0]}tick text`);
            const there = [...ticks].filter((text) => text.getBoundingClientRect().width);
            return there.length < wanted ? [`${plot.id} ${axis}`] : [];
          });
          const outside = texts.filter((text) => {
            const box = text.getBoundingClientRect();
            return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1
              || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
          });
          return [...missing, ...outside.map((text) => `${plot.id}: ${text.textContent}`)];
        })"""
    )

    assert cut == []


def test_a_page_reads_from_the_answer_to_the_method_without_stray_signs(seen: Seen) -> None:
    assert seen.page.locator(".figures > div").count() == 3
    headings = seen.page.locator("h2").all_inner_texts()
    assert headings[-3:] == ["Method", "Data", "This report"]
    of_logs = seen.file.name.startswith("set-")
    expected = "SYN PremierDraft: 4,0" if of_logs else "Sample data"
    assert expected in seen.page.inner_text("header")
    assert seen.page.locator("pre, .jp-InputArea").count() == 0
    text = seen.page.inner_text("main")

    for sign in ("&amp;", "&lt;", "&#", "<br", "NaN", "None", "undefined", "[object"):
        assert sign not in text


@pytest.mark.parametrize("report", ["leader", "deck"])
def test_on_a_phone_rows_stand_whole_and_what_is_wider_shades_its_edge(
    browser: Browser, pages: dict[str, Path], report: str
) -> None:
    with opened(browser, pages[report], 400) as seen:
        hidden = seen.page.evaluate(
            """() => [...document.querySelectorAll(".scroll")].filter((box) =>
              box.querySelector(".plot").layout.annotations?.length
              && box.scrollWidth > box.clientWidth).map((box) => box.firstChild.id)"""
        )
        broken = seen.page.evaluate(
            """() => [...document.querySelectorAll(".tcb-name bdi")].filter((name) => {
              const words = name.textContent.split(" ").filter((word) => word.length < 14);
              const range = document.createRange();
              let from = 0;
              return words.some((word) => {
                from = name.textContent.indexOf(word, from);
                range.setStart(name.firstChild, from);
                range.setEnd(name.firstChild, from + word.length);
                from += word.length;
                return range.getClientRects().length > 1 && !word.includes("-");
              });
            }).map((name) => name.textContent)"""
        )
        shades = seen.page.evaluate(
            """() => getComputedStyle(document.querySelector(".table")).backgroundAttachment"""
        )

        assert hidden == []
        assert broken == []
        assert shades == "local, local, scroll, scroll"


def test_a_page_opened_to_be_printed_draws_its_charts_as_wide_as_the_paper(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = browser.new_page(viewport={"width": A4_WIDTH, "height": 1000}, color_scheme="dark")
    page.goto(f"{pages['leader'].as_uri()}#print")
    page.wait_for_function("document.documentElement.dataset.charts !== undefined", timeout=60_000)

    widths = page.evaluate(
        """() => [...document.querySelectorAll(".plot .main-svg")]
          .map((drawn) => drawn.getBoundingClientRect().width)"""
    )
    ink = page.evaluate("document.querySelector('.plot').layout.font.color")
    page.close()

    assert set(widths) == {A4_WIDTH}
    assert ink == "#3f4850"  # dark on paper, whatever the screen


@pytest.mark.parametrize("report", HOSTILE_REPORTS)
def test_hostile_names_are_read_and_never_run(
    browser: Browser, hostile_pages: dict[str, Path], report: str
) -> None:
    file = hostile_pages[report]
    with opened(browser, file) as seen:
        seen.page.mouse.move(450, 700)
        live = seen.page.evaluate(
            """() => [...document.querySelectorAll("script:not(.figure), iframe, main img, a,"
              + " object, embed, link, form")].map((node) => node.outerHTML.slice(0, 60))"""
        )
        handlers = seen.page.evaluate(
            """() => [...document.querySelectorAll("main *")].filter((node) =>
              [...node.attributes].some((attribute) => attribute.name.startsWith("on"))).length"""
        )
        text = seen.page.inner_text("body")

        assert len(live) == 2, live  # plotly.js and our own script
        assert handlers == 0
        assert seen.dialogs == []
        assert seen.requests == [file.as_uri()]
        assert seen.complaints == []
        assert "alert(" in text or "javascript:" in text

"""The application's pages in Chromium: how they look, work with keys, and what JavaScript adds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app_visit import Visit, visiting

pytestmark = pytest.mark.browser

LOOKS = (Path(__file__).parent / "app_looks.js").read_text("utf-8")
OPEN = ("/cards", "/cards/tidebreak/TB01-054", "/login", "/register", "/api/v1/reference")
OWN = ("/collection", "/decks", "/decks/new", "/build", "/simulate", "/matchups", "/jobs",
       "/account", "/cards/tidebreak/TB01-054", "/cards?text=zzz")  # fmt: skip
ATTACK = "'\"><img src=x onerror=alert(1)>"
DECK = "1xTB01-001\n4xTB01-011\n2xTB01-012"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def deck_of(visit: Visit, text: str = DECK, name: str = "Red tide") -> str:
    """Make a deck; its path."""
    page = visit.go("/decks/new")
    page.get_by_label("Name").fill(name)
    page.locator("textarea").fill(text)
    page.get_by_role("button", name="Make deck").click()
    page.get_by_role("heading", name=name).wait_for()
    return page.url.removeprefix(visit.site)


def looked_at(visit: Visit, paths: tuple[str, ...]) -> dict[str, list[str]]:
    """What is wrong with pages, by path and colours."""
    found = {}
    for path in paths:
        visit.page.goto(visit.site + path)
        for scheme in SCHEMES:
            visit.page.emulate_media(color_scheme=scheme)
            found[f"{path} {scheme}"] = visit.page.evaluate(LOOKS)
    return {path: wrong for path, wrong in found.items() if wrong}


@pytest.mark.parametrize("width", [400, 800, 1200])
def test_nothing_overlaps_spills_or_is_hard_to_read(
    browser: Browser, site: str, width: int
) -> None:
    with visiting(browser, site, viewport={"width": width, "height": 900}) as visit:
        assert looked_at(visit, OPEN) == {}
        visit.register(f"Ann {width}")
        visit.read_in("/collection", "4xTB01-011", "Read in")
        deck = deck_of(visit)
        assert looked_at(visit, (*OWN, deck, f"{deck}/analysis")) == {}
        assert visit.silent


def test_only_pictures_near_the_screen_are_fetched(browser: Browser, site: str) -> None:
    with visiting(browser, site, viewport={"width": 400, "height": 700}) as visit:
        page = visit.go("/cards")
        first = sum("/pictures/" in path for path in visit.fetched)
        page.mouse.wheel(0, 10_000)
        page.locator("ul.grid img").last.scroll_into_view_if_needed()
        expect(page.locator("ul.grid img").last).to_have_js_property("complete", True)
        page.wait_for_load_state("networkidle")

        assert 6 <= first < 30
        assert sum("/pictures/" in path for path in visit.fetched) > first
        assert visit.silent


def test_a_search_runs_while_one_types_and_the_address_keeps_it(
    browser: Browser, site: str
) -> None:
    with visiting(browser, site) as visit:
        page = visit.go("/cards")
        page.evaluate("window.same = true")
        page.get_by_label("Name, number or type").press_sequentially("whale", delay=30)
        expect(page.locator("ul.grid li")).not_to_have_count(30)
        names = page.locator("ul.grid b").all_inner_texts()

        assert names
        assert all("whale" in name.lower() for name in names)
        assert page.evaluate("window.same")
        expect(page).to_have_url(re.compile(r"text=whale"))
        page.reload()
        assert page.locator("ul.grid b").all_inner_texts() == names
        assert visit.silent


def test_the_search_works_without_javascript(browser: Browser, site: str) -> None:
    with visiting(browser, site, java_script_enabled=False) as visit:
        page = visit.go("/cards")
        page.get_by_label("Name, number or type").fill("whale")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("text=whale"))
        assert all("hale" in name for name in page.locator("ul.grid b").all_inner_texts())
        page.get_by_label("Name, number or type").fill("")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="More cards").click()
        page.get_by_role("link", name="First page").wait_for()
        assert visit.silent


def test_quick_presses_in_the_editor_all_count_and_nothing_is_loaded_anew(
    browser: Browser, site: str
) -> None:
    with visiting(browser, site) as visit:
        visit.register("Ann Quick")
        path = deck_of(visit)
        page = visit.page
        page.evaluate("window.same = true")
        copies = page.get_by_label(re.compile("^Copies of")).nth(1)
        more = page.locator("button[id^=more-]").nth(1)
        for _ in range(3):
            more.dispatch_event("click")
        expect(copies).to_have_value("7")
        more.focus()
        page.keyboard.press("Enter")
        expect(copies).to_have_value("8")
        expect(more).to_be_focused()
        expect(page.get_by_role("heading", name="10 cards")).to_be_visible()
        expect(page.locator("#said")).to_have_text("10 cards. The deck is not legal.")
        copies.fill("1")
        copies.press("Enter")
        expect(page.get_by_role("heading", name="3 cards")).to_be_visible()

        assert page.evaluate("window.same")
        page.reload()
        expect(page.get_by_role("heading", name="3 cards")).to_be_visible()
        assert page.url == f"{site}{path}"
        assert visit.silent


def test_cards_are_added_from_the_search_in_the_editor(browser: Browser, site: str) -> None:
    with visiting(browser, site) as visit:
        visit.register("Ann Adder")
        deck_of(visit, text="", name="Adders")
        page = visit.page
        page.get_by_label("Name, number or type").press_sequentially("whale", delay=20)
        add = page.get_by_role("button", name="Add Glass-winged Whale")
        add.click()
        expect(page.get_by_label("Copies of Glass-winged Whale")).to_have_value("1")
        expect(page.get_by_label("Name, number or type")).to_have_value("whale")
        add.click()
        expect(page.get_by_label("Copies of Glass-winged Whale")).to_have_value("2")
        expect(page.get_by_role("img", name=re.compile("3: 2"))).to_be_visible()
        assert visit.silent


def test_a_change_from_another_window_is_told_and_nothing_is_lost(
    browser: Browser, site: str
) -> None:
    with visiting(browser, site) as visit:
        visit.register("Ann Twice")
        path = deck_of(visit)
        other: Page = visit.page.context.new_page()
        other.goto(site + path)
        other.locator("button[id^=more-]").first.click()
        expect(other.get_by_role("heading", name="7 cards")).to_be_visible()
        visit.page.locator("button[id^=less-]").last.click()
        expect(visit.page.get_by_role("heading", name="Changed elsewhere")).to_be_visible()
        visit.page.get_by_role("link", name="Load the deck as it is now").click()
        expect(visit.page.get_by_role("heading", name="7 cards")).to_be_visible()
        assert [one for one in visit.complaints if "412" not in one] == []


def test_everything_is_within_reach_of_keys(browser: Browser, site: str) -> None:
    with visiting(browser, site) as visit:
        page = visit.go("/register")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="To the content")).to_be_focused()
        expect(page.get_by_role("link", name="To the content")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_label("Name")).to_be_focused()
        page.keyboard.type("Ann Keys")
        page.keyboard.press("Tab")
        page.keyboard.type("seven quiet lanterns")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Ann Keys").wait_for()
        outline = page.get_by_role("link", name="Collection")
        outline.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert outline.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


@pytest.mark.parametrize("script", [True, False], ids=["javascript", "no-javascript"])
def test_hostile_names_are_read_and_never_run(browser: Browser, site: str, script: bool) -> None:
    name = f"{ATTACK}{script:d}"
    with visiting(browser, site, java_script_enabled=script) as visit:
        visit.register(name)
        path = deck_of(visit, name=ATTACK)
        for address in (path, "/decks", "/simulate", f"/cards?text={ATTACK}", "/account", path):
            page = visit.go(address)
            assert ATTACK in page.content().replace("&lt;", "<").replace("&gt;", ">").replace(
                "&quot;", '"'
            )
            assert page.locator("img[src=x]").count() == 0
        visit.read_in("/collection", ATTACK, "Read in")
        expect(visit.page.get_by_role("alert")).to_be_visible()
        visit.complaints = [one for one in visit.complaints if "422" not in one]
        assert visit.silent


def test_the_session_is_out_of_reach_of_scripts(browser: Browser, site: str) -> None:
    with visiting(browser, site) as visit:
        visit.register("Ann Cookie")
        [cookie] = visit.page.context.cookies()

        assert visit.page.evaluate("document.cookie") == ""
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
        assert cookie["domain"] == "localhost"  # of this host alone: it would begin with a dot

"""A visitor who does everything once, with JavaScript and without; what the first page weighs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app_visit import PASSWORD, Visit, visiting

pytestmark = pytest.mark.browser

LIST = "4xTB01-054\n3xTB01-011\n2xTB01-067"
MOST_BYTES = 60_000
"""What the first page with its pictures may weigh on the wire."""


@pytest.mark.parametrize("script", [True, False], ids=["javascript", "no-javascript"])
def test_a_visitor_does_everything_once(browser: Browser, site: str, script: bool) -> None:
    name = f"Ann Otter {'with' if script else 'without'}"
    with visiting(browser, site, java_script_enabled=script, accept_downloads=True) as visit:
        visit.register(name)
        collects(visit)
        deck = builds(visit)
        simulates(visit)
        sees_the_matchup(visit)
        exports(visit, deck)
        deletes_the_account(visit, name)
        assert visit.silent


def collects(visit: Visit) -> None:
    page = visit.go("/cards?text=glass-winged")
    page.get_by_role("link", name="Glass-winged Whale").click()
    page.get_by_role("button", name="One Glass-winged Whale more").click()
    expect(page.get_by_label("Copies of Glass-winged Whale")).to_have_value("1")
    visit.read_in("/collection", LIST, "Read in")
    expect(page.get_by_text("3 cards were read in")).to_be_visible()
    expect(page.get_by_label("Copies of Glass-winged Whale")).to_have_value("5")


def builds(visit: Visit) -> str:
    """Have a deck built, save it; its address."""
    page = visit.go("/build")
    page.get_by_label("Aggressive").check()
    page.get_by_label("Leader").select_option(label="Ysolde Farrow (TB01-001)")
    page.get_by_role("button", name="Build").click()
    page.get_by_role("button", name="Save as a deck").wait_for()
    expect(page.get_by_text("Proven: no other deck has more.")).to_be_visible()
    page.get_by_label("Name").fill("Red tide")
    page.get_by_role("button", name="Save as a deck").click()
    expect(page.get_by_role("heading", name="Red tide")).to_be_visible()
    expect(page.get_by_text("✓ Legal", exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="Copies by cost")).to_be_visible()
    return page.url


def simulates(visit: Visit) -> None:
    page = visit.go("/simulate")
    for side in ("#deck", "#opponent"):
        page.locator(side).select_option(index=1)
    page.get_by_label("Games").select_option("1000")
    page.get_by_role("button", name="Simulate").click()
    page.get_by_text("Going second").wait_for()
    expect(page.get_by_role("row", name="All 1,000")).to_be_visible()


def sees_the_matchup(visit: Visit) -> None:
    page = visit.go("/matchups")
    table = page.get_by_role("table", name="Win rate of each leader")
    expect(table).to_be_visible()
    cell = table.get_by_title("Admiral Corvane Lys against Nerys Undertow")
    expect(cell).to_have_text(re.compile(r"^\d{3,} games: \d+ % to \d+ %$"))
    assert len(table.get_by_role("cell").all()) == 12 * 12 + 1


def exports(visit: Visit, deck: str) -> None:
    page = visit.page
    page.goto(deck)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    lines = Path(download.value.path()).read_text("utf-8").splitlines()
    assert lines[0] == "1xTB01-001"
    assert sum(int(line.partition("x")[0]) for line in lines[1:]) == 50
    page.goto(f"{visit.site}/account")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export my data").click()
    data = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert [len(data[part]) for part in ("decks", "collection", "jobs")] == [1, 3, 2]


def deletes_the_account(visit: Visit, name: str) -> None:
    page = visit.go("/account")
    page.get_by_text("Delete my account").first.click()
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("Your account is deleted")).to_be_visible()
    visit.go("/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    visit.complaints = [one for one in visit.complaints if "422" not in one]


def test_the_first_page_is_light_and_quick(
    browser: Browser, site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with visiting(browser, site) as visit:
        sizes = weighed(visit.page)
        visit.go("/cards")
        timing = visit.page.evaluate(
            """() => {
              const [shown] = performance.getEntriesByName("first-contentful-paint");
              const [load] = performance.getEntriesByType("navigation");
              return [load.responseStart, shown.startTime, load.loadEventEnd];
            }"""
        )
        first = len(sizes), sum(sizes.values())
        assert visit.silent
        sizes.clear()
        visit.go("/cards")
        again = len(sizes), sum(sizes.values())
    begun, painted, loaded = timing
    with capsys.disabled():
        print(
            f"\nfirst page: {first[0]} requests, {first[1]:,} bytes on the wire;"
            f" first byte {begun:.0f} ms, first paint {painted:.0f} ms, loaded {loaded:.0f} ms;"
            f" again: {again[1]:,} bytes"
        )

    assert first[1] <= MOST_BYTES
    assert again[1] < first[1] / 2
    assert loaded < 10_000


def weighed(page: Page) -> dict[str, float]:
    """Bytes that come over the wire from now on, by request; what a cache gives weighs nothing."""
    found: dict[str, float] = {}
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on(
        "Network.loadingFinished",
        lambda done: found.__setitem__(done["requestId"], done["encodedDataLength"]),
    )
    return found

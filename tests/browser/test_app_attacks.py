"""Attacks in a real Chromium: with the content policy switched off, escaping alone must hold."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import Browser

from tests.app.security.payloads import LIVE, attacks
from tests.browser.app_visit import Visit, visiting

LEADER = "TB01-001"
STORED, ASKED = 30, 20
"""Attacks that are kept as names of decks, and attacks that are only searched for."""


def ran(visit: Visit) -> list[str]:
    """What an attack did: set its name, took the title, opened a box, asked elsewhere."""
    did: list[str] = visit.page.evaluate(
        f"[window.{LIVE} && 'set', document.title === '{LIVE}' && 'title'].filter(Boolean)"
    )
    return [*did, *visit.dialogs, *visit.faults]


def look(visit: Visit, path: str) -> list[str]:
    """Open a page; what ran there."""
    visit.page.goto(visit.site + path, wait_until="load")
    return ran(visit)


def send(visit: Visit, path: str, **form: str) -> str:
    """Send a form of this session; where it led to."""
    csrf = visit.page.locator("input[name=csrf]").first.get_attribute("value") or ""
    answer = visit.page.request.post(visit.site + path, form={"csrf": csrf, **form})
    assert answer.status < 500
    return answer.url.removeprefix(visit.site) if answer.ok else ""


def printable(many: list[str], longest: int) -> list[str]:
    """Attacks that a name may be."""
    return [one for one in many if one.isprintable() and len(one) <= longest]


def test_names_that_are_attacks_are_shown_and_do_not_run(browser: Browser, site: str) -> None:
    names = printable(attacks("xss"), 60)
    with visiting(browser, site, bypass_csp=True) as visit:
        visit.register("Ann Otter")
        paths = [
            send(visit, "/decks/new", name=name, leader=LEADER) for name in names[::4][:STORED]
        ]
        for name in names[1::9][:10]:
            send(visit, "/account/tokens", name=name)
        made = [path for path in paths if path]
        for path in ("/decks", "/account", "/simulate", *made[::3]):
            assert look(visit, path) == [], path
        listed = visit.go("/decks").inner_text("body")

    assert len(made) > 20
    assert sum("<" in name and name in listed for name in names) > 10


def test_searches_that_are_attacks_are_shown_and_do_not_run(browser: Browser, site: str) -> None:
    with visiting(browser, site, bypass_csp=True) as visit:
        for text in attacks("xss")[:: 500 // ASKED]:
            for path in ("/cards?text=", "/login?then=/"):
                assert look(visit, path + quote(text, safe="")) == [], text


def test_an_attack_that_runs_is_seen(browser: Browser, site: str) -> None:
    with visiting(browser, site, bypass_csp=True) as visit:
        visit.go("/cards").evaluate(
            "text => document.body.insertAdjacentHTML('beforeend', text)",
            f"<img src=x onerror=\"{LIVE}=1;alert('tcb')\">",
        )
        visit.page.wait_for_function(f"window.{LIVE} === 1")

        assert ran(visit)[:2] == ["set", "tcb"]

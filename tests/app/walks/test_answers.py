"""What every answer carries, whoever asks and whatever comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.api.pages.assets import SOURCES, assets
from tcb_analytics.app.bootstrap import Parts
from tests.app.api.pages.marks import Marks
from tests.app.databases import Databases, SqliteFiles
from tests.app.walks.people import Person, person
from tests.app.walks.steps import COOKIE, HTTPS, PUBLIC, Step, Walk

YEAR = 31_536_000
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FORBIDDEN = ("unsafe-inline", "unsafe-eval", "strict-dynamic", "*", "http:", "https:")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """SQLite alone: headers are the same whatever is behind them."""
    return SqliteFiles(tmp_path_factory.mktemp("answers"))


def policy(answer: TestResponse) -> dict[str, str]:
    """Directives of the content security policy."""
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {words[0]: " ".join(words[1:]) for part in parts if (words := part.split())}


def check_headers(answer: TestResponse, what: object) -> None:
    """Fail where a header is missing that browsers are told by."""
    for name, value in FIXED.items():
        assert answer.headers.get(name) == value, f"{what}: {name}"
    told = policy(answer)
    assert told["default-src"] == "'none'", what
    assert told["object-src"] == told["base-uri"] == told["frame-ancestors"] == "'none'", what
    for name in ("form-action", "script-src", "style-src"):
        assert told.get(name, told["default-src"]) in ("'self'", "'none'"), what
    assert not any(word in answer.headers["Content-Security-Policy"] for word in FORBIDDEN), what
    age = re.fullmatch(
        r"max-age=(\d+); includeSubDomains", answer.headers["Strict-Transport-Security"]
    )
    assert age, what
    assert int(age[1]) >= YEAR, what
    assert "camera=()" in answer.headers["Permissions-Policy"], what
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")], what
    assert "X-Powered-By" not in answer.headers, what


def check_content(answer: TestResponse, what: object) -> None:
    """Fail where a body is not told for what it is, or a page holds what could run."""
    kind = answer.headers.get("Content-Type", "")
    if answer.data:
        assert kind, what
    if kind.startswith("text/"):
        assert "charset=utf-8" in kind, what
    if kind.startswith("text/html"):
        assert Marks(answer.text).foreign == [], what


def check_cookies(answer: TestResponse, what: object) -> int:
    """Fail where a cookie is not for https, this host and no script; how many there were."""
    cookies = answer.headers.getlist("Set-Cookie")
    for cookie in cookies:
        assert cookie.startswith(f"{COOKIE}="), what
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; ")), what
        assert "Domain" not in cookie, what
    return len(cookies)


def is_cleared(answer: TestResponse) -> bool:
    """Whether the browser is told to forget the session and what it kept of its pages."""
    forgotten = f"{COOKIE}=;" in answer.headers.get("Set-Cookie", "")
    return forgotten and answer.headers.get("Clear-Site-Data") == '"cache", "storage"'


def tour(walk: Walk, parts: Parts) -> Iterator[tuple[Step, TestResponse]]:
    """What the owner of everything is answered on every route, as in a browser."""
    who: Person | None = None
    for step in walk.steps(heads=False):
        who = person(parts) if who is None or step.writes else who
        yield step, walk.send(step, walk.filled(step, who, who), who)
        who = None if step.writes else who


def test_every_answer_tells_browsers_what_they_must_not_do_and_what_to_forget(
    walk: Walk, parts: Parts
) -> None:
    pages, cookies, cleared = 0, 0, set()
    for step, answer in tour(walk, parts):
        check_headers(answer, step)
        check_content(answer, step)
        cookies += check_cookies(answer, step)
        pages += answer.mimetype == "text/html"
        if is_cleared(answer):
            cleared.add(step.endpoint)
        if step.endpoint not in PUBLIC:
            kept = answer.headers["Cache-Control"]
            assert kept == "no-store" or kept.startswith("private"), f"{step}: {kept}"

    assert pages > 20
    assert cookies >= 9
    assert cleared == {
        "v1.sessions.log_out", "v1.accounts.leave", "pages.people.log_out", "pages.account.leave",
    }  # fmt: skip


def test_every_page_of_somebody_who_is_logged_in_offers_to_log_out(
    walk: Walk, owner: Person
) -> None:
    pages = 0
    for step in walk.steps():
        if step.method == "GET":
            answer = walk.send(step, walk.filled(step, owner, owner), owner)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                pages += 1
                form = re.search(r'<form method="post" action="/logout">.*?</form>', answer.text)
                assert form, step
                assert f'value="{owner.csrf}"' in form[0], step

    assert pages > 12


def test_password_fields_hide_what_is_typed_and_let_managers_fill_them(
    walk: Walk, owner: Person
) -> None:
    found = 0
    for step in walk.steps():
        if step.method == "GET" and step.endpoint.startswith("pages."):
            who = None if step.rule in ("/login", "/register") else owner
            page = walk.send(step, walk.filled(step, owner, owner), who).text
            for field in re.findall(r'<input [^>]*name="(?:password|old|new)"[^>]*>', page):
                found += 1
                assert 'type="password"' in field, field
                assert re.search(r'autocomplete="(current|new)-password"', field), field
                assert "value=" not in field, field

    assert found >= 6


def test_the_script_keeps_nothing_in_the_browser(walk: Walk) -> None:
    script = (SOURCES / "app.js").read_text(encoding="utf-8")
    served = walk.app.test_client().get(f"/assets/{assets()['app.js'].path}", base_url=HTTPS).text

    for word in (
        "localStorage", "sessionStorage", "indexedDB", "document.cookie", "innerHTML", "outerHTML",
        "insertAdjacentHTML", "document.write", "eval(", "Function(", "__proto__", "Object.assign",
        "postMessage",
    ):  # fmt: skip
        assert word not in script, word
        assert word not in served, word


def test_refusals_carry_the_same_headers_and_no_details(walk: Walk) -> None:
    client = walk.app.test_client()
    cases = {
        "/nowhere": 404, "/api/v1/nowhere": 404, "/api/v1/decks": 401, "/login": 405,
        "/api/v1/cards?size=x": 422, "/cards?size=x": 422, "/%00": 404, "/assets/../app.py": 404,
    }  # fmt: skip
    for path, status in cases.items():
        method = "PUT" if status == 405 else "GET"
        answer = client.open(path, method=method, base_url=HTTPS, headers={"Origin": "https://e"})
        assert answer.status_code == status, path
        check_headers(answer, path)
        check_content(answer, path)
        for detail in ("Traceback", "sqlalchemy", "site-packages", "werkzeug", "Flask"):
            assert detail not in answer.text, path


def test_a_host_that_is_not_named_is_not_answered(parts: Parts) -> None:
    settings = parts.settings.model_copy(update={"hosts": "cards.example, www.cards.example"})
    client = create_app(parts=replace(parts, settings=settings)).test_client()

    for host, status in (("cards.example", 200), ("www.cards.example", 200), ("evil.example", 400)):
        answer = client.get("/api/v1/reference", base_url=f"https://{host}")
        assert answer.status_code == status
        assert answer.mimetype == ("text/html" if status == 200 else "application/problem+json")
        check_headers(answer, host)


def test_without_names_every_host_is_answered_and_none_is_redirected_to(walk: Walk) -> None:
    client = walk.app.test_client()
    for path in ("/", "/decks", "/login"):
        answer = client.get(path, base_url="https://evil.example")
        assert "evil" not in answer.headers.get("Location", "")
        assert "evil" not in answer.text


def test_there_is_no_folder_of_files_to_look_into(walk: Walk) -> None:
    client = walk.app.test_client()
    for path in ("/static/app.css", "/static/../factory.py", "/assets/", "/.git/config", "/.env"):
        assert client.get(path, base_url=HTTPS).status_code == 404

"""Fifteen hundred attacks on every field of every form: shown as text, by every page that shows it.

The pages are read as a browser would read them; a Chromium looks at some in
``tests/browser/test_app_attacks.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy import create_engine
from werkzeug.test import TestResponse

from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.settings import AppSettings
from tests.app.api.pages.conftest import HTTPS, Reader
from tests.app.api.pages.marks import Marks
from tests.app.conftest import GAME, PASSWORD
from tests.app.databases import Databases, SqliteFiles
from tests.app.security.forms import Form, Forms
from tests.app.security.payloads import KINDS, attacks
from tests.app.security.state import kept, rows
from tests.app.security.wire import FOREIGN

OPEN = ("/", "/login", "/register")
ENDINGS = ("/logout", "/account/password", "/account/delete")
"""After these one may be nobody, or have another password."""
LAST = 40
"""Attacks after which all pages are opened."""


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """SQLite alone, as for all pages."""
    return SqliteFiles(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def settings(settings: AppSettings) -> AppSettings:
    """Without limits, and with jobs that nobody works at."""
    nowhere = SecretStr("redis://127.0.0.1:1/0")
    return settings.model_copy(update={"limit_factor": 1e6, "redis_url": nowhere})


@dataclass
class Visitor:
    """Somebody who fills attacks into forms, registered anew whenever they are nobody again."""

    app: APIFlask
    called: str = "Visitor"
    number: int = 0
    pages: int = 0
    shown: Counter[str] = field(default_factory=Counter)
    sent: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.arrive()

    def arrive(self) -> None:
        """Register, and make what pages are about: a deck, and a card that is owned."""
        self.number += 1
        self.name = f"{self.called} {self.number}"
        self.reader, self.csrf = Reader(self.app.test_client()), ""
        who = {"name": self.name, "password": PASSWORD}
        assert self._post("/register", who).status_code == 303
        self.csrf = Forms(self.reader.get("/decks/new").text).found[-1].fields["csrf"]
        made = self._post("/decks/new", {"name": "Red tide", "leader": "TB01-001"})
        self.deck = str(made.location)
        self._post("/collection", {"set": "TB01-002=3"})

    @property
    def client(self) -> FlaskClient:
        """The browser."""
        return self.reader.client

    def _post(self, path: str, form: dict[str, str]) -> TestResponse:
        return self.client.post(path, base_url=HTTPS, data={"csrf": self.csrf} | form)

    def forms(self) -> dict[tuple[str, str], Form]:
        """Every form of the site by where it is sent and its fields."""
        found: dict[tuple[str, str], Form] = {}
        waiting = [*OPEN, self.deck, f"/cards/{GAME}/TB01-002", "/decks/new"]
        seen = set(waiting)
        while waiting and len(seen) < 60:
            page = waiting.pop(0)
            told = Forms(self.reader.get(page).text)
            for form in told.found:
                form.action = form.action or page
                found.setdefault((f"{form.method} {form.action}", ",".join(form.fields)), form)
            links = [path for path in told.links if path not in seen and path.count("/") < 3]
            seen |= set(links)
            waiting += links
        return found

    def attack(self, text: str, form: Form, name: str) -> None:
        """Fill an attack into a field of a form and send it."""
        filled = dict(form.fields)
        for key, value in filled.items():
            if key in ("old", "password", "new") and not value:
                filled[key] = PASSWORD
        filled.pop("csrf", None)
        filled[name] = text
        if form.method == "GET":
            answer = self.client.get(form.action, base_url=HTTPS, query_string=filled)
        else:
            answer = self._post(form.action, filled)
        self.sent[(form.action, name)] += 1
        self.judge(answer, f"{text!r} in {name} of {form.action}")
        if form.action in ENDINGS and answer.status_code == 303:
            self.arrive()

    def judge(self, answer: TestResponse, what: str) -> None:
        """See what an attack achieved."""
        if answer.status_code >= 500 or FOREIGN.search(answer.text):
            self.faults.append(f"{what}: {answer.status_code} {answer.text[:200]}")
        if "evil" in str(answer.headers).lower():
            self.faults.append(f"{what}: {answer.headers}")
        if answer.mimetype == "text/html":
            self.pages += 1
            self.shown["escaped"] += "&lt;" in answer.text or "&#39;" in answer.text
            self.faults += [f"{what}: {mark}" for mark in Marks(answer.text).foreign]
            policy = answer.headers["Content-Security-Policy"]
            if "default-src 'none'" not in policy or "unsafe" in policy:
                self.faults.append(f"{what}: {policy}")

    def look_round(self) -> None:
        """Open every page that shows what was stored."""
        for path in (
            "/decks", self.deck, f"{self.deck}/analysis", "/collection", "/account", "/jobs",
            "/build", "/simulate", "/cards",
        ):  # fmt: skip
            self.judge(self.reader.get(path), path)


def fields_of(visitor: Visitor) -> Iterator[tuple[Form, str]]:
    """Every field of every form."""
    for form in visitor.forms().values():
        for name in form.fields:
            yield form, name


def test_no_attack_on_a_form_lives_on_any_page(app: APIFlask, settings: AppSettings) -> None:
    bystander, visitor = Visitor(app, "Bystander"), Visitor(app)
    fields = list(fields_of(visitor))
    engine = create_engine(settings.database)
    before = kept(engine, bystander.name)

    for kind in KINDS:
        for text, (form, name) in zip(attacks(kind), cycle(fields), strict=False):
            visitor.attack(text, form, name)
            if visitor.sent.total() % LAST == 0:
                visitor.look_round()

    assert kept(engine, bystander.name) == before
    assert {row.role for row in rows(engine, "users")} == {Role.PLAYER}
    engine.dispose()
    assert visitor.sent.total() == 1_500
    assert visitor.faults == []
    assert len(fields) > 30
    assert {(form.action, name) for form, name in fields} == set(visitor.sent)
    assert visitor.shown["escaped"] > 250
    assert visitor.pages > 1_000


def test_forms_are_read_as_a_browser_sends_them() -> None:
    page = """<a href="/cards?x=1#y">c</a><form method=post action="/a"><input name=n value="v">
    <textarea name=t></textarea><select name=s><option value=1><option value=2 selected></select>
    <button name=set value="x=1">+</button></form><form><input name=q></form>"""
    told = Forms(page)

    assert told.links == ["/cards"]
    assert told.found == [
        Form("/a", "POST", {"n": "v", "t": "", "s": "2", "set": "x=1"}), Form("", "GET", {"q": ""}),
    ]  # fmt: skip

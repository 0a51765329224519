"""Fifteen hundred attacks on every field of the API, on `tcb serve --production`: none lives."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from http.client import HTTPMessage
from itertools import cycle
from urllib.parse import quote, urlencode

import pytest
from sqlalchemy import create_engine

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import audit
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import GAME, PASSWORD
from tests.app.databases import Databases, SqliteFiles
from tests.app.security.fields import Document, Field
from tests.app.security.payloads import KINDS, attacks
from tests.app.security.people import People, Person
from tests.app.security.state import kept, rows
from tests.app.security.wire import Answer, ask
from tests.app.servers import Server

HEADERS = (
    "Authorization", "Cookie", "X-Request-Id", "X-CSRF-Token", "Origin", "Referer", "User-Agent",
    "Accept", "Accept-Language", "X-Forwarded-For", "X-Forwarded-Host", "Range", "traceparent",
)  # fmt: skip
"""Headers that every operation is sent or could be."""


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """SQLite alone: generated walks are taken on PostgreSQL."""
    return SqliteFiles(tmp_path_factory.mktemp("attacked"))


@pytest.fixture
def variables() -> dict[str, str]:
    """Jobs that nobody works at."""
    return {"TCB_REDIS_URL": "redis://127.0.0.1:1/0", "TCB_CACHE_URL": "null://"}


@dataclass
class Attacker:
    """Somebody who sends attacks, with whatever account is left to them."""

    port: int
    people: People
    admin: Person
    sent: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    answered: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.person = self.people.new()
        self.known = belongings(self.port, self.person)

    def attack(self, kind: str, text: str, target: Field) -> None:
        """Send an attack to a field, and see what became of it."""
        headers = (self.admin if target.admin else self.person).headers
        query: dict[str, str] = {}
        body = target.body
        if target.where == "body":
            body = target.make(text)
        elif target.where == "header":
            headers = headers | {target.name: text}
        elif target.where == "query":
            query[target.name] = text
        values = {name: quote(value, safe="") for name, value in self.known.items()}
        if target.where == "path":
            raw = "/%.;:~\\" if kind == "path" else ""
            values[target.name] = quote(text, safe=raw)
        path = target.path.format_map(values) + (f"?{urlencode(query)}" if query else "")
        sent = None if body is None else json.dumps(body).encode()
        self._judge(kind, text, target, ask(self.port, target.method, path, headers, sent))

    def _judge(self, kind: str, text: str, target: Field, answer: Answer) -> None:
        self.sent[target.key] += 1
        self.answered[(target.operation, answer.status)] += 1
        self.faults += [
            f"{kind} {text!r} to {target.operation} {target.name}: {fault}"
            for fault in answer.faults
        ]
        if answer.status == 204:  # something ended: a deck, a token, the account
            self._begin_anew()


def belongings(port: int, person: Person) -> dict[str, str]:
    """What paths name: a person's deck, token, job and session, beside what everybody has."""
    deck = {"name": "Red tide", "leader": "TB01-001", "cards": {"TB01-011": 4}}
    asked = {
        "deck_id": ("/decks", deck), "token_id": ("/tokens", {"name": "spare"}),
        "job_id": ("/builds", {"strategy": "balanced", "leader": "TB01-001"}),
    }  # fmt: skip
    known = {"game": GAME, "number": "TB01-002", "name": "server-timing"}
    for name, (path, body) in asked.items():
        sent = json.dumps(body).encode()
        answer = ask(port, "POST", f"/api/v1{path}", person.headers, sent)
        known[name] = json.loads(answer.text)["id"]
    mine = ask(port, "GET", "/api/v1/sessions", person.headers, None)
    return known | {"session_id": json.loads(mine.text)["items"][0]["id"]}


def targets(fields: list[Field], kind: str) -> list[Field]:
    """Fields that attacks of a kind go to: all, and for headers those that no document names."""
    if kind != "header":
        return fields
    operations = list({field.operation: field for field in fields}.values())
    more = [
        replace(one, where="header", name=name, make=str)
        for one, name in zip(operations * len(HEADERS), cycle(HEADERS), strict=False)
    ]
    return [*fields, *more]


def test_no_attack_on_a_field_of_the_api_lives(
    server: Server, people: People, beside: Parts, settings: AppSettings
) -> None:
    document = json.loads(server.get("/api/v1/openapi.json")[1])
    samples = {"game": GAME, "number": "TB01-002", "old": PASSWORD, "strategy": "balanced"}
    fields = list(Document(document, samples).fields())
    engine = create_engine(settings.database)
    bystander = people.new()
    belongings(server.port, bystander)
    before = kept(engine, bystander.name)
    attacker = Attacker(server.port, people, people.new(Role.ADMIN))

    for kind in KINDS:
        turns = cycle(targets(fields, kind))
        for text in attacks(kind):
            attacker.attack(kind, text, next(turns))

    assert attacker.sent.total() == 1_500
    assert attacker.faults == []
    assert {field.key for field in fields} <= attacker.sent.keys()
    assert kept(engine, bystander.name) == before
    assert [row.role for row in rows(engine, "users")].count(Role.ADMIN) == 1
    # The attacker is an admin, whose whole requests say 1: nothing but that may have come in.
    assert {row.percent for row in rows(engine, "feature_flags")} <= {0, 1}
    assert audit.verify(beside.begin()).broken is None
    good = sum(n for (_, status), n in attacker.answered.items() if status < 300)
    assert good > 250, attacker.answered
    engine.dispose()


def test_fields_are_those_of_the_document_whatever_is_added_to_it() -> None:
    inner = {"type": "object", "properties": {"hue": {"type": "string"}}, "required": ["hue"]}
    body = {
        "type": "object", "required": ["name"],
        "properties": {
            "name": {"type": "string", "minLength": 3},
            "either": {"anyOf": [{"$ref": "#/components/schemas/Inner"}, {"type": "null"}]},
            "many": {"type": "array", "items": {"type": "string"}},
            "counted": {"type": "object", "patternProperties": {"^.+$": {"type": "integer"}}},
        },
    }  # fmt: skip
    content = {"application/json": {"schema": body}}
    post = {
        "parameters": [{"in": "path", "name": "key", "schema": {"type": "string"}}],
        "requestBody": {"content": content}, "tags": ["Audit"],
    }  # fmt: skip
    paths = {"/things/{key}": {"post": post}}
    made = Document({"paths": paths, "components": {"schemas": {"Inner": inner}}}, {})
    found = {field.name: field for field in made.fields()}

    assert list(found) == ["key", "name", "either.hue", "many[]", "counted.*"]
    assert found["either.hue"].make("<x>") == {"name": "xxx", "either": {"hue": "<x>"}}
    assert found["many[]"].make("<x>") == {"name": "xxx", "many": ["<x>"]}
    assert found["counted.*"].make("<x>") == {"name": "xxx", "counted": {"<x>": 1}}
    assert all(field.admin for field in found.values())


def test_an_answer_that_gives_in_is_told() -> None:
    def answer(text: str, status: int = 200, **headers: str) -> list[str]:
        made = HTTPMessage()
        for name, value in ({"X_Content_Type_Options": "nosniff"} | headers).items():
            made[name.replace("_", "-")] = value
        return Answer(status, made, text).faults

    assert answer("fine") == []
    assert answer("oh", 500) == ["status 500"]
    assert answer("", X_Evil="1") == ["a header came in"]
    assert answer("", Set_Cookie="evil=1") == ["a value of a header came in"]
    assert "root:x:0:0:" in answer("root:x:0:0:root")[0]
    assert "syntax" in answer('near "OR": syntax error')[0]
    assert answer("<svg onload=x>", Content_Type="text/html") == ["the page holds what could run"]
    assert answer("", X_Content_Type_Options="") == ["browsers may guess the type"]

"""What may change something is asked for in the one way that is meant, on every route."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, select

from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import Role, User
from tests.app.databases import Databases, SqliteFiles
from tests.app.walks.contents import contents
from tests.app.walks.people import Person, person
from tests.app.walks.steps import HTTPS, PUBLIC, Walk

EXTRA = {
    "id": "0" * 32, "role": "admin", "owner_id": "0" * 32, "created_at": "2020-01-01T00:00:00Z",
    "password_hash": "x", "version": 99, "is_admin": True,
}  # fmt: skip
FOREIGN = ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"})


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """SQLite alone: what is refused here is refused before a database is asked."""
    return SqliteFiles(tmp_path_factory.mktemp("writes"))


def test_a_cookie_alone_changes_nothing(walk: Walk, owner: Person, engine: Engine) -> None:
    before, walked = contents(engine), 0
    for step in walk.steps():
        if step.writes and step.endpoint not in PUBLIC:
            walked += 1
            given = walk.filled(step, owner, owner)
            for csrf in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "f" * 64}):
                answer = walk.send(step, given, owner, csrf=False, headers=csrf)
                assert answer.status_code == 403, step

    assert walked > 30
    assert contents(engine) == before


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_neither_logs_anybody_in_nor_registers_them(
    walk: Walk, owner: Person, engine: Engine, headers: dict[str, str]
) -> None:
    before, walked = contents(engine), 0
    for step in walk.steps():
        if step.writes and step.endpoint in PUBLIC:
            walked += 1
            given = walk.filled(step, owner, owner)
            answer = walk.send(step, given, None, headers=headers)
            assert answer.status_code == 403, step
            assert "Set-Cookie" not in answer.headers

    assert walked == 4
    assert contents(engine) == before


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_a_foreign_form_could_send_is_not_read_as_json(walk: Walk, kind: str) -> None:
    body = '{"name": "Ann Otter", "password": "seven quiet lanterns"}'
    sent: dict[str, Any] = {"data": body, "content_type": kind, "base_url": HTTPS}
    for path in ("/api/v1/accounts", "/api/v1/sessions"):
        assert walk.app.test_client().post(path, **sent).status_code == 415


def test_no_body_takes_a_field_that_is_not_its_own(
    walk: Walk, owner: Person, engine: Engine
) -> None:
    before, walked = contents(engine, {owner.visitor.id}), 0
    for step in walk.steps():
        if step.schema is None:
            continue
        walked += 1
        given = walk.filled(step, owner, owner)
        for name, value in EXTRA.items():
            if name not in given["json"]:
                more = given | {"json": given["json"] | {name: value}}
                answer = walk.send(step, more, owner)
                assert answer.status_code == 422, f"{step} took {name}"
                assert name in answer.text, step

    assert walked > 12
    after = contents(engine, {owner.visitor.id})
    assert after == before


def test_no_form_takes_a_field_that_is_not_its_own(
    walk: Walk, parts: Parts, engine: Engine
) -> None:
    known = {key: str(value) for key, value in EXTRA.items() if key != "version"}
    walked = 0
    for step in walk.steps():
        if step.writes and step.endpoint.startswith("pages."):
            walked += 1
            who = person(parts)
            given = walk.filled(step, who, who)
            answer = walk.send(step, given | {"data": known | given["data"]}, who)
            assert answer.status_code < 500, step

    assert walked > 15
    with engine.connect() as connection:
        users = connection.execute(select(User.id, User.role, User.password_hash)).all()
    assert len(users) >= walked - 1  # one left
    assert {user.role for user in users} == {Role.PLAYER}
    assert all(user.id != EXTRA["id"] and user.password_hash != "x" for user in users)


def test_a_body_that_is_too_large_is_refused_by_every_route_that_reads_one(
    parts: Parts, engine: Engine
) -> None:
    settings = parts.settings.model_copy(update={"max_body_kb": 8})
    walk = Walk(create_app(parts=replace(parts, settings=settings)))
    owner, walked = person(parts), 0
    before = contents(engine)
    for step in walk.steps():
        given = walk.filled(step, owner, owner)
        for kind in ("json", "data"):
            if given.get(kind):
                walked += 1
                more = given | {kind: given[kind] | {"filling": "x" * 9_000}}
                answer = walk.send(step, more, owner)
                assert answer.status_code == 413, f"{step}: {answer.status_code}"

    assert walked > 25
    assert contents(engine) == before


def test_no_route_takes_a_method_that_it_does_not_name(walk: Walk, owner: Person) -> None:
    client, known = walk.app.test_client(), walk.app.url_map.bind("localhost")
    every = {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "BREW"}
    for path in {walk.filled(step, owner, owner)["path"] for step in walk.steps()}:
        allowed = set(known.allowed_methods(path))  # of every route that the path fits
        assert not allowed & {"TRACE", "PROPFIND", "BREW"}
        for method in sorted(every - allowed):
            answer = client.open(path, method=method, base_url=HTTPS, headers={"X-Echo": "echoed"})
            assert answer.status_code == 405, f"{method} {path}"
            assert {name.strip() for name in answer.headers["Allow"].split(",")} == allowed
            assert "echoed" not in answer.text
        told = client.open(path, method="OPTIONS", base_url=HTTPS)
        assert (told.status_code, told.data) == (200, b""), path


def test_a_header_does_not_make_another_method_of_a_request(walk: Walk, owner: Person) -> None:
    for step in walk.steps():
        if step.method == "GET" and "deck_id" in step.arguments:
            given = walk.filled(step, owner, owner)
            for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
                answer = walk.send(step, given, owner, headers={name: "DELETE"})
                assert answer.status_code == 200, step

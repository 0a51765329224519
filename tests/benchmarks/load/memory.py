"""Whether memory stays flat: mixed requests to one production worker, its memory sampled.

Players search, write decks, have them checked, read pages and log in again. What may grow at
first is what is bounded: the cache of answers, compiled statements, connections.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.app.databases import SqliteFiles
from tests.app.servers import Server, serving
from tests.benchmarks.load.queries import Known, mixed, paths, searches
from tests.benchmarks.load.rig import fill, memory_of

BOUND = 1.0
"""MB that memory may grow by in 10,000 requests, after warm-up."""
WARM = 0.3
"""Share of the requests after which memory is to be flat."""
SHARES = {"search": 70, "deck write": 10, "check": 9, "page": 10, "login": 1}
CLIENTS = 6
SAMPLES = 100
IDLE = 3.0
"""Seconds after which a connection is not used again; the server closes it after five."""
SECRET = "seven quiet lanterns"
"""Of accounts that live for one run."""


@dataclass
class Tally:
    """What was asked by all players together, and the memory meanwhile."""

    wanted: int
    server: Server
    mix: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    samples: list[tuple[int, float]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> bool:
        """Count a request that is about to be sent; whether there are more to send."""
        with self._lock:
            done = self.mix.total()
            if done % max(1, self.wanted // SAMPLES) == 0:
                self.samples.append((done, memory_of(self.server)))
            if done >= self.wanted:
                return False
            self.mix[what] += 1
        return True


class Player:
    """A player with a deck."""

    def __init__(self, tally: Tally, known: Known, searched: Sequence[str], number: int) -> None:
        self._tally, self._known, self._searched = tally, known, searched
        self._chance = random.Random(number)
        self._name = f"Player {number}"
        self._asked = perf_counter()
        self._at = http.client.HTTPConnection("127.0.0.1", tally.server.port, timeout=60)
        self._ask("POST", "/api/v1/accounts", 201, {"name": self._name, "password": SECRET})
        self._log_in()
        deck = {"name": "Load", "game": known.game}
        self._deck = json.loads(self._ask("POST", "/api/v1/decks", 201, deck, self._proof))["id"]
        self._version = 1

    def play(self) -> None:
        """Ask until all requests are asked."""
        acts = {
            "search": lambda: self._ask("GET", self._chance.choice(self._searched), 200),
            "deck write": self._write,
            "check": lambda: self._ask(
                "GET", f"/api/v1/decks/{self._deck}/check", 200, None, self._proof
            ),
            "page": self._page,
            "login": self._log_in,
        }
        names, shares = list(SHARES), list(SHARES.values())
        while self._tally.count(what := self._chance.choices(names, shares)[0]):
            acts[what]()
        self._at.close()

    def _write(self) -> None:
        some = self._chance.sample(self._known.numbers, 15)
        wanted = {"name": "Load", "cards": dict.fromkeys(some, self._chance.randint(1, 4))}
        headers = {**self._proof, "If-Match": f'"{self._version}"'}
        told = json.loads(self._ask("PUT", f"/api/v1/decks/{self._deck}", 200, wanted, headers))
        self._version = told.get("version", self._version)

    def _page(self) -> None:
        path = self._chance.choice(("/cards", "/decks", f"/decks/{self._deck}", "/collection"))
        self._ask("GET", path, 200, None, self._proof)

    def _log_in(self) -> None:
        who = {"name": self._name, "password": SECRET}
        told = self._ask("POST", "/api/v1/sessions", 201, who)
        cookie = self._headers["Set-Cookie"].partition(";")[0]
        self._proof = {"Cookie": cookie, "X-CSRF-Token": json.loads(told)["csrf"]}

    def _ask(
        self, method: str, path: str, status: int, given: Any = None,
        headers: Mapping[str, str] = {},
    ) -> bytes:  # fmt: skip
        if perf_counter() - self._asked > IDLE:
            self._at.close()  # the server may close it at this very moment
        body = None if given is None else json.dumps(given)
        kind = {"Content-Type": "application/json"} if body else {}
        self._at.request(method, path, body, {**headers, **kind})
        answer = self._at.getresponse()
        told = answer.read()
        self._asked = perf_counter()
        self._headers = answer.headers
        if answer.status != status:
            self._tally.errors.append(f"{method} {path}: {answer.status} {told[:200]!r}")
            return b"{}"
        return told


def grow(home: Path, wanted: int) -> dict[str, Any]:
    """Ask so many requests, and tell how memory went.

    Args:
        home: A home whose lake has cards.
        wanted: How many.
    """
    address = SqliteFiles(home).empty()
    known = fill(home, address)
    searched = mixed(paths(searches(known, 400, 11), {}), 20_000, 0.1, 11, 1)
    environment = {
        "TCB_HOME": str(home), "TCB_DATABASE_URL": address, "TCB_LIMIT_FACTOR": "100000",
        "TCB_SECURE_COOKIES": "false",
    }  # fmt: skip
    options = ("--production", "--workers", "1")
    with serving(home / "memory.log", *options, environment=environment) as server:
        tally = Tally(wanted, server)
        players = [Player(tally, known, searched, number) for number in range(CLIENTS)]
        threads = [threading.Thread(target=player.play) for player in players]
        began = perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = perf_counter() - began
    assert tally.mix.total() == wanted, tally.errors[:3]
    return {
        "requests": wanted, "mix": dict(tally.mix), "clients": CLIENTS, "took": round(took, 1),
        "errors": len(tally.errors), "told": tally.errors[:5], "samples": tally.samples,
        "warm": int(WARM * wanted), "slope": round(slope(tally.samples, WARM * wanted), 3),
        "bound": BOUND, "every": max(1, len(tally.samples) // 10), "database": "SQLite",
    }  # fmt: skip


def slope(samples: Sequence[tuple[int, float]], warm: float) -> float:
    """MB in 10,000 requests by least squares, over what came after warm-up."""
    after = [(done, mb) for done, mb in samples if done >= warm]
    middle = sum(done for done, _ in after) / len(after)
    spread = sum((done - middle) ** 2 for done, _ in after)
    return 10_000 * sum((done - middle) * mb for done, mb in after) / spread if spread else 0.0

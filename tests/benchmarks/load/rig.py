"""The servers: every side is `tcb serve --production` over a database and a cache of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from pydantic import SecretStr

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.services import catalogue
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.cli.db import fill as fill_catalogue
from tcb_analytics.config import Settings, bundled
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake
from tests.app.databases import SqliteFiles, postgres
from tests.app.redis_server import redis_server
from tests.app.servers import Server, serving
from tests.benchmarks.load.queries import Known

REAL = Path("onepiece/cards_official")
_CACHED = re.compile(
    r'tcb_cache_requests_total\{result="(hit|miss)",room="cards"\} ([0-9.e+]+)'
)  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One way to serve.

    Attributes:
        database: SQLite or PostgreSQL.
        cache: none, memory or Redis.
        workers: Processes.
    """

    database: str
    cache: str
    workers: int

    @property
    def name(self) -> str:
        """How tables call it."""
        return f"{self.database}, {self.workers} × {self.cache}"


SIDES = tuple(
    Side(database, cache, workers)
    for database in ("SQLite", "PostgreSQL")
    for cache, workers in (("none", 1), ("memory", 1), ("none", 2), ("Redis", 2))
)


@contextmanager
def home_of(folder: Path, real: Path | None) -> Iterator[Path]:
    """A home with a lake: the sample's cards, or a publisher's where there are such files."""
    source = real / REAL if real else bundled("sample") / "cards"
    import_paths([source], folder / "lake", limit=2**29)
    yield folder


@contextmanager
def addresses(home: Path, kinds: set[str]) -> Iterator[tuple[dict[str, str], Known]]:
    """Databases with the lake's cards, and what those hold."""
    with ExitStack() as stack:
        found: dict[str, str] = {}
        if "SQLite" in kinds:
            found["SQLite"] = SqliteFiles(home).empty()
        if "PostgreSQL" in kinds:
            found["PostgreSQL"] = stack.enter_context(postgres()).empty()
        for address in found.values():
            known = fill(home, address)
        yield found, known


def fill(home: Path, address: str) -> Known:
    """Fill a database with the lake's cards; what it holds now."""
    database = Database(AppSettings(home=home, database_url=SecretStr(address)))
    upgrade(database.primary)
    with Lake(Settings(home=home)) as lake:
        fill_catalogue(database, lake)
        (game,) = catalogue.games(database.look())
        cards = list(lake.catalog(game).cards)
    choices = catalogue.choices(database.look(), game)
    database.close()
    words = [word for card in cards for word in re.findall(r"\w{2,}", card.name.lower())]
    return Known(game, words, [card.number for card in cards], choices)


@contextmanager
def running(home: Path, found: Mapping[str, str], sides: tuple[Side, ...]) -> Iterator[
    dict[Side, Server]
]:  # fmt: skip
    """Every side, ready; limits are counted as ever, and too high to be reached."""
    with ExitStack() as stack:
        redis = {side: stack.enter_context(redis_server()) for side in sides if side.workers > 1}
        servers = {}
        for side in sides:
            environment = {
                "TCB_HOME": str(home), "TCB_DATABASE_URL": found[side.database],
                "TCB_LIMIT_FACTOR": "100000", "TCB_CACHE_SECONDS": "86400",
            }  # fmt: skip
            if side in redis:
                environment["TCB_REDIS_URL"] = redis[side].address
            if side.cache == "Redis":
                environment["TCB_CACHE_URL"] = redis[side].address.removesuffix("0") + "1"
            if side.cache == "none":
                environment["TCB_CACHE_URL"] = "null://"
            log = home / f"{side.database}-{side.cache}-{side.workers}.log"
            options = ("--production", "--workers", str(side.workers))
            servers[side] = stack.enter_context(serving(log, *options, environment=environment))
        yield servers


def cached(server: Server) -> tuple[int, int]:
    """Pages of cards that were kept, and that were read, so far."""
    counts = {"hit": 0, "miss": 0}
    for result, count in _CACHED.findall(server.get("/metrics")[1].decode()):
        counts[result] += int(float(count))
    return counts["hit"], counts["miss"]


def failures(server: Server) -> list[str]:
    """The last lines of its log that tell of faults."""
    lines = server.log.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if '"level": "error"' in line][-3:]


def memory_of(server: Server) -> float:
    """Resident memory of its workers in MB."""
    workers = psutil.Process(server.process.pid).children(recursive=True)
    return sum(worker.memory_info().rss for worker in workers) / 2**20

"""Load the application and write the page: ``python -m tests.benchmarks.load``.

Without options it is the full size: 60 s for each of eight sides, then 100,000 mixed requests
to one worker; about 25 minutes on two cores. The cards are those of ``TCB_REAL_DATA`` where that
is set, else the bundled sample's.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.app.servers import Server
from tests.benchmarks.limited.machine import machine, versions
from tests.benchmarks.load.client import Asked, ask, ceiling, request_of
from tests.benchmarks.load.figures import row_of, totals
from tests.benchmarks.load.memory import grow
from tests.benchmarks.load.page import page
from tests.benchmarks.load.queries import Known, mixed, paths, searches
from tests.benchmarks.load.rig import (
    SIDES,
    Side,
    addresses,
    cached,
    failures,
    home_of,
    memory_of,
    running,
)

HERE = Path(__file__).resolve().parents[1]
LIBRARIES = (
    "tcb-analytics", "flask", "apiflask", "gunicorn", "sqlalchemy", "psycopg", "redis",
    "dogpile-cache", "limits", "pydantic", "structlog",
)  # fmt: skip
SEED = 5


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description=__doc__)
    parser.add_argument("--turn", type=float, default=10, help="seconds of a turn")
    parser.add_argument("--rounds", type=int, default=6, help="turns of each side")
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--searches", type=int, default=1600, help="different first pages")
    parser.add_argument("--fresh", type=float, default=0.02, help="share that nobody asked before")
    parser.add_argument("--sides", default="", help="names of sides, by semicolons; all by default")
    parser.add_argument("--memory", type=int, default=100_000, help="mixed requests; 0 for none")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of RESULTS-app.md")
    parser.add_argument("--page-only", action="store_true", help="write the page of old figures")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write the page."""
    asked = options(arguments)
    kept = asked.out / "results-app.json"
    results: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if not asked.page_only:
        results = _measured(asked, results)
        kept.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    text = page(results)
    (asked.out / "RESULTS-app.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def _measured(asked: argparse.Namespace, results: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: getattr(asked, name) for name in ("turn", "rounds", "connections", "fresh")}
    told["cores"] = len(os.sched_getaffinity(0))
    real = Path(os.environ["TCB_REAL_DATA"]) if os.environ.get("TCB_REAL_DATA") else None
    found = {"options": told, "machine": machine(), "versions": versions(LIBRARIES)}
    with TemporaryDirectory(prefix="tcb-load-") as folder:
        Path(folder).chmod(0o755)
        with home_of(Path(folder), real) as home:
            if asked.rounds:
                found["source"] = "a publisher's list" if real else "the bundled sample"
                found |= _loaded(asked, home)
            else:
                found = {**results, **{name: results[name] for name in found if name in results}}
            if asked.memory:
                found["memory"] = grow(home, asked.memory)
            elif "memory" in results:
                found["memory"] = results["memory"]
    return found


def _loaded(asked: argparse.Namespace, home: Path) -> dict[str, Any]:
    names = [name.strip() for name in asked.sides.split(";") if name.strip()]
    sides = tuple(side for side in SIDES if not names or side.name in names)
    with (
        addresses(home, {side.database for side in sides}) as (found, known),
        running(home, found, sides) as servers,
    ):
        wanted = _queries(asked, known, servers)
        _agree(wanted, servers)
        rows, turns = _turns(asked, wanted, servers)
    told = totals(sides, turns)
    size = sum(turn.bytes for each in turns.values() for turn in each)
    answers = sum(row["requests"] for row in told)
    return {
        "queries": len(wanted), "cards": len(known.numbers), "turns": rows, "totals": told,
        "ceiling": ceiling(asked.connections, min(5, asked.turn), size // max(1, answers)),
    }  # fmt: skip


def _queries(asked: argparse.Namespace, known: Known, servers: Mapping[Side, Server]) -> list[str]:
    """Paths of different searches, a fifth of them of second pages."""
    found = searches(known, asked.searches, SEED)
    server = next(iter(servers.values()))
    following = {}
    for at, path in enumerate(paths(found, {})):
        if len(following) * 4 >= len(found):
            break
        cursor = json.loads(server.get(path)[1])["next"]
        if cursor is not None:
            following[at] = cursor
    return paths(found, following)


def _agree(wanted: Sequence[str], servers: Mapping[Side, Server]) -> None:
    """Have every side answer every search once, and compare the answers of a database's sides."""
    first: dict[tuple[str, str], bytes] = {}
    for side, server in servers.items():
        for path in wanted:
            status, body, _ = server.get(path)
            assert status == 200, (side.name, path, body)
            assert first.setdefault((side.database, path), body) == body, (side.name, path)


def _turns(
    asked: argparse.Namespace, wanted: Sequence[str], servers: Mapping[Side, Server]
) -> tuple[list[Any], dict[Side, list[Asked]]]:
    rows: list[Any] = []
    turns: dict[Side, list[Asked]] = {side: [] for side in servers}
    for number in range(1, asked.rounds + 1):
        for side, server in servers.items():
            before = cached(server)
            stream = _stream(wanted, asked.fresh, number)
            turn = ask(server.port, stream, asked.connections, asked.turn)
            after = cached(server)
            kept = after[0] - before[0], after[1] - before[1]
            rows.append(row_of(side, number, turn, kept, memory_of(server)))
            turns[side].append(turn)
            if turn.errors:
                print(*failures(server), sep="\n", flush=True)
            print({name: rows[-1][name] for name in ("side", "round", "requests", "p50", "p99")},
                  flush=True)  # fmt: skip
    return rows, turns


def _stream(wanted: Sequence[str], fresh: float, number: int) -> Iterator[bytes]:
    """Requests without end; the same for every side of a round, and others in the next."""
    for part in count():
        for path in mixed(wanted, 2000, fresh, SEED, part + 1000 * number):
            yield request_of(path)


if __name__ == "__main__":
    raise SystemExit(main())

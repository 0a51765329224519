"""What was measured, made of turns: quantiles over all answers of a side, and the targets."""

from __future__ import annotations

import statistics
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks.limited.targets import Verdict
from tests.benchmarks.load.client import Asked
from tests.benchmarks.load.rig import Side

TIMES = 5.0
"""How many times faster an answer must be with the cache than without."""
PAIRS = (("none", "memory", 1), ("none", "Redis", 2))
"""Which sides are compared: without a cache, with one, at so many workers."""


def row_of(side: Side, number: int, asked: Asked, cached: tuple[int, int], memory: float) -> Any:
    """A turn, as it is written down."""
    return {
        "side": side.name, "round": number, **latency(asked.seconds), "took": round(asked.took, 2),
        "requests": len(asked.seconds), "errors": asked.errors, "mb": round(asked.bytes / 1e6, 1),
        "statuses": {str(status): count for status, count in asked.statuses.items()},
        "hits": cached[0], "misses": cached[1], "client": round(asked.processor, 3),
        "load": round(asked.load, 2), "server_mb": round(memory, 1),
    }  # fmt: skip


def latency(seconds: array[float]) -> dict[str, float]:
    """Median, 99th percentile and most, in milliseconds."""
    if len(seconds) < 2:
        return {"p50": 0.0, "p99": 0.0, "most": 0.0}
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    told = {"p50": cuts[49], "p99": cuts[98], "most": max(seconds)}
    return {name: round(value * 1000, 2) for name, value in told.items()}


def totals(sides: Sequence[Side], turns: Mapping[Side, Sequence[Asked]]) -> list[dict[str, Any]]:
    """Every side over all its turns."""
    found = []
    for side in sides:
        every = array("d", [one for turn in turns[side] for one in turn.seconds])
        took = sum(turn.took for turn in turns[side])
        found.append({
            "side": side.name, "database": side.database, "cache": side.cache,
            "workers": side.workers, "seconds": round(took, 1), "requests": len(every),
            "a_second": round(len(every) / took, 1), **latency(every),
            "errors": sum(turn.errors for turn in turns[side]),
            "client": round(statistics.mean(turn.processor for turn in turns[side]), 3),
        })  # fmt: skip
    return found


def verdicts(results: Mapping[str, Any]) -> list[Verdict]:
    """The targets, and whether they were met."""
    of = {(row["database"], row["cache"], row["workers"]): row for row in results["totals"]}
    errors = sum(row["errors"] for row in results["totals"])
    found = [Verdict("errors", "0", f"{errors:,}", errors == 0)]
    for database in dict.fromkeys(row["database"] for row in results["totals"]):
        for without, cache, workers in PAIRS:
            if (database, cache, workers) not in of:
                continue
            for figure in ("p50", "p99"):
                slow = of[database, without, workers][figure]
                times = slow / of[database, cache, workers][figure]
                what = f"{database}, {cache} against none, {workers} workers: {figure}"
                what = what.replace("1 workers", "1 worker")
                found.append(Verdict(what, f"≥ {TIMES:.0f}×", f"{times:.1f}×", times >= TIMES))
    grown = results.get("memory")
    if grown:
        found.append(
            Verdict(
                f"memory over {grown['requests']:,} requests, slope after warm-up",
                f"≤ {grown['bound']} MB a 10,000 requests", f"{grown['slope']:+.2f} MB",
                grown["slope"] <= grown["bound"],
            )
        )  # fmt: skip
    return found

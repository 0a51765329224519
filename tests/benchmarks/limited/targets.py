"""What was promised of the figures, what was measured, and why where it falls short."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.limited.sides import SPELLS

FACTS, ROLLUP = ("facts, memory", "facts, parquet"), ("rollup, memory", "rollup, parquet")
CACHE, WIDE = ("spells, cache",), ("wide DuckDB",)
PANDAS, DOTS = ("pandas",), ("pandas, dots",)

RATIOS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], float], ...] = (
    ("Q1", FACTS, SPELLS, 50), ("Q1", FACTS, PANDAS, 50), ("Q1", FACTS, DOTS, 50),
    ("Q1", FACTS, WIDE, 12),
    ("Q1", ROLLUP, SPELLS, 200), ("Q1", ROLLUP, CACHE, 5),
    ("Q2", FACTS, SPELLS, 22), ("Q2", FACTS, WIDE, 5), ("Q2", ROLLUP, SPELLS, 50),
    ("Q3", FACTS, SPELLS, 75), ("Q3", FACTS, WIDE, 12), ("Q3", ROLLUP, SPELLS, 450),
)  # fmt: skip
"""Question, ours, theirs, and by how much theirs must be slower; of several lines the best."""


@dataclass(frozen=True)
class Verdict:
    """One target and what was measured."""

    what: str
    target: str
    measured: str
    met: bool


def medians(timed: Iterable[Mapping[str, Any]], figure: str = "seconds") -> dict[Any, float]:
    """Median of a figure by question and line."""
    found: dict[Any, list[float]] = {}
    for row in timed:
        found.setdefault((row["question"], row["line"]), []).append(row[figure])
    return {key: statistics.median(values) for key, values in found.items()}


def ratio(
    of: Mapping[Any, float], question: str, mine: Iterable[str], theirs: Iterable[str]
) -> float:
    """How many times longer the best of theirs takes than the best of mine."""
    best = min(of[question, line] for line in mine)
    return min(of[question, line] for line in theirs) / best


def verdicts(results: Mapping[str, Any]) -> list[Verdict]:
    """Every target of the comparison that the results say something about."""
    found: list[Verdict] = []
    if "session" in results:
        of = medians(results["session"]["timed"])
        for question, mine, theirs, least in RATIOS:
            times = ratio(of, question, mine, theirs)
            source = "facts" if mine is FACTS else "a rollup"
            what = f"{question} from {source} against {_NAMES[theirs]}"
            found.append(Verdict(what, f"≥ {least:g}×", f"{times:.1f}×", times >= least))
    if "generated" in results:
        p95 = quantiles(results["generated"]["timed"], warm=True)["p95"]
        found.append(_at_most("generated questions, p95", p95, 0.150))
    if "cold" in results:
        worst = max(_by_question(results["cold"]).values())
        found.append(_at_most("first answer of a process, nothing in the page cache", worst, 0.5))
    if "import" in results:
        found += _of_import(results)
    if "growth" in results:
        most = max(row["games"] for row in results["growth"]["timed"])
        peak = max(row["peak_mb"] for row in results["growth"]["timed"]
                   if row["games"] == most and row["question"] != "import")  # fmt: skip
        found.append(
            Verdict(
                f"{most:,} games, peak of an answer", "≤ 2,000 MB", f"{peak:,.0f} MB", peak <= 2000
            )
        )
    return found


def quantiles(
    timed: Iterable[Mapping[str, Any]], *, warm: bool, covered: bool | None = None
) -> dict[str, float]:
    """p50, p95 and most of the generated questions: each one's median, or its first time."""
    by: dict[int, list[float]] = {}
    for row in timed:
        if (row["round"] > 0) == warm and covered in (None, row["covered"]):
            by.setdefault(row["place"], []).append(row["seconds"])
    found = sorted(statistics.median(values) for values in by.values())
    cuts = statistics.quantiles(found, n=20, method="inclusive")
    return {"p50": cuts[9], "p95": cuts[18], "most": found[-1]}


def _by_question(cold: Iterable[Mapping[str, Any]]) -> dict[Any, float]:
    found: dict[Any, list[float]] = {}
    for row in cold:
        if row["rollups"]:
            found.setdefault(row["question"], []).append(row["seconds"])
    return {key: statistics.median(values) for key, values in found.items()}


def _of_import(results: Mapping[str, Any]) -> list[Verdict]:
    by: dict[str, list[Mapping[str, Any]]] = {}
    for row in results["import"]:
        by.setdefault(row["side"], []).append(row)
    mine, theirs = (
        statistics.median(r["seconds"] for r in by[side]) for side in ("ours", "spells")
    )
    peak = max(row["peak_mb"] for row in by["ours"])
    part = results["disk"]["ours"] / results["disk"]["spells"]
    times = theirs / mine
    return [
        Verdict("import of the games against spells' own", "≥ 2.5×", f"{times:.1f}×", times >= 2.5),
        Verdict("import, peak of memory", "< 1,000 MB", f"{peak:,.0f} MB", peak < 1000),
        Verdict("disk, part of spells' parquet", "≤ 0.50", f"{part:.2f}", part <= 0.5),
    ]


def _at_most(what: str, seconds: float, most: float) -> Verdict:
    return Verdict(what, f"≤ {most * 1000:.0f} ms", f"{seconds * 1000:.0f} ms", seconds <= most)


_NAMES = {
    SPELLS: "spells", PANDAS: "pandas' own sums", DOTS: "numpy products over pandas' frames",
    CACHE: "spells' cache", WIDE: "wide DuckDB",
}  # fmt: skip

"""The page of results, from the figures of ``results.json`` alone."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.benchmarks.limited.growth import fitted
from tests.benchmarks.limited.questions import WORDS
from tests.benchmarks.limited.sides import LINES
from tests.benchmarks.limited.targets import medians, quantiles, verdicts

Rows = Iterable[Sequence[object]]


def page(
    results: Mapping[str, Any], reasons: Mapping[str, str], remarks: Sequence[str] = ()
) -> str:
    """The whole page as Markdown.

    Args:
        results: What was measured.
        reasons: Why a target was missed, by its words.
        remarks: What holds for all figures.
    """
    parts = [_opening(results), *remarks, _targets(results, reasons)]
    tellers = {
        "session": _session, "generated": _generated, "cold": _cold, "import": _imports,
        "growth": _growth,
    }  # fmt: skip
    parts += [tell(results) for name, tell in tellers.items() if name in results]
    return "\n\n".join(parts) + "\n"


def _opening(results: Mapping[str, Any]) -> str:
    at, versions, asked = results["machine"], results["versions"], results["options"]
    listed = ", ".join(f"{name} {number}" for name, number in sorted(versions.items()))
    return f"""# Limited questions, measured

{asked["games"]:,} games × {asked["cards"]} cards, made by the project's generator in the
published shape. Each time is from the Python call to a named frame, warm, the median of
{asked["rounds"]} rounds in which all sides take turns; every round is in `results.json`. All
sides gave the same answers before a time was counted. `make bench` repeats it.

{at["processor"]}, {at["cores"]} cores, {at["memory_gb"]} GB, {at["system"]}, Python {at["python"]};
{at["when"]}, load at the start {at["load"]}. Load is told beside figures: others may use the
machine. {listed}."""


def _targets(results: Mapping[str, Any], reasons: Mapping[str, str]) -> str:
    rows, short = [], []
    for verdict in verdicts(results):
        rows.append(
            (verdict.what, verdict.target, verdict.measured, "yes" if verdict.met else "**no**")
        )
        if not verdict.met:
            reason = reasons.get(verdict.what, "not yet explained")
            short.append(f"- {verdict.what}: {verdict.measured}, {verdict.target} wanted. {reason}")
    text = "## Targets\n\n" + table(("target", "wanted", "measured", "met"), rows)
    return text + ("\n\nWhat falls short:\n\n" + "\n".join(short) if short else "")


def _session(results: Mapping[str, Any]) -> str:
    timed = results["session"]["timed"]
    seconds, peaks = medians(timed), medians(timed, "peak_mb")
    figures = (seconds, medians(timed, "processor"), peaks)
    loads = [row["load"] for row in timed]
    parts = [
        "## The three questions\n\nMilliseconds; in brackets processor time and the peak of the "
        f"process's memory. Load from {min(loads):.1f} to {max(loads):.1f}."
    ]
    rows = [
        (
            line.name,
            line.mode,
            *(_three(name, line.name, *figures) for name in WORDS),
        )
        for line in LINES
    ]
    parts.append(
        table(("side", "reads", *(f"{name}: {words}" for name, words in WORDS.items())), rows)
    )
    parts.append(
        "How many times longer than this project from facts in memory, and from a rollup in "
        "memory: by time, then by processor time, which tells less of who else was at work:"
    )
    parts += [_ratios(figure) for figure in figures[:2]]
    told = [(row["question"], row["line"], ", ".join(row["engines"]), row["why"])
            for row in results["session"]["engines"]]  # fmt: skip
    parts.append("What answered, as `.plan` tells:")
    parts.append(table(("question", "line", "table", "why"), told))
    return "\n\n".join(parts)


def _ratios(of: Mapping[Any, float]) -> str:
    """Every line against ours from facts and from a rollup, both in memory."""
    mine = ("facts, memory", "rollup, memory")
    columns = [(name, of[name, best]) for best in mine for name in WORDS]
    rows = [
        (line.name, *(f"{of[name, line.name] / base:,.1f}×" for name, base in columns))
        for line in LINES
    ]
    heads = (f"{name}, {best.partition(',')[0]}" for best in mine for name in WORDS)
    return table(("side", *heads), rows)


def _three(question: str, line: str, *figures: Mapping[Any, float]) -> str:
    """Time, processor time and peak of one cell."""
    seconds, processor, peak = (figure[question, line] for figure in figures)
    return f"{seconds * 1000:,.1f} ({processor * 1000:,.0f} ms, {peak:,.0f} MB)"


def _generated(results: Mapping[str, Any]) -> str:
    timed = results["generated"]["timed"]
    count = len(results["generated"]["questions"])
    rows = []
    for words, warm in (("first time asked, lake just opened", False), ("warm", True)):
        for of, covered in (("all", None), ("a rollup covers them", True), ("facts only", False)):
            found = quantiles(timed, warm=warm, covered=covered)
            rows.append(
                (words, of, *(f"{found[name] * 1000:,.1f}" for name in ("p50", "p95", "most")))
            )
    peak = max(row["peak_mb"] for row in timed)
    return (
        f"## {count} generated questions\n\nDrawn from the declared columns, metrics and values "
        f"(`generated.py`, seed {results['options']['seed']}), half of them outside every rollup. "
        f"Milliseconds; peak of memory {peak:,.0f} MB.\n\n"
        + table(("asked", "which", "p50", "p95", "most"), rows)
    )


def _cold(results: Mapping[str, Any]) -> str:
    by: dict[tuple[str, bool], list[float]] = {}
    for row in results["cold"]:
        by.setdefault((row["question"], row["rollups"]), []).append(row["seconds"])
    rows = [
        (
            name,
            *(f"{statistics.median(by[name, rollups]) * 1000:,.0f}" for rollups in (True, False)),
        )
        for name in WORDS
    ]
    dropped = all(row["dropped"] for row in results["cold"])
    return (
        "## First answer of a new process\n\nFrom opening the lake to the frame, after imports; "
        + (
            "the lake's files dropped from the page cache. "
            if dropped
            else "page cache NOT dropped. "
        )
        + "Milliseconds.\n\n"
        + table(("question", "planner's choice", "facts only"), rows)
    )


def _imports(results: Mapping[str, Any]) -> str:
    by: dict[str, list[Mapping[str, Any]]] = {}
    for row in results["import"]:
        by.setdefault(row["side"], []).append(row)
    rows = [
        (
            side,
            f"{statistics.median(row['seconds'] for row in took):,.1f} s",
            f"{statistics.median(row['processor'] for row in took):,.1f} s",
            f"{max(row['peak_mb'] for row in took):,.0f} MB",
            len(took),
            f"{statistics.median(row['load'] for row in took):.1f}",
        )
        for side, took in by.items()
    ]
    disk = results["disk"]
    return (
        "## Import\n\nFrom `game_data` csv.gz to what can be asked, this project with its checks "
        "and rollups; spells by its own function, without its download. Each in a new process.\n\n"
        + table(("side", "time", "processor", "peak", "rounds", "load"), rows)
        + f"\n\nOn disk: {disk['ours'] / 1e6:,.1f} MB with rollups, "
        f"spells {disk['spells'] / 1e6:,.1f} MB."
    )


def _growth(results: Mapping[str, Any]) -> str:
    timed = results["growth"]["timed"]
    limit = results["growth"]["limit"]
    sizes = sorted({row["games"] for row in timed})
    by: dict[tuple[str, str], dict[int, list[Mapping[str, Any]]]] = {}
    for row in timed:
        of = by.setdefault((row["question"], row["line"]), {})
        of.setdefault(row["games"], []).append(row)
    rows = []
    for (name, line), of in by.items():
        seconds = [statistics.median(row["seconds"] for row in of[size]) for size in sizes]
        peaks = [max(row["peak_mb"] for row in of[size]) for size in sizes]
        cells = [f"{s * 1000:,.0f} ms, {p:,.0f} MB" for s, p in zip(seconds, peaks, strict=True)]
        rows.append((name, line, *cells, _power(sizes, seconds), _power(sizes, peaks)))
    return (
        f"## Growth\n\nEach size imported and asked with TCB_MEMORY_LIMIT={limit}: "
        "median time and peak of the process; the last columns are the power laws through them."
        "\n\n"
        + table(
            ("question", "line", *(f"{size:,} games" for size in sizes), "time as", "memory as"),
            rows,
        )
        + ("\n\n![Time by number of games](growth.svg)" if results["growth"]["chart"] else "")
    )


def _power(sizes: Sequence[int], figures: Sequence[float]) -> str:
    return f"n^{fitted(sizes, figures)['power']:.2f}" if len(sizes) > 1 else ""


def table(heads: Sequence[str], rows: Rows) -> str:
    """Rows as a table of Markdown."""
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join(lines)

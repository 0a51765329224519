"""The page of results, from the figures of ``results-app.json`` alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks.limited.page import table
from tests.benchmarks.load.figures import verdicts


def page(results: Mapping[str, Any], remarks: Sequence[str] = ()) -> str:
    """The whole page as Markdown.

    Args:
        results: What was measured.
        remarks: What holds for all figures.
    """
    parts = [_opening(results), *remarks, _targets(results), _sides(results), _rounds(results)]
    if "memory" in results:
        parts.append(_memory(results["memory"]))
    return "\n\n".join(parts) + "\n"


def _opening(results: Mapping[str, Any]) -> str:
    at, versions, asked = results["machine"], results["versions"], results["options"]
    listed = ", ".join(f"{name} {number}" for name, number in sorted(versions.items()))
    return f"""# The application under load

Card search (`GET /api/v1/cards`) of `tcb serve --production` on loopback, from
{asked["connections"]} connections that stay open and ask without pause, on {asked["cores"]} cores
that server, database, Redis and client share. All sides are served at once and take turns of
{asked["turn"]:g} s, {asked["rounds"]} each; every turn is in `results-app.json`. `make bench`
repeats it.

What is asked: {results["queries"]:,} different searches over {results["cards"]:,} cards
({results["source"]}): words, numbers and beginnings of names, narrowed by colour, category, type,
set, cost and power, sorted in four ways, a fifth of them second pages; the r-th is asked with
weight 1/r. {asked["fresh"]:.0%} of all requests are searches that nobody asked before. Before the
first turn every side answers each search once, and its answers with a cache are compared with
those without. Answers are kept for a day here, as turns of others lie between a side's own. Rate
limits are counted for every request as ever; their factor is 100,000, so that none is reached.

The client is one thread; it could ask {results["ceiling"]:,.0f} requests a second of a process
that does nothing but answer with as many bytes. How much of a core it took stands in the table.

{at["processor"]}, {at["cores"]} cores, {at["memory_gb"]} GB, {at["system"]}, Python {at["python"]};
{at["when"]}, load at the start {at["load"]}. {listed}."""


def _targets(results: Mapping[str, Any]) -> str:
    rows = [
        (verdict.what, verdict.target, verdict.measured, "yes" if verdict.met else "**no**")
        for verdict in verdicts(results)
    ]
    return "## Targets\n\n" + table(("target", "wanted", "measured", "met"), rows)


def _sides(results: Mapping[str, Any]) -> str:
    turned = results["turns"]
    rows = []
    for row in results["totals"]:
        own = [turn for turn in turned if turn["side"] == row["side"]]
        hits, misses = (sum(turn[name] for turn in own) for name in ("hits", "misses"))
        kept = f"{hits / (hits + misses):.1%}" if row["cache"] != "none" else "–"
        rows.append((
            row["database"], row["cache"], row["workers"], f"{row['requests']:,}", row["errors"],
            f"{row['a_second']:,.0f}", f"{row['p50']:,.1f}", f"{row['p99']:,.1f}", kept,
            f"{row['client']:.0%}",
        ))  # fmt: skip
    heads = (
        "database", "cache", "workers", "requests", "errors", "a second", "p50 ms", "p99 ms",
        "kept", "client, of a core",
    )  # fmt: skip
    return "## Every side, over all its turns\n\n" + table(heads, rows)


def _rounds(results: Mapping[str, Any]) -> str:
    sides = list(dict.fromkeys(turn["side"] for turn in results["turns"]))
    of = {(turn["side"], turn["round"]): turn for turn in results["turns"]}
    rows = []
    for number in sorted({turn["round"] for turn in results["turns"]}):
        own = [of[side, number] for side in sides]
        rows.append((
            number, f"{own[0]['load']:.1f}",
            *(f"{turn['requests'] / turn['took']:,.0f}; {turn['p50']:,.0f}; {turn['p99']:,.0f}"
              for turn in own),
        ))  # fmt: skip
    return (
        "## Every round\n\nRequests a second; p50; p99 (ms). The machine's load is that after the "
        "round's first turn.\n\n" + table(("round", "load", *sides), rows)
    )


def _memory(grown: Mapping[str, Any]) -> str:
    rows = [(f"{done:,}", f"{mb:,.1f}") for done, mb in grown["samples"][:: grown["every"]]]
    mix = ", ".join(f"{count:,} {name}" for name, count in grown["mix"].items())
    return f"""## Memory

{grown["requests"]:,} requests ({mix}) to one production worker over {grown["database"]}, with its
cache in memory, asked by {grown["clients"]} clients in {grown["took"]:,.0f} s; {grown["errors"]}
errors. After the first {grown["warm"]:,} requests resident memory changed by
{grown["slope"]:+.2f} MB a 10,000 requests (least squares); {grown["bound"]} MB are allowed.

{table(("requests", "resident MB"), rows)}"""

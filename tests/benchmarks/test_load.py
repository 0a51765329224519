"""The load runs whole at a small size, and its page has every row. Nothing is timed here."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from pathlib import Path

import pytest

from tests.benchmarks.load.__main__ import main
from tests.benchmarks.load.client import Asked, ask, ceiling, request_of
from tests.benchmarks.load.figures import latency, totals, verdicts
from tests.benchmarks.load.memory import BOUND, grow, slope
from tests.benchmarks.load.queries import Known, mixed, paths, searches
from tests.benchmarks.load.rig import SIDES, Side, home_of

KNOWN = Known(
    "harbour", ["tide", "warden", "pier", "lantern"], [f"HB01-{at:03}" for at in range(50)],
    {"colors": ["Red", "Blue"], "categories": ["CHARACTER"], "types": ["Crew"], "sets": ["HB01"]},
)  # fmt: skip
SMALL = (
    "--turn", "1", "--rounds", "1", "--searches", "20", "--memory", "250",
    "--sides", "SQLite, 1 × none; SQLite, 1 × memory",
)  # fmt: skip


def test_every_side_answers_without_an_error_and_the_page_has_every_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TCB_REAL_DATA", raising=False)
    main([*SMALL, "--out", str(tmp_path)])
    results = json.loads((tmp_path / "results-app.json").read_text(encoding="utf-8"))
    text = (tmp_path / "RESULTS-app.md").read_text(encoding="utf-8")

    assert [row["errors"] for row in results["totals"]] == [0, 0]
    assert all(row["requests"] > 0 for row in results["totals"])
    without, kept = results["turns"]
    assert (without["hits"], kept["hits"] > 0) == (0, True)
    grown = results["memory"]
    assert (grown["errors"], grown["told"]) == (0, [])
    assert sum(grown["mix"].values()) == grown["requests"] == 250
    assert len(verdicts(results)) == 4
    assert all(f"| {verdict.what} |" in text for verdict in verdicts(results))
    for heading in ("Targets", "Every side", "Every round", "Memory"):
        assert f"## {heading}" in text


@pytest.mark.deep
def test_memory_is_flat_over_100000_mixed_requests(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with home_of(tmp_path, None) as home:
        grown = grow(home, 100_000)
    assert (grown["errors"], grown["told"]) == (0, [])
    assert grown["slope"] <= BOUND, grown["samples"]


def test_searches_differ_and_some_are_asked_far_more_often_than_others() -> None:
    known = paths(searches(KNOWN, 300, 1), {0: "next"})
    assert len(set(known)) == len(known) == 301
    assert known[-1] == f"{known[0]}&cursor=next"

    drawn = mixed(known, 20_000, 0.1, 1, 1)
    counts = Counter(drawn)
    fresh = [path for path in counts if path not in set(known)]
    assert 0.08 < len(fresh) / len(drawn) < 0.12
    assert counts.most_common(1)[0][1] > 20 * counts[sorted(counts, key=lambda p: counts[p])[-200]]
    assert drawn == mixed(known, 20_000, 0.1, 1, 1) != mixed(known, 20_000, 0.1, 1, 2)


def test_the_client_asks_each_request_once_and_counts_what_came() -> None:
    assert ceiling(4, 0.3, 100) > 100


def test_connections_that_are_refused_are_no_answers() -> None:
    with pytest.raises(ExceptionGroup):
        ask(1, [request_of("/")], 1, 0.2)


def test_totals_are_of_all_answers_and_errors_of_all_kinds() -> None:
    side = Side("SQLite", "none", 1)
    turns = [Asked(array("d", [0.001 * at for at in range(101)]), Counter({200: 100, 503: 1}), 2)]
    turns[0].took = 10.0
    (row,) = totals([side], {side: turns})
    assert (row["p50"], row["p99"], row["most"], row["errors"]) == (50.0, 99.0, 100.0, 3)
    assert row["a_second"] == 10.1
    assert latency(array("d")) == {"p50": 0.0, "p99": 0.0, "most": 0.0}


def test_targets_compare_sides_of_one_database_and_as_many_workers() -> None:
    rows = [
        {"database": side.database, "cache": side.cache, "workers": side.workers, "errors": 0,
         "p50": 100.0 if side.cache == "none" else 10.0,
         "p99": 100.0 if side.cache == "none" else 40.0}
        for side in SIDES
    ]  # fmt: skip
    told = verdicts({"totals": rows})
    assert [verdict.met for verdict in told] == [True] + [True, False] * 4


def test_the_slope_is_that_of_what_comes_after_warm_up() -> None:
    samples = [(done, 300.0 if done < 1000 else 350 + done / 10_000) for done in range(0, 5000, 50)]
    assert slope(samples, 1000) == pytest.approx(1.0)
    assert slope([(0, 1.0)], 0) == 0.0

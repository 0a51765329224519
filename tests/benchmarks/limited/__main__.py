"""Run the comparison and write its page: ``python -m tests.benchmarks.limited``.

Without options it is the full size, which takes about an hour on two cores. What it makes is
kept in ``.benchmarks/limited`` and used again; ``--work`` names another folder.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.limited.cold import first_answers
from tests.benchmarks.limited.growth import LIMIT, grow
from tests.benchmarks.limited.growth_chart import write_chart
from tests.benchmarks.limited.loading import import_rest, import_rounds, sizes
from tests.benchmarks.limited.logs import sample
from tests.benchmarks.limited.machine import machine, versions
from tests.benchmarks.limited.page import page
from tests.benchmarks.limited.reasons import REASONS, REMARKS
from tests.benchmarks.limited.session import check_agreement, engines, run_generated, run_rounds
from tests.benchmarks.limited.sides import all_sides, ours
from tests.benchmarks.worker import REPOSITORY

PARTS = ("import", "session", "generated", "cold", "growth")
TOLD = ("games", "cards", "rounds", "questions", "seed")
"""Options that figures of different parts must share to stand on one page."""
HERE = Path(__file__).resolve().parents[1]


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.limited", description=__doc__)
    parser.add_argument("--games", type=int, default=500_000)
    parser.add_argument("--cards", type=int, default=286, help="cards of the set")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--import-rounds", type=int, default=5)
    parser.add_argument("--questions", type=int, default=200, help="generated questions")
    parser.add_argument("--seed", type=int, default=1, help="seed of the generated questions")
    parser.add_argument(
        "--growth", default="100000,500000,1000000,5000000", help="sizes, by commas"
    )
    parser.add_argument(
        "--only", default=",".join(PARTS), help=f"parts, by commas: {', '.join(PARTS)}"
    )
    parser.add_argument("--work", type=Path, default=REPOSITORY / ".benchmarks" / "limited")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of RESULTS.md, results.json")
    parser.add_argument("--keep", action="store_true", help="keep the lakes of the growth curve")
    parser.add_argument("--page-only", action="store_true", help="write the page of old figures")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the parts that were asked for and write the page."""
    asked = options(arguments)
    kept = asked.out / "results.json"
    results: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if not asked.page_only:
        results = _measured(asked, results)
        kept.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if "growth" in results:
        drawn = write_chart(results["growth"]["timed"], asked.out / "growth.svg")
        results["growth"]["chart"] = drawn
    committed = asked.out == HERE
    text = page(results, REASONS, REMARKS) if committed else page(results, {})
    (asked.out / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def _measured(asked: argparse.Namespace, results: dict[str, Any]) -> dict[str, Any]:
    """Old figures with those of the parts that are measured now in their place."""
    asked.work.mkdir(parents=True, exist_ok=True)
    wanted = asked.only.split(",")
    told = {
        name: getattr(asked, name) for name in ("games", "cards", "rounds", "questions", "seed")
    }
    if results.get("options", told) != told:
        results = {}
    results |= {"options": told, "machine": machine(), "versions": versions()}
    measures: dict[str, Callable[[argparse.Namespace, dict[str, Any]], None]] = {
        "import": _import, "session": _session, "generated": _generated, "cold": _cold,
        "growth": _grow,
    }  # fmt: skip
    for name in PARTS:
        if name in wanted:
            print(f"measuring: {name}", flush=True)
            measures[name](asked, results)
    return results


def _folders(asked: argparse.Namespace) -> tuple[Path, Path, Path]:
    """The sample, our home and spells' home."""
    at = asked.work / f"all-{asked.games}-{asked.cards}"
    return sample(at / "sample", asked.games, asked.cards), at / "home", at / "spells"


def _import(asked: argparse.Namespace, results: dict[str, Any]) -> None:
    logs, home, spells_home = _folders(asked)
    results["import"] = import_rounds(logs, home, spells_home, asked.import_rounds)
    results["disk"] = sizes(home, spells_home)
    results["import"] += import_rest(logs, home, spells_home)


def _session(asked: argparse.Namespace, results: dict[str, Any]) -> None:
    _, home, spells_home = _folders(asked)
    with all_sides(home, spells_home) as workers:
        peer = workers["spells"].call("versions").value
        results["versions"] |= {"spells-mtg": peer["spells-mtg"], "spells' polars": peer["polars"]}
        agreed = check_agreement(workers, asked.work)
        timed = run_rounds(workers, asked.rounds)
        results["session"] = {"agreed": agreed, "timed": timed, "engines": engines(workers)}


def _generated(asked: argparse.Namespace, results: dict[str, Any]) -> None:
    _, home, _ = _folders(asked)
    with ours() as worker:
        worker.call("start", home=str(home))
        results["generated"] = run_generated(
            worker, home, asked.rounds, asked.questions, asked.seed
        )


def _cold(asked: argparse.Namespace, results: dict[str, Any]) -> None:
    _, home, _ = _folders(asked)
    results["cold"] = first_answers(home, asked.rounds)


def _grow(asked: argparse.Namespace, results: dict[str, Any]) -> None:
    counts = [int(size) for size in asked.growth.split(",")]
    timed = grow(asked.work, counts, asked.cards, min(asked.rounds, 3), keep=asked.keep)
    results["growth"] = {"limit": LIMIT, "timed": timed}


if __name__ == "__main__":
    raise SystemExit(main())

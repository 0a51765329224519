"""The comparison runs whole at a small size, and its page has every row. Nothing is timed here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.limited.__main__ import main
from tests.benchmarks.limited.questions import WORDS
from tests.benchmarks.limited.sides import LINES
from tests.benchmarks.limited.targets import RATIOS, quantiles, verdicts

SMALL = (
    "--games", "800", "--cards", "110", "--rounds", "1", "--import-rounds", "1",
    "--questions", "8", "--growth", "500",
)  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a small run wrote."""
    folder = tmp_path_factory.mktemp("bench")
    main([*SMALL, "--work", str(folder / "work"), "--out", str(folder)])
    return folder


def test_every_side_answers_every_question_alike_and_in_every_round(out: Path) -> None:
    session = json.loads((out / "results.json").read_text(encoding="utf-8"))["session"]
    wanted = {(name, line.name) for name in WORDS for line in LINES}

    assert {(row["question"], row["line"]) for row in session["agreed"]} == wanted
    assert {(row["question"], row["line"]) for row in session["timed"]} == wanted
    assert all(row["seconds"] > 0 and row["peak_mb"] > 0 for row in session["timed"])


def test_each_line_read_what_it_is_called_after(out: Path) -> None:
    told = json.loads((out / "results.json").read_text(encoding="utf-8"))["session"]["engines"]
    read = {(row["question"], row["line"]): (row["engines"], row["held"]) for row in told}

    for name in WORDS:
        assert read[name, "facts, memory"] == (["facts, in memory"], [True])
        assert read[name, "facts, parquet"] == (["facts, SQL"], [False])
        for line, held in (("rollup, memory", True), ("rollup, parquet", False)):
            engines, holds = read[name, line]
            assert engines[0].startswith("rollup")
            assert holds == [held]


def test_half_of_the_generated_questions_have_no_rollup(out: Path) -> None:
    generated = json.loads((out / "results.json").read_text(encoding="utf-8"))["generated"]

    assert [q["covered"] for q in generated["questions"]].count(False) == 4
    assert {row["round"] for row in generated["timed"]} == {0, 1}


def test_the_page_has_every_row(out: Path) -> None:
    page = (out / "RESULTS.md").read_text(encoding="utf-8")
    results = json.loads((out / "results.json").read_text(encoding="utf-8"))
    judged = verdicts(results)

    assert len(judged) == len(RATIOS) + 6
    assert all(f"| {verdict.what} |" in page for verdict in judged)
    assert all(f"| {line.name} | {line.mode} |" in page for line in LINES)
    for heading in ("Targets", "generated questions", "First answer", "Import", "Growth"):
        assert heading in page
    assert "On disk:" in page
    assert (out / "growth.svg").exists() == ("growth.svg" in page)


def test_quantiles_take_each_question_once() -> None:
    timed = [
        {"round": number, "place": place, "covered": True, "seconds": place + number}
        for place in range(101)
        for number in (0, 1, 2, 3)
    ]

    assert quantiles(timed, warm=True) == {"p50": 52, "p95": 97, "most": 102}
    assert quantiles(timed, warm=False)["most"] == 100

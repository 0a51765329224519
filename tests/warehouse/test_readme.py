"""The warehouse's README tells what is there, and figures that were measured."""

from __future__ import annotations

import re

from tcb_analytics.config import Settings
from tests.benchmarks.limited.sizing import README, filled, measured, sizing

TEXT = README.read_text(encoding="utf-8")


def test_the_table_of_sizes_is_that_of_the_measured_curve() -> None:
    assert filled(TEXT, sizing(measured())) == TEXT


def test_a_curve_becomes_lines_in_proportion() -> None:
    timed = [
        {"games": games, "question": question, "line": line, "processor": used, "peak_mb": 900}
        for games in (100_000, 1_000_000)
        for question, line, used in (
            ("import", "import", games / 50_000),
            ("Q1", "facts, parquet", games / 2_000_000),
            ("Q1", "rollup, parquet", 0.02),
            ("Q1", "facts, memory", 0.01),
        )
    ]
    found = sizing({
        "growth": {"limit": "2GB", "timed": timed},
        "disk": {"ours": 60_000_000}, "options": {"games": 1_000_000}, "machine": {"cores": 2},
    })  # fmt: skip
    assert "| import | 20.0 s | 111 min | 104.2 s |" in found
    assert "| Q1, facts from files | 500 ms | 3 min | 2.6 s |" in found
    assert "| Q1, rollup from files | 20 ms | grows with sets, not with games | |" in found
    assert "| 0.06 GB | 20 GB |" in found
    assert "memory" not in found.split("\n\n")[0].replace("in memory", "")
    assert sizing({}) == ""


def test_the_settings_that_it_names_exist() -> None:
    known = {f"TCB_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"TCB_[A-Z_]+", TEXT)) <= known | {"TCB_HOME"}


def test_every_path_that_it_links_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert "://" in target or (README.parent / target).exists(), target

"""`tcb data sample-17lands`: what is asked for is written, and never over something."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Tcb


def test_logs_are_written_as_asked_and_never_over_something(tcb: Tcb, tmp_path: Path) -> None:
    out = tmp_path / "logs"
    words = (
        "data", "sample-17lands", "--set", "AB1", "--games", "50", "--seed", "4", "--cards", "110",
        "--event", "TradDraft", "--plain", "--out", out,
    )  # fmt: skip
    done = tcb(*words)
    truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))

    assert done.code == 0, done.err
    assert f"{truth['games']} games of {truth['drafts']} drafts, 5 files" in done.out
    assert f"Next: tcb import {out}" in done.out
    assert "50/50 games" in done.err
    assert (out / "game_data_public.AB1.TradDraft.csv").is_file()
    assert (truth["set_code"], truth["seed"], len(truth["cards"])) == ("AB1", 4, 110)
    assert tcb(*words).code == 2
    assert tcb(*words, "--force").code == 0


def test_a_set_code_that_is_none_is_refused_with_what_was_expected(
    tcb: Tcb, tmp_path: Path
) -> None:
    done = tcb("data", "sample-17lands", "--set", "no/where", "--out", tmp_path / "logs")

    assert done.code == 2
    assert "capital letters and digits" in done.err
    assert list(tmp_path.iterdir()) == []

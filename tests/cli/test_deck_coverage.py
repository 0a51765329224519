"""`tcb deck coverage`: the table by set, and the clauses of one set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tcb_analytics.cli.deck_coverage import coverage_
from tcb_analytics.errors import CardError, LakeError
from tests.cli.conftest import Tcb


def _call(home: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.setenv("TCB_HOME", str(home))
    return CliRunner().invoke(coverage_, list(words))


def test_every_set_has_a_row_and_the_last_is_all(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = json.loads(_call(sample_home, monkeypatch, "--json").output)

    assert [row["set"] for row in rows] == ["TB01", "TB02", "TB03", "TS01", "all"]
    assert sum(row["cards"] for row in rows[:-1]) == rows[-1]["cards"] == 300
    assert all(row["share"] == row["modelled"] / row["cards"] for row in rows)


def test_the_table_shows_shares_in_percent(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _call(sample_home, monkeypatch, "--game", "tidebreak")

    assert done.exit_code == 0
    assert done.output.splitlines()[0].split() == ["set", "cards", "modelled", "plain", "share"]
    assert "100.0 %" in done.output


def test_the_command_stands_among_those_of_decks(tcb: Tcb, sample_home: Path) -> None:
    done = tcb("deck", "coverage", "--set", "TS01", home=sample_home)

    assert (done.code, done.out) == (0, "every clause of TS01 is modelled\n")


def test_a_set_without_unread_clauses_says_so(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _call(sample_home, monkeypatch, "--set", "tb01")

    assert done.output == "every clause of TB01 is modelled\n"


def test_an_unknown_set_is_refused_with_the_known_ones(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = _call(sample_home, monkeypatch, "--set", "TB09").exception

    assert isinstance(failed, LakeError)
    assert "TB01" in str(failed)


def test_a_game_that_is_not_played_or_not_held_is_refused(
    tcb: Tcb, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tcb("import", sample_folder / "tournaments")

    failed = _call(tmp_path / "home", monkeypatch).exception

    assert isinstance(failed, LakeError | CardError)

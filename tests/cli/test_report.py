"""`tcb report`: parameters on the command line, results and failures told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.reports.registry import REPORTS, describe_parameters
from tests.cli.conftest import Tcb


@pytest.mark.parametrize("name", REPORTS)
def test_help_lists_every_parameter_with_meaning_type_and_default(tcb: Tcb, name: str) -> None:
    told = " ".join(tcb("report", name, "--help").out.split())

    for parameter in describe_parameters(name):
        assert parameter.name in told
        assert parameter.type in told
        default = "required" if parameter.default is None else f"default {parameter.default}"
        assert default in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("leader",), "leader: a value is required"),
        (("leader", "-p", "leader=A", "-p", "leader=B"), "leader is given twice"),
        (("meta", "-p", "top=many"), "top"),
        (("meta", "-p", "import os\nos.abort()=1"), "no such parameter"),
        (("meta", "-p", "as_of=1", "--as-of", "2"), "two states"),
        (("nothing",), "No such command"),
    ],
)
def test_wrong_parameters_are_wrong_use_and_nothing_runs(
    tcb: Tcb, sample_home: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = tcb("report", *words, "--out", tmp_path / "out", home=sample_home)

    assert done.code == 2
    assert said in done.err
    assert not (tmp_path / "out").exists()


def test_a_report_says_its_answer_and_where_the_page_lies(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    done = tcb("report", "card", "-p", "card=TB01-008", "--out", tmp_path, home=sample_home)

    assert done.code == 0, done.err
    page = Path(done.out.splitlines()[-1])
    assert page.parent == tmp_path
    assert page.stat().st_size > 10_000


def test_a_batch_goes_on_past_a_failure_and_keeps_its_notebook(
    tcb: Tcb, sample_home: Path, tmp_path: Path
) -> None:
    batch, out = tmp_path / "batch.yaml", tmp_path / "out"
    batch.write_text(
        "- {report: card, params: {card: TB99-999}}\n- {report: card, params: {card: TB01-008}}\n",
        encoding="utf-8",
    )

    done = tcb("report", "batch", batch, "--out", out, "--json", home=sample_home)

    assert done.code == 1
    assert [job["status"] for job in json.loads(done.out)] == ["failed", "done"]
    assert "TB99-999" in done.err
    assert len(list(out.glob("*.failed.ipynb"))) == 1

"""The report notebooks: parameters as declared, checked under plain papermill too."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tcb_analytics.reports.registry import REPORTS, Report
from tests.notebooks.cells import code_cells, defines_something

ALL = pytest.mark.parametrize("report", REPORTS.values(), ids=lambda report: report.name)


@ALL
def test_the_first_cell_holds_every_parameter_with_its_default(report: Report) -> None:
    first = code_cells(report.notebook)[0]
    written = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(first.source).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    fields = report.model.model_fields
    declared = {
        name: None if field.is_required() else field.default for name, field in fields.items()
    }

    assert first.metadata["tags"] == ["parameters"]
    assert written == declared


@ALL
def test_the_second_cell_checks_the_same_model(report: Report) -> None:
    source = code_cells(report.notebook)[1].source

    assert f'notebook_parameters("{report.name}", {report.model.__name__}, globals())' in source


@ALL
def test_a_report_notebook_defines_nothing_and_carries_no_outputs(report: Report) -> None:
    assert not defines_something(report.notebook)
    assert [cell for cell in code_cells(report.notebook) if cell.outputs] == []


def papermill(report: str, home: Path, target: Path, *parameters: str) -> str:
    """Run a bundled notebook by papermill's own command line; returns what it wrote."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "papermill",
            str(REPORTS[report].notebook),
            str(target),
            *parameters,
        ],
        env={**os.environ, "TCB_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{done.returncode}\n{done.stderr}"


def test_plain_papermill_runs_a_report(sample_home: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.ipynb"

    assert papermill("leader", sample_home, target, "-p", "leader", "TB01-001").startswith("0\n")
    assert "application/vnd.tcb.headline+json" in target.read_text("utf-8")


def test_plain_papermill_is_refused_what_the_model_refuses(
    sample_home: Path, tmp_path: Path
) -> None:
    wrong = ("-p", "min_games", "0", "-p", "tops", "3", "-p", "leader", "007")
    said = papermill("leader", sample_home, tmp_path / "out.ipynb", *wrong)

    assert said.startswith("1\n")
    for problem in ("min_games: ", "tops: no such parameter", "leader: ", "nothing was run"):
        assert problem in said

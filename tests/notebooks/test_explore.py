"""The explore notebooks: their committed outputs are what a fresh run gives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tcb_analytics.config import bundled
from tests.notebooks.cells import IGNORED, code_cells, defines_something

NOTEBOOKS = sorted((bundled("notebooks") / "explore").glob("*.ipynb"))


def test_every_notebook_of_the_walk_is_there() -> None:
    named = [path.stem for path in NOTEBOOKS]
    assert named[:4] == ["01_card_pool", "02_meta", "03_one_deck", "04_deck_building"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_fresh_run_gives_the_committed_outputs(notebook: Path, sample_home: Path) -> None:
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q"]
    options = ["-p", "no:cacheprovider", "-p", "no:xdist", "-c", os.devnull, "--rootdir", "."]
    done = subprocess.run(
        [*command, *options, str(notebook)],
        env={**os.environ, "TCB_HOME": str(sample_home), "PYTEST_ADDOPTS": ""},
        cwd=notebook.parent,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-1_000:]
    assert f"{len(code_cells(notebook))} passed" in done.stdout


def test_a_changed_output_is_noticed(tmp_path: Path, sample_home: Path) -> None:
    changed = tmp_path / "changed.ipynb"
    text = NOTEBOOKS[0].read_text("utf-8")
    assert "Catalog(300 cards" in text
    changed.write_text(text.replace("Catalog(300 cards", "Catalog(301 cards"), "utf-8")

    with pytest.raises(AssertionError, match="mismatch"):
        test_a_fresh_run_gives_the_committed_outputs(changed, sample_home)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_cells_that_draw_are_left_out_of_the_comparison(notebook: Path) -> None:
    cells = code_cells(notebook)
    ignored = [cell for cell in cells if IGNORED in cell.metadata.get("tags", [])]

    for cell in ignored:
        kinds = {kind for output in cell.outputs for kind in output.get("data", {})}
        assert kinds & {"application/vnd.plotly.v1+json", "text/html"}, cell.source
    assert len(ignored) < 0.4 * len(cells)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_executed_in_order_and_names_no_machine(notebook: Path) -> None:
    counts = [cell.execution_count for cell in code_cells(notebook)]

    assert counts == list(range(1, len(counts) + 1))
    assert "/home/" not in notebook.read_text("utf-8")
    assert "/tmp/" not in notebook.read_text("utf-8")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_tables_are_short(notebook: Path) -> None:
    for cell in code_cells(notebook):
        for output in cell.outputs:
            html = "".join(output.get("data", {}).get("text/html", ""))
            if 'class="dataframe"' in html:
                assert html.count("<tr") <= 17, cell.source


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_nothing(notebook: Path) -> None:
    assert not defines_something(notebook)

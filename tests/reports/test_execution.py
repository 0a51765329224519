"""Executing a notebook: an own kernel in an own folder, ended whatever happens."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import psutil
import pytest

from tcb_analytics.errors import ReportError
from tcb_analytics.reports.execution import execute
from tcb_analytics.reports.kernel import OwnKernelSpecs, kill_kernels
from tcb_analytics.reports.notebook_file import read_notebook, write_notebook


def notebook(folder: Path, *cells: str) -> Path:
    content = nbformat.v4.new_notebook()
    content.cells = [nbformat.v4.new_code_cell(source) for source in cells]
    write_notebook(content, folder / "small.ipynb")
    return folder / "small.ipynb"


def test_a_kernel_has_its_own_folder_and_environment_and_is_gone_afterwards(tmp_path: Path) -> None:
    source = notebook(
        tmp_path, "import os\nprint(os.getpid(), os.getcwd(), os.environ['TCB_HOME'])"
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    executed = execute(source, {}, scratch=scratch, environment={"TCB_HOME": "here"})

    pid, folder, home = read_notebook(executed).cells[0].outputs[0].text.split()
    assert Path(folder) == scratch / "work"
    assert home == "here"
    assert not psutil.pid_exists(int(pid))


def test_whatever_kernel_a_notebook_names_it_is_the_running_interpreter() -> None:
    assert OwnKernelSpecs().get_kernel_spec("julia").argv[0] == sys.executable


def test_the_next_step_of_our_own_errors_is_passed_on(tmp_path: Path) -> None:
    failing = (
        "from tcb_analytics.errors import QueryError\n"
        "raise QueryError('no such card\\nline 2', where='card', remedy='tcb card search')"
    )
    source = notebook(tmp_path, "1", failing)
    (tmp_path / "scratch").mkdir()

    with pytest.raises(ReportError) as caught:
        execute(source, {}, scratch=tmp_path / "scratch", environment={})

    assert caught.value.where is None  # the error says itself where
    assert caught.value.what == "card: no such card; line 2"
    assert caught.value.remedy == "tcb card search"


def test_progress_names_the_sections_of_the_notebook_and_no_code(tmp_path: Path) -> None:
    source = tmp_path / "headed.ipynb"
    cells = [
        nbformat.v4.new_markdown_cell("# The meta\n\nWords."),
        nbformat.v4.new_code_cell("times = 1", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("first = 2"),
        nbformat.v4.new_markdown_cell("## Who wins"),
        nbformat.v4.new_code_cell("# a comment\nsecond = 3"),
    ]
    write_notebook(nbformat.v4.new_notebook(cells=cells), source)
    (tmp_path / "scratch").mkdir()
    told: list[tuple[int, int, str]] = []

    execute(
        source,
        {"times": 2},
        scratch=tmp_path / "scratch",
        environment={},
        progress=lambda *step: told.append(step),
    )

    assert [now for *_, now in told] == ["The meta", "The meta", "Who wins", "the page"]
    assert told[-1][:2] == (6, 6)


def test_killing_kernels_ends_a_notebook_that_waits(tmp_path: Path) -> None:
    source = notebook(tmp_path, "1", "import time\ntime.sleep(300)")
    (tmp_path / "scratch").mkdir()

    with pytest.raises(ReportError, match="the kernel stopped"):
        execute(
            source,
            {},
            scratch=tmp_path / "scratch",
            environment={},
            progress=lambda done, *_: kill_kernels(),
        )

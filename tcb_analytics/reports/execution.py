"""Running one notebook with papermill, in a kernel of its own.

papermill pastes parameter names into code, so only checked fields of a report's
model come here (``parameters.py``). What the outputs become is in ``page.py``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tcb_analytics.errors import ReportError, TcbError
from tcb_analytics.reports.kernel import own_kernel
from tcb_analytics.reports.notebook_file import read_notebook
from tcb_analytics.reports.parameters import Scalar

Progress = Callable[[int, int, str], None]
"""Called with cells done, cells in all, and the section that comes next."""

THE_PAGE = "the page"
"""What comes after the last section."""

CELL_TIMEOUT = 600
"""Seconds after which a cell counts as hung."""


def execute(
    notebook: Path,
    parameters: Mapping[str, Scalar],
    *,
    scratch: Path,
    environment: Mapping[str, str],
    progress: Progress | None = None,
) -> Path:
    """Run a copy of a notebook.

    Args:
        notebook: The notebook; it is not changed.
        parameters: Checked parameters.
        scratch: Empty folder for the copy and the kernel.
        environment: Variables for the kernel, such as ``TCB_HOME``.
        progress: Told after each cell.

    Returns:
        The executed notebook, in ``scratch``.

    Raises:
        ReportError: A cell failed or the kernel died; ``scratch/run.ipynb`` then holds
            what was executed until then.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError  # noqa: PLC0415 - slow
    from papermill.exceptions import PapermillExecutionError  # noqa: PLC0415 - slow

    output = scratch / "run.ipynb"
    try:
        _run(notebook, output, dict(parameters), environment, progress)
    except PapermillExecutionError as error:
        ours = error.ename in {kind.__name__ for kind in TcbError.__subclasses__()}
        what = _one_line(error.evalue)
        raise ReportError(
            what if ours else f"{error.ename}: {what}",
            where=None if ours else f"cell {error.cell_index + 1} of {notebook.name}",
            remedy=_remedy(error.evalue),
        ) from None
    except (DeadKernelError, CellTimeoutError) as error:
        raise ReportError(
            f"the kernel stopped: {_first_line(str(error))}", where=notebook.name
        ) from None
    return output


def _run(
    notebook: Path,
    output: Path,
    parameters: dict[str, Scalar],
    environment: Mapping[str, str],
    progress: Progress | None,
) -> None:
    import papermill  # noqa: PLC0415 - takes a second, which `--help` need not wait for

    source = read_notebook(notebook)
    work = output.parent / "work"
    work.mkdir()
    own = {"IPYTHONDIR": str(output.parent / "ipython"), **environment}
    with own_kernel(work, own) as kernel:
        papermill.execute_notebook(
            source,
            _literal(output),
            parameters=parameters,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            execution_timeout=CELL_TIMEOUT,
            km=kernel,
            **_hooks(progress, source.cells, len(source.cells) + bool(parameters)),
        )


def _hooks(progress: Progress | None, cells: Sequence[Any], total: int) -> dict[str, Any]:
    if progress is None:
        return {}
    after = _sections_after(cells)
    now = next(iter(after.values()), THE_PAGE)

    def done(cell: Any, cell_index: int) -> None:
        nonlocal now
        now = after.get(cell.get("id"), now)
        progress(min(cell_index + 1, total), total, now)

    return {"on_cell_complete": done}


def _sections_after(cells: Sequence[Any]) -> dict[str, str]:
    """By the id of each code cell, the heading under which the next one stands."""
    section, ids, sections = "", [], []
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.lstrip().startswith("#"):
            section = _first_line(cell.source).lstrip("# ")
        elif cell.cell_type == "code":
            ids.append(str(cell.get("id")))
            sections.append(section)
    return dict(zip(ids, [*sections[1:], THE_PAGE], strict=True)) if ids else {}


def _literal(path: Path) -> str:
    """A path that papermill, which formats paths with the parameters, leaves alone."""
    return os.fspath(path).replace("{", "{{").replace("}", "}}")


def _one_line(text: str) -> str:
    """A message without the next step of our own errors, which is told apart."""
    what = text.rpartition("\nNext: ")[0] or text
    return "; ".join(line.strip() for line in what.splitlines() if line.strip())[:600]


def _remedy(text: str) -> str | None:
    """The next step that one of our own errors names in its last line."""
    _, found, remedy = text.rpartition("Next: ")
    return _first_line(remedy) if found else None


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:300] if lines else ""

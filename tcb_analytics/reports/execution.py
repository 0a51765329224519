"""Running one notebook with papermill, in a kernel of its own.

papermill pastes parameter names into code, so only checked fields of a report's
model come here (``parameters.py``). What the outputs become is in ``page.py``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tcb_analytics.errors import ReportError, TcbError
from tcb_analytics.reports.kernel import own_kernel
from tcb_analytics.reports.notebook_file import Notebook, read_notebook
from tcb_analytics.reports.parameters import Scalar

Progress = Callable[[int, int, str], None]
"""Called with cells done, cells in all, and what is being done."""

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
            **_hooks(progress, source, injected=bool(parameters)),
        )


def _hooks(progress: Progress | None, source: Notebook, *, injected: bool) -> dict[str, Any]:
    """Tells each cell by the heading above it; a cell with parameters may come on top."""
    if progress is None:
        return {}
    sections = [""]
    for cell in source.cells:
        heading = cell.cell_type == "markdown"
        sections.append(_first_line(cell.source).lstrip("# ") if heading else sections[-1])
    total = len(source.cells) + injected

    def done(*, cell_index: int, **_: Any) -> None:
        at = min(max(cell_index + 1 - injected, 1), len(source.cells))
        progress(min(cell_index + 1, total), total, sections[at])

    return {"on_cell_complete": done}


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

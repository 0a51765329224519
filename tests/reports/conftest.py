"""A report small enough to hold in one's head: it greets, and fails on demand."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from pydantic import Field

from tcb_analytics.reports import registry
from tcb_analytics.reports.parameters import Parameters


class TinyParameters(Parameters):
    name: str = Field(description="whom to greet", max_length=200)
    times: int = Field(default=1, ge=0, le=9, description="how often")
    as_of: str | None = Field(default=None, description="state of the lake")


CELLS = (
    "name = None\ntimes = 1\nas_of = None",
    "from tcb_analytics.reports.blocks import About, DataTable, Figure, Headline, Prose\n"
    "import plotly.graph_objects as go",
    "display(Headline(f'Hello {name}', (Figure('greetings', str(times), 'counted'),)))",
    "display(About('Tiny', 'No data', '0', '1', {'name': name}, ('Counted.',)))",
    "display(Prose(name), DataTable(('name', '#n'), ((name, '1'),)))",
    "go.Figure(go.Bar(x=[name], y=[1 / times]))",
)


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> registry.Report:
    """Declares a report ``tiny`` whose notebook divides by ``times``."""
    folder = tmp_path / "notebooks"
    (folder / "reports").mkdir(parents=True)
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_markdown_cell("## A heading & more")]
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in CELLS]
    notebook.cells[1].metadata["tags"] = ["parameters"]
    nbformat.write(notebook, folder / "reports" / "tiny.ipynb")
    report = registry.Report("tiny", "Tiny", "greets", TinyParameters, "name")
    monkeypatch.setattr(registry, "bundled", lambda _: folder)
    monkeypatch.setitem(registry.REPORTS, "tiny", report)
    return report

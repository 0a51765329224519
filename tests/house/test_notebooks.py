"""Notebooks tell; the package computes. Their committed outputs hold no failure."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import name, tracked

NOTEBOOKS = [file for file in tracked() if file.suffix == ".ipynb"]


def code_cells(notebook: Path) -> list[dict[str, Any]]:
    """Code cells of a notebook file."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def plain_python(cell: dict[str, Any]) -> str:
    """Source of a cell without the lines that only IPython reads."""
    return "\n".join(
        line for line in "".join(cell["source"]).splitlines() if not line.startswith(("%", "!"))
    )


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name)
def test_a_notebook_defines_no_function_and_no_class(notebook: Path) -> None:
    defined = [
        node.name
        for cell in code_cells(notebook)
        for node in ast.walk(ast.parse(plain_python(cell)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]

    assert defined == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name)
def test_a_notebook_stores_no_error(notebook: Path) -> None:
    errors = [
        output["ename"]
        for cell in code_cells(notebook)
        for output in cell["outputs"]
        if output["output_type"] == "error"
    ]

    assert "exercises" in notebook.parts or errors == []

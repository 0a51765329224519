"""Reading notebooks for tests."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat

IGNORED = "nbval-ignore-output"


def code_cells(notebook: Path) -> list[Any]:
    """The code cells of a notebook."""
    content = nbformat.read(notebook, as_version=4)
    return [cell for cell in content.cells if cell.cell_type == "code"]


def defines_something(notebook: Path) -> list[str]:
    """Names of the functions and classes that a notebook defines, lambdas included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    return [
        getattr(node, "name", "lambda")
        for cell in code_cells(notebook)
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, kinds)
    ]

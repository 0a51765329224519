"""Reading and writing notebook files in one format version.

Kept apart because nbformat is untyped: the rest of the room sees typed calls.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

Notebook = Any
"""An nbformat notebook: ``.cells`` (each with ``.source`` and ``.outputs``), ``.metadata``."""


def read_notebook(path: Path) -> Notebook:
    """The notebook in a file, in format version 4."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat is untyped


def write_notebook(notebook: Notebook, path: Path) -> None:
    """Write a notebook to a file."""
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]  # nbformat is untyped

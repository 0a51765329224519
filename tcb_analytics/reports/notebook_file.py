"""Reading and writing notebook files in one format version.

Kept apart because nbformat is untyped: the rest of the room sees typed calls. It is
also slow to load where jsonschema finds ``rfc3987_syntax``, which compiles a grammar of
web addresses for 1.7 s; notebooks hold none that are checked, so it is hidden meanwhile.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

_EMPTY = ModuleType("rfc3987_syntax")
sys.modules.setdefault(_EMPTY.__name__, _EMPTY)
import nbformat  # noqa: E402 - while the grammar is hidden

if sys.modules[_EMPTY.__name__] is _EMPTY:
    del sys.modules[_EMPTY.__name__]

Notebook = Any
"""An nbformat notebook: ``.cells`` (each with ``.source`` and ``.outputs``), ``.metadata``."""


def read_notebook(path: Path) -> Notebook:
    """The notebook in a file, in format version 4."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat is untyped


def write_notebook(notebook: Notebook, path: Path) -> None:
    """Write a notebook to a file."""
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]  # nbformat is untyped

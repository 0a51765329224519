"""The tree that the house measures look at: tracked files and parsed modules."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "tcb_analytics"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def tracked() -> tuple[Path, ...]:
    """Files that belong to the project: committed, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    files = (REPOSITORY / name for name in listed.split("\0") if name)
    return tuple(sorted(file for file in files if file.is_file()))


@cache
def modules() -> tuple[Path, ...]:
    """Python files of the package."""
    return tuple(
        file for file in tracked() if file.suffix == ".py" and file.is_relative_to(PACKAGE)
    )


@cache
def parsed(module: Path) -> ast.Module:
    """Syntax tree of a Python file."""
    return ast.parse(module.read_text(encoding="utf-8"))


def name(file: Path) -> str:
    """A file as messages name it."""
    return file.relative_to(REPOSITORY).as_posix()


def dotted(module: Path) -> str:
    """Import name of a module of the package."""
    parts = module.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def public(module: Path) -> list[tuple[str, Documented]]:
    """Public classes and functions of a module, methods of public classes included."""
    found: list[tuple[str, Documented]] = []
    for node in parsed(module).body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            found.append((node.name, node))
            if isinstance(node, ast.ClassDef):
                found += [
                    (f"{node.name}.{inner.name}", inner)
                    for inner in node.body
                    if isinstance(inner, Function) and not inner.name.startswith("_")
                ]
    return found

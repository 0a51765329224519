"""The measures of the house, taken over the whole tree."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

from tests.house.tree import (
    PACKAGE,
    REPOSITORY,
    Function,
    dotted,
    modules,
    name,
    parsed,
    public,
    tracked,
)

TOP_LEVEL = {"notebooks", "tcb_analytics", "data", "tests", "infrastructure", "academy", ".ci"}


def lines(file: Path) -> int:
    """Number of lines of a text file."""
    return len(file.read_text(encoding="utf-8").splitlines())


def length(function: Function) -> int:
    """Lines of a function, from its `def` to its end, docstring included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_the_median_file_is_short_and_none_is_long() -> None:
    counts = {name(module): lines(module) for module in modules()}

    assert statistics.median(counts.values()) < 120
    assert {file: count for file, count in counts.items() if count > 400} == {}


def test_every_function_fits_a_screen() -> None:
    long = {
        f"{name(module)}:{node.name}": length(node)
        for module in modules()
        for node in ast.walk(parsed(module))
        if isinstance(node, Function) and length(node) >= 50
    }

    assert long == {}


def test_every_module_opens_with_its_purpose() -> None:
    silent = [name(module) for module in modules() if not ast.get_docstring(parsed(module))]

    assert silent == []


def test_every_public_name_has_a_docstring() -> None:
    silent = [
        f"{name(module)}:{label}"
        for module in modules()
        for label, node in public(module)
        if not ast.get_docstring(node) and not _is_overload(node)
    ]

    assert silent == []


def _is_overload(node: ast.AST) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any(isinstance(d, ast.Name) and d.id == "overload" for d in decorators)


def test_every_module_is_tested_by_a_file_of_its_room() -> None:
    """A module is mirrored by ``test_<module>``, or a test file of its room imports it."""
    untested = [name(module) for module in modules() if not _is_mirrored(module)]

    assert untested == []


def _is_mirrored(path: Path) -> bool:
    if path.stem in ("__init__", "__main__"):
        return True
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    tests = [
        file
        for file in tracked()
        if file.suffix == ".py"
        and file.is_relative_to(REPOSITORY / "tests")
        and (file.relative_to(REPOSITORY / "tests").parts[0] == room or path.parent == PACKAGE)
    ]
    if any(file.stem == f"test_{path.stem}" for file in tests):
        return True
    target = re.escape(dotted(path))
    parent, _, leaf = dotted(path).rpartition(".")
    imports = re.compile(rf"\b{target}\b|from {re.escape(parent)} import [^\n]*\b{leaf}\b")
    return any(imports.search(file.read_text(encoding="utf-8")) for file in tests)


def test_there_is_no_file_of_leftovers() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "common"}

    assert [name(module) for module in modules() if module.stem in vague] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b")
    found = [
        f"{name(file)}:{number}"
        for file in tracked()
        if file.suffix in (".py", ".md", ".sql", ".toml", ".yaml", ".css", ".js", ".j2")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if later.search(line)
    ]

    assert found == []


def test_the_top_level_holds_the_fixed_folders_only() -> None:
    inside = (file.relative_to(REPOSITORY).parts for file in tracked())
    folders = {parts[0] for parts in inside if len(parts) > 1}

    assert folders <= TOP_LEVEL

"""What the repository holds: nothing of others, nothing of one machine, nothing large."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.house.tree import REPOSITORY, modules, name, parsed, tracked

MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:home|root|Users|work|tmp)/[\w.]+")
INDEX = re.compile(r"https://[\w.-]+(?:/[\w./-]*)?/simple\b|registry\s*=\s*\"(https?://[^\"]+)\"")
PUBLIC_INDEX = "https://pypi.org/simple"


def text_of(file: Path) -> str | None:
    """Contents of a text file; None for a binary one."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def test_no_file_is_larger_than_five_megabytes() -> None:
    assert [name(file) for file in tracked() if file.stat().st_size > 5_000_000] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = {
        f"{name(file)}: {match.group()}"
        for file in tracked()
        for match in MACHINE_PATH.finditer(text_of(file) or "")
    }

    assert found == set()


def test_the_public_index_is_the_only_one_named() -> None:
    named = {
        match.group(1) or match.group()
        for file in tracked()
        for match in INDEX.finditer(text_of(file) or "")
    }

    assert named <= {PUBLIC_INDEX}
    lock = (REPOSITORY / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r'url = "https://([^/"]+)/', lock))
    assert hosts == {"files.pythonhosted.org"}


def test_a_room_enters_when_something_uses_it() -> None:
    """No file keeps a folder alive, and no package holds a docstring alone."""
    kept = [name(file) for file in tracked() if file.name in (".gitkeep", ".keep")]
    lonely = [
        name(file)
        for file in modules()
        if file.name == "__init__.py"
        and len(parsed(file).body) <= 1
        and not any(file.parent in other.parents for other in tracked() if other != file)
    ]

    assert kept == []
    assert lonely == []


@pytest.mark.real_data
def test_no_file_of_a_publisher_is_committed(real_data: Path) -> None:
    theirs = {
        hashlib.sha256(file.read_bytes()).hexdigest(): file.name
        for file in real_data.rglob("*")
        if file.is_file() and file.stat().st_size < 6_000_000
    }
    ours = {name(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in tracked()}

    assert {file: theirs[digest] for file, digest in ours.items() if digest in theirs} == {}

"""What the repository holds: nothing of others, nothing of one machine, nothing large."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from tests.house.tree import REPOSITORY, name, tracked

MACHINE_PATH = re.compile(
    r"(?<![\w.~/-])/(?:"
    + "|".join(("ho" + "me", "ro" + "ot", "Us" + "ers", "wo" + "rk", "tm" + "p"))
    + r")/[\w.]+"
)
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


def test_no_folder_is_empty() -> None:
    skipped = (".git", ".venv", "__pycache__")
    empty = []
    for folder, folders, files in os.walk(REPOSITORY):
        folders[:] = [entry for entry in folders if not entry.startswith(skipped)]
        inside = [entry for entry in folders if entry not in skipped]
        if not files and not inside and not Path(folder).name.startswith("."):
            empty.append(name(Path(folder)))

    assert empty == []


@pytest.mark.real_data
def test_no_file_of_a_publisher_is_committed(real_data: Path) -> None:
    theirs = {
        hashlib.sha256(file.read_bytes()).hexdigest(): file.name
        for file in real_data.rglob("*")
        if file.is_file() and file.stat().st_size < 6_000_000
    }
    ours = {name(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in tracked()}

    assert {file: theirs[digest] for file, digest in ours.items() if digest in theirs} == {}

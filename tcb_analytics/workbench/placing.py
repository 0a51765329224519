"""Putting a written folder in place: complete, or not at all.

Files are written into a folder beside the target, which then takes their place in one step
each. Nothing is overwritten unless asked for, and then only files that the truth of an
earlier sample lists as its own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tcb_analytics.errors import ConfigError


def free_or_forced(folder: Path, *, force: bool) -> None:
    """Check that a sample may be written into a folder.

    Raises:
        ConfigError: It is a file, or holds something and ``force`` was not given.
    """
    if folder.exists() and not folder.is_dir():
        raise ConfigError("is a file, expected a folder", where=str(folder))
    if not force and folder.is_dir() and any(folder.iterdir()):
        raise ConfigError(
            "the folder is not empty",
            where=str(folder),
            remedy="choose another folder, or replace an earlier sample there with force",
        )


@contextmanager
def placed_whole(folder: Path, truth_file: str) -> Iterator[Path]:
    """A fresh folder to write into; its files take their place when all went well.

    Args:
        folder: Where they belong.
        truth_file: JSON file in which a sample lists its files under ``files``; those of the
            sample that stands there now are deleted, other files are kept. Placed last.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent))
    try:
        yield fresh
        folder.mkdir(parents=True, exist_ok=True)
        for name in _listed(folder, truth_file):
            (folder / name).unlink(missing_ok=True)
        for file in sorted(fresh.rglob("*"), key=lambda file: file.name == truth_file):
            if file.is_file():
                target = folder / file.relative_to(fresh)
                target.parent.mkdir(parents=True, exist_ok=True)
                file.replace(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _listed(folder: Path, truth_file: str) -> list[str]:
    """Files of a sample, as its truth lists them, if they lie inside the folder."""
    try:
        listed = json.loads((folder / truth_file).read_text(encoding="utf-8"))
        names = [str(name) for name in listed["files"]] if listed["tcb_truth"] is True else []
    except (OSError, ValueError, KeyError, TypeError):
        return []
    inside = folder.resolve()
    return [name for name in names if inside in (folder / name).resolve().parents]

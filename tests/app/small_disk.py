"""A disk that is soon full: a file system in memory, of a size, which a test may fill and empty."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@dataclass
class SmallDisk:
    """A disk.

    Attributes:
        folder: Where it is mounted.
    """

    folder: Path

    @property
    def ballast(self) -> Path:
        """The file that takes all its room."""
        return self.folder / "ballast"

    def fill(self) -> None:
        """Leave no room."""
        with self.ballast.open("ab", buffering=0) as file:
            room = shutil.disk_usage(self.folder).free
            os.posix_fallocate(file.fileno(), file.tell(), max(1, room))

    def empty(self) -> None:
        """Give the room back."""
        self.ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk]:
    """A disk of a size, gone at the end."""
    with TemporaryDirectory(prefix="tcb-disk-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        size = f"size={megabytes}m,mode=777"
        mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder]
        if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode != 0:
            pytest.skip("only who may mount can have a disk of its own that is full")
        try:
            yield SmallDisk(Path(folder))
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)

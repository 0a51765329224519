"""A backup as a file: a zip of one JSON line a row, a file a table, and a manifest with checksums.

It names the revision of the tables, so that it can be restored by every later version, and
nothing of the database it came from, so that it can be restored into the other kind. It holds
what the database does, password hashes included: who can read it must be trusted as much.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tcb_analytics.errors import TcbError

FORMAT = "tcb-backup-1"
MANIFEST = "manifest.json"


class BackupError(TcbError):
    """A backup cannot be written, read or restored."""


@dataclass(frozen=True)
class Part:
    """One table of a backup."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Attributes:
        revision: Revision of the tables.
        made_at: When it was made, in UTC.
        tables: Rows and checksum by table, those that others refer to first.
        format: Shape of the file.
    """

    revision: str
    made_at: str
    tables: Mapping[str, Part] = field(default_factory=dict)
    format: str = FORMAT

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(part.rows for part in self.tables.values())


class BackupWriter:
    """Writes a backup beside its place and puts it there when it is whole.

    Args:
        path: Where it shall be.
        force: Whether a file there may be replaced.

    Raises:
        BackupError: There is a file already, or it cannot be written.
    """

    def __init__(self, path: Path, *, force: bool) -> None:
        if path.exists() and not force:
            raise BackupError("there is a file already", where=str(path), remedy="add --force")
        self._path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._tables: dict[str, Part] = {}

    def __enter__(self) -> Self:
        with _telling(self._path):
            opened = os.open(self._part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = os.fdopen(opened, "w+b")
            self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        return self

    def add(self, table: str, lines: Iterable[str]) -> int:
        """Add a table; how many rows it has."""
        rows, digest = 0, hashlib.sha256()
        with _telling(self._path), self._zip.open(_member(table), "w", force_zip64=True) as member:
            for line in lines:
                data = f"{line}\n".encode()
                digest.update(data)
                member.write(data)
                rows += 1
        self._tables[table] = Part(rows, digest.hexdigest())
        return rows

    def finish(self, revision: str, made_at: str) -> Manifest:
        """Close the file, make sure that it is on the disk, and put it in its place."""
        manifest = Manifest(revision, made_at, self._tables)
        with _telling(self._path):
            self._zip.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            self._zip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._part.replace(self._path)
        return manifest

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # The zip is not closed here: it would write its end onto a disk that may be full.
        self._zip.fp = None
        with suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)


class BackupReader:
    """Reads a backup, having looked at every byte of it first.

    Raises:
        BackupError: It is none, or not as it was written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.manifest = self._checked()

    def lines(self, table: str) -> Iterator[str]:
        """The rows of a table."""
        with (
            _telling(self._path),
            zipfile.ZipFile(self._path) as opened,
            opened.open(_member(table)) as member,
        ):
            for line in member:
                yield line.decode().rstrip("\n")

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table by column."""
        return (json.loads(line) for line in self.lines(table))

    def _checked(self) -> Manifest:
        with _telling(self._path), zipfile.ZipFile(self._path) as opened:
            told = json.loads(opened.read(MANIFEST))
            if told.get("format") != FORMAT:
                raise BackupError(f"not a backup of the form {FORMAT}", where=str(self._path))
            parts = {name: Part(**part) for name, part in told["tables"].items()}
            manifest = Manifest(told["revision"], told["made_at"], parts)
            if set(opened.namelist()) != {MANIFEST, *map(_member, parts)}:
                raise BackupError("its files are not those it names", where=str(self._path))
            for name, part in parts.items():
                rows, digest = 0, hashlib.sha256()
                with opened.open(_member(name)) as member:
                    for line in member:
                        digest.update(line)
                        rows += 1
                if (rows, digest.hexdigest()) != (part.rows, part.sha256):
                    raise BackupError(
                        f"the table {name} is not as it was written", where=str(self._path),
                        remedy="use another backup",
                    )  # fmt: skip
        return manifest


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise BackupError(f"the file cannot be written or read: {why}", where=str(path)) from error
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError) as error:
        raise BackupError(
            "not a backup, or a damaged one", where=str(path), remedy="use another backup"
        ) from error

"""From paths a user names to verified documents: bounded, checksummed, unpacked.

Nothing is read as data before its bytes are complete. Declared sizes are compared
with the limit before unpacking, real sizes while unpacking; gzip and zip checksums
are verified to the end (DuckDB skips the CRC of a .gz), and a checksum file beside the
data is honoured. Compression is recognised by content,
and a name inside an archive is only ever a label, never a path.

Logs of a million games are the exception: gigabytes unpacked, they are read as a stream by a
source that needs little memory, and never unpacked to disk. Their checksum is verified at the
end of that stream, before the commit that would show a row.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from isal import igzip, isal_zlib

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.base import Document

_GUNZIP: Callable[..., Any] = igzip.open
_DAMAGE = cast("type[Exception]", isal_zlib.error)
CHUNK = 1 << 20
PLAIN_TO_FACTS = 16
"""How much smaller a log is in the lake than as text, at the least; packed it is no smaller."""
MOST_MEMBERS = 10_000
DEEPEST = 2
CHECKSUM_LIST = "SHA256SUMS"


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file to import.

    Attributes:
        path: The file.
        name: The file as the user named it.
        found: Whether it was found in a folder rather than named by the user.
    """

    path: Path
    name: str
    found: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """A file whose bytes are complete: its checksum, size and unpacked documents."""

    sha256: str
    bytes: int
    documents: tuple[Document, ...]
    state: tuple[int, ...] = ()

    def refuse_changed(self, file: InputFile) -> None:
        """Refuse a file that was read in place and is no longer what was verified.

        Raises:
            ImportRefusedError: It was changed or replaced since.
        """
        if self.state and self.state != _state(file.path):
            raise ImportRefusedError(
                "the file was changed while it was read",
                where=file.name,
                remedy="import it again when nothing writes to it",
            )


def find_files(paths: Iterable[Path]) -> Iterator[InputFile]:
    """The files behind the named paths; folders are walked in name order.

    Hidden files and checksum lists inside folders are no data and are left out.

    Raises:
        ImportRefusedError: A named path does not exist or is no file or folder.
    """
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    if not name.startswith(".") and not _is_checksum(name):
                        yield InputFile(Path(folder, name), str(Path(folder, name)), found=True)
        elif path.is_file():
            yield InputFile(path, str(path), found=False)
        else:
            raise ImportRefusedError(
                "no such file or folder", where=str(path), remedy="check the path: ls"
            )


def verify(
    file: InputFile,
    scratch: Path,
    limit: int,
    *,
    streams: Callable[[Document], bool] | None = None,
    longest: int = 0,
) -> Verified:
    """Copy a file's bytes into scratch, unpacked, and verify every checksum there is.

    Args:
        file: The file.
        scratch: An empty folder for the unpacked bytes.
        limit: Most bytes that the file may have, packed or unpacked.
        streams: Says whether a document is read as a stream; then it is neither copied nor
            unpacked, and whoever reads it verifies the checksum at its end.
        longest: Most bytes of a stream, unpacked.

    Raises:
        ImportRefusedError: Too large, damaged, encrypted or not a readable file.
    """
    digest = hashlib.sha256()
    copy = scratch / "0"
    budget = _Budget(limit)
    try:
        size = file.path.stat().st_size
        if streams is not None and (stream := _stream(file, streams)) is not None:
            refuse_without_room(
                scratch, size if stream.packed else size // PLAIN_TO_FACTS, file.name
            )
            return _in_place(file, stream, longest)
        budget.refuse_above(size, file.name)
        refuse_without_room(scratch, size, file.name)
        with file.path.open("rb") as source:
            _copy(source, copy, _Budget(limit), file.name, digest)
    except OSError as error:
        raise ImportRefusedError(
            f"cannot be read: {error.strerror or error}",
            where=file.name,
            remedy="check its permissions",
        ) from error
    sha256 = digest.hexdigest()
    _compare_with_published(file, sha256)
    documents = tuple(_unpack(Document(file.name, copy), budget, depth=0))
    return Verified(sha256, size, documents)


def refuse_without_room(folder: Path, size: int, name: str) -> None:
    """Refuse what would not fit on the disk.

    Raises:
        ImportRefusedError: Less than ``size`` bytes are free.
    """
    free = shutil.disk_usage(folder).free
    if size > free:
        raise ImportRefusedError(
            f"about {size / 1e6:,.0f} MB of disk are needed and {free / 1e6:,.0f} MB are free",
            where=name,
            remedy=f"free some space on the disk of {folder}, or set TCB_HOME to a larger one",
        )


def _stream(file: InputFile, streams: Callable[[Document], bool]) -> Document | None:
    """The file as a stream, if that is how it is read."""
    with file.path.open("rb") as opened:
        magic = opened.read(4)
    if not magic or magic == b"PK\x03\x04":
        return None
    document = Document(file.name, file.path, packed=magic[:2] == b"\x1f\x8b")
    try:
        return document if streams(document) else None
    except (OSError, EOFError, zlib.error, _DAMAGE):
        return None  # damaged: unpacking it will say how


def _in_place(file: InputFile, stream: Document, longest: int) -> Verified:
    """A file that is read where it lies: its checksum, and its state to compare afterwards."""
    state = _state(file.path)
    if not stream.packed:
        _Budget(longest, setting="TCB_MAX_LOG_MB").refuse_above(state[0], file.name)
    digest = hashlib.sha256()
    with file.path.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    sha256 = digest.hexdigest()
    _compare_with_published(file, sha256)
    limited = Document(stream.name, stream.path, packed=stream.packed, limit=longest)
    return Verified(sha256, state[0], (limited,), state)


def _state(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


@dataclass
class _Budget:
    """Bytes that one file may still unpack to, over all its members."""

    limit: int
    used: int = 0
    setting: str = "TCB_MAX_INPUT_MB"

    def take(self, size: int, name: str) -> None:
        self.used += size
        self.refuse_above(0, name)

    def refuse_above(self, declared: int, name: str) -> None:
        if self.used + declared > self.limit:
            raise ImportRefusedError(
                f"over {self.limit / 1e6:,.0f} MB unpacked, the most that is read",
                where=name,
                remedy=f"split the file, or raise {self.setting} if you trust its origin",
            )


def _unpack(document: Document, budget: _Budget, depth: int) -> Iterator[Document]:
    with document.path.open("rb") as opened:
        magic = opened.read(4)
    if not magic:
        raise ImportRefusedError("the file is empty", where=document.name, remedy="fetch it again")
    if magic[:2] != b"\x1f\x8b" and magic != b"PK\x03\x04":
        yield document
        return
    if depth >= DEEPEST:
        raise ImportRefusedError(
            "packed inside a packed file inside a packed file",
            where=document.name,
            remedy="unpack it once and import what is inside",
        )
    opener = _gunzip if magic[:2] == b"\x1f\x8b" else _unzip
    try:
        for inner in opener(document, budget):
            yield from _unpack(inner, budget, depth + 1)
    except (
        OSError,
        EOFError,
        zlib.error,
        _DAMAGE,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise ImportRefusedError(
            f"damaged or not readable as an archive: {error}",
            where=document.name,
            remedy="fetch the file again; a copy that fails its checksum is never read",
        ) from error


def _gunzip(document: Document, budget: _Budget) -> Iterator[Document]:
    with document.path.open("rb") as packed:
        packed.seek(-4, os.SEEK_END)
        declared = int.from_bytes(packed.read(4), "little")
    budget.refuse_above(declared, document.name)
    refuse_without_room(document.path.parent, declared, document.name)
    target = document.path.with_name(document.path.name + "g")
    with _GUNZIP(document.path) as stream:
        _copy(stream, target, budget, document.name)
    yield Document(document.name, target)


def _unzip(document: Document, budget: _Budget) -> Iterator[Document]:
    with zipfile.ZipFile(document.path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise ImportRefusedError(
                f"{len(members):,} files inside; at most {MOST_MEMBERS:,} are read",
                where=document.name,
                remedy="unpack it and import the files you need",
            )
        declared = sum(member.file_size for member in members)
        budget.refuse_above(declared, document.name)
        refuse_without_room(document.path.parent, declared, document.name)
        for index, member in enumerate(members):
            name = f"{document.name}:{member.filename}"
            target = document.path.with_name(f"{document.path.name}z{index}")
            with archive.open(member) as stream:
                _copy(stream, target, budget, name)
            if target.stat().st_size:
                yield Document(name, target)


def _copy(
    source: _Readable, target: Path, budget: _Budget, name: str, digest: _Hash | None = None
) -> None:
    with target.open("wb") as out:
        while chunk := source.read(CHUNK):
            budget.take(len(chunk), name)
            if digest is not None:
                digest.update(chunk)
            out.write(chunk)


def _is_checksum(name: str) -> bool:
    return name == CHECKSUM_LIST or name.endswith(".sha256")


def _compare_with_published(file: InputFile, sha256: str) -> None:
    """Compare with ``NAME.sha256`` or ``SHA256SUMS`` beside the file, where there is one."""
    beside = file.path.with_name(file.path.name + ".sha256"), file.path.with_name(CHECKSUM_LIST)
    for listing in beside:
        if not listing.is_file() or listing.stat().st_size > CHUNK:
            continue
        for line in listing.read_text(encoding="utf-8", errors="replace").splitlines():
            words = line.split()
            named = words[-1].lstrip("*") if len(words) > 1 else file.path.name
            if words and named == file.path.name and words[0].lower() != sha256:
                raise ImportRefusedError(
                    f"its SHA-256 is {sha256[:12]}…, {listing.name} says {words[0][:12]}…",
                    where=file.name,
                    remedy="fetch the file again, or update its checksum",
                )

"""What an importer is: a declared source that recognises and reads one file format.

A source never touches the lake, never opens a path by itself and never guesses:
it looks at a :class:`Document` whose bytes were already bounded and verified, and
yields rows, or rejects with a reason. One module per format declares one
``SOURCE``; other packages add theirs by the entry point group
``tcb_analytics.sources``.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, cast

from isal import igzip

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.contracts import Batch, Reject, Row

_GZIP: Callable[..., Any] = igzip.open

_CONTROL = frozenset(range(32)) - set(b"\t\n\r\f")
"""Bytes that no text begins with."""

Derive = Callable[[Mapping[str, Sequence[str]], Path], Iterator[Batch]]
"""Rows made of rows: takes the files just written by table and a scratch folder."""


@dataclass(frozen=True)
class Document:
    """One unpacked file, as a source sees it.

    Attributes:
        name: The file as the user named it, with the member of an archive after a colon.
        path: Where its bytes lie.
        packed: Whether those are gzip, to be unpacked while they are read; otherwise they
            were unpacked before.
        limit: Most bytes that a stream may give; 0 where they were bounded before.
    """

    name: str
    path: Path
    packed: bool = False
    limit: int = 0

    def open(self) -> BinaryIO:
        """Its unpacked bytes from the first one; of a packed one the end verifies the checksum."""
        if self.packed:
            return cast("BinaryIO", _GZIP(self.path, "rb"))
        return self.path.open("rb")

    @cached_property
    def json(self) -> Any:
        """The parsed JSON document, or None when the file is not JSON.

        Raises:
            ImportRefusedError: The file starts like JSON but is damaged, or an object in
                it has a key twice, of which only one could be kept.
        """
        if not self.looks_like_json:
            return None
        try:
            return json.loads(self.path.read_bytes(), object_pairs_hook=_once_each)
        except UnicodeDecodeError as error:
            raise _damaged(self.name, f"byte {error.start} is not UTF-8") from error
        except json.JSONDecodeError as error:
            raise _damaged(self.name, f"{error.msg} at line {error.lineno}") from error
        except RecursionError as error:
            raise _damaged(self.name, "nested too deeply") from error
        except ValueError as error:
            raise _damaged(self.name, str(error)) from error

    @cached_property
    def looks_like_json(self) -> bool:
        """Whether the first visible character opens a JSON object or list."""
        with self.open() as file:
            return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The cells of the first line, read as CSV; empty for JSON."""
        if self.looks_like_json:
            return ()
        with self.open() as file:
            line = file.readline(1_000_000).decode("utf-8-sig", "replace")
        try:
            return tuple(next(csv.reader([line]), ()))
        except csv.Error:
            return ()

    def describe(self) -> str:
        """What was seen, in one line, for the message that no source recognised it."""
        if strange := self._strange():
            return strange
        if not self.looks_like_json:
            return "text whose first line is " + repr(", ".join(self.header)[:120])
        if isinstance(self.json, dict):
            return "a JSON object with keys " + ", ".join(sorted(map(str, self.json))[:12])
        first = self.json[0] if self.json else None
        keys = ", ".join(sorted(map(str, first))[:12]) if isinstance(first, dict) else repr(first)
        return f"a JSON list of {len(self.json):,}; the first entry has {keys[:200]}"

    def _strange(self) -> str:
        """What the first bytes are where they are no UTF-8 text; empty for text."""
        with self.open() as file:
            begin = file.read(4096)
        if begin[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "UTF-16 text; save it as UTF-8"
        if not _CONTROL & set(begin):
            return ""
        if self.name.endswith(".gz"):
            return "bytes that are no text, though its name says .gz: is it whole?"
        return "bytes that are no text"


@dataclass(frozen=True)
class Context:
    """What the lake already knows and a source may ask for.

    Attributes:
        types: Card types (tribes) known per game, from catalogues imported before.
    """

    types: Callable[[str], frozenset[str]] = field(default=lambda game: frozenset())


@dataclass(frozen=True)
class Dataset:
    """One part of a file that a later import replaces as a whole.

    Attributes:
        key: Identity of what is replaced, such as ``punk-records:569101``. It comes
            from the content, never from the file's name.
        game: Game of its rows.
        source: Who published it.
        rows: The rows and rejects, produced while they are read.
        notes: Remarks that a reader of the import should know; complete once the rows are read.
        derive: Makes further rows of the rows once those are written, such as counts.
    """

    key: str
    game: str
    source: str
    rows: Iterable[Row | Batch | Reject]
    notes: Sequence[str] = ()
    derive: Derive | None = None


@dataclass(frozen=True)
class Source:
    """A declared importer.

    Attributes:
        name: Short name, shown as the import's format.
        title: What the files are, for people.
        looks_for: What ``recognises`` looks for, shown when nothing matched.
        recognises: Decides by content alone whether a document is of this format.
        read: Splits a document into data sets.
        order: Files of a lower order are imported first, so that catalogues come
            before what refers to them.
        streams: Whether it reads a document once from front to end in bounded memory, so that
            a file need not be unpacked first and may be of any size.
    """

    name: str
    title: str
    looks_for: str
    recognises: Callable[[Document], bool]
    read: Callable[[Document, Context], Iterator[Dataset]]
    order: int = 50
    streams: bool = False


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def _damaged(name: str, why: str) -> ImportRefusedError:
    return ImportRefusedError(
        f"not readable as JSON: {why}",
        where=name,
        remedy="fetch the file again and compare its size and checksum with the publisher's",
    )

"""Writing files whose bytes depend on their content alone.

Gzip headers carry no time and no name. Whether two machines pack to the same
bytes also depends on their zlib; the unpacked content is the same everywhere.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO


@contextmanager
def packed(path: Path) -> Iterator[TextIO]:
    """A text file to write to, gzipped, the same bytes for the same content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as stream,
        io.TextIOWrapper(stream, encoding="utf-8", newline="\n") as file,
    ):
        yield file


def write_packed(path: Path, document: Any) -> None:
    """A JSON document, compact and gzipped."""
    with packed(path) as file:
        json.dump(document, file, ensure_ascii=False, separators=(",", ":"))


def write_plain(path: Path, document: Any) -> None:
    """A JSON document to read with one's eyes: one entry a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(document, list):
        lines, ends = [_line(entry) for entry in document], "[]"
    else:
        lines = [f"{_line(key)}: {_line(value)}" for key, value in document.items()]
        ends = "{}"
    text = f"{ends[0]}\n" + ",\n".join(lines) + f"\n{ends[1]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

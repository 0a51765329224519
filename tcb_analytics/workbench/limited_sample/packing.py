"""Files written as bytes, gzipped or plain, with neither a time nor a name in their header."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from isal import igzip

LEVEL = 1
"""Fast packing: logs are nearly all zeros, and shrink to a thirtieth even so."""


class Packed:
    """A file of bytes, gzipped if asked for."""

    def __init__(self, path: Path, *, gz: bool) -> None:
        self._raw = path.open("wb")
        packer: Any = igzip.IGzipFile
        self._out: BinaryIO = (
            packer(filename="", mode="wb", fileobj=self._raw, compresslevel=LEVEL, mtime=0)
            if gz
            else self._raw
        )

    def write(self, text: bytes) -> None:
        """Write more."""
        self._out.write(text)

    def close(self) -> None:
        """Write what is left, and close."""
        self._out.close()
        self._raw.close()

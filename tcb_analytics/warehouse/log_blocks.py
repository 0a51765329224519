"""The bytes of a log as blocks of whole lines, unpacked in a second thread.

Memory is that of a few blocks, however long the file. Checksums are verified by whoever
unpacks, at the end of the stream: an error there ends the import before anything shows.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

import numpy as np

from tcb_analytics.errors import ImportRefusedError, TcbError
from tcb_analytics.warehouse.ahead import ahead
from tcb_analytics.warehouse.log_kernel import ROOM
from tcb_analytics.warehouse.sources.base import Document

BLOCK = 8 << 20
"""Bytes of one block."""
LONGEST_LINE = 4 << 20
"""Most bytes of one line."""
WAITING = 2
"""Blocks unpacked ahead of the reader."""


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of a file.

    Attributes:
        data: Their bytes, with room behind the last.
        size: Bytes that count; the last of them ends a line.
        lines: Line ends among them, counted before any is read.
        first: Line of the file that the first one is, from 1.
        open: Whether the last line had no line end in the file.
    """

    data: Any
    size: int
    lines: int
    first: int
    open: bool = False


def blocks(document: Document, size: int = BLOCK) -> Generator[Block, None, None]:
    """The lines below the header, block by block.

    Raises:
        ImportRefusedError: The file is damaged, or a line is too long.
    """
    cut = ahead(_cut(document, size), WAITING, "unpack")
    try:
        yield from cut
    except TcbError:
        raise
    except Exception as error:
        raise _damaged(error, document) from error
    finally:
        cut.close()


def _cut(document: Document, size: int) -> Iterator[Block]:
    with document.open() as stream:
        rest = _below_header(stream, size, document)
        line = 2
        given = 0
        ended = False
        while not ended:
            data = np.empty(size + LONGEST_LINE + ROOM + 1, np.uint8)
            view = data.data
            at = len(rest)
            view[:at] = rest
            while at < size and (got := _into(stream, view[at:size])):
                at += got
            ended = at < size
            unended = bool(ended and at and data[at - 1] != 10)
            if unended:
                data[at] = 10
                at += 1
            end = _last_line(view, at)
            if at - end > LONGEST_LINE or (at and not end):
                raise _refused(document, f"a line has over {(at - end) / 1e6:,.1f} MB")
            rest = bytes(view[end:at])
            data[end : end + ROOM] = 10
            count = int(np.count_nonzero(data[:end] == 10))
            if end:
                yield Block(data, end, count, line, unended)
            line += count
            given += end
            if document.limit and given > document.limit:
                raise _refused(
                    document,
                    f"over {document.limit / 1e6:,.0f} MB unpacked, the most that is read of a log",
                    "raise TCB_MAX_LOG_MB if you trust its origin",
                )


def _into(stream: BinaryIO, view: memoryview) -> int:
    return cast("Any", stream).readinto(view) or 0


def _last_line(view: memoryview, at: int) -> int:
    """Where the last whole line ends."""
    step = 1 << 16
    end = at
    while end > 0:
        begin = max(0, end - step)
        found = bytes(view[begin:end]).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        end = begin
    return 0


def _below_header(stream: BinaryIO, size: int, document: Document) -> bytes:
    """Read past the first line; what was read beyond it."""
    found = b""
    while b"\n" not in found:
        more = stream.read(min(size, 1 << 20))
        if not more:
            return b""
        found += more
        if len(found) > LONGEST_LINE:
            raise _refused(document, "the header has over 4 MB")
    return found[found.index(b"\n") + 1 :]


def _refused(
    document: Document, what: str, remedy: str = "fetch the file again"
) -> ImportRefusedError:
    return ImportRefusedError(what, where=document.name, remedy=remedy)


def _damaged(error: Exception, document: Document) -> ImportRefusedError:
    return ImportRefusedError(
        f"damaged or not readable: {error}",
        where=document.name,
        remedy="fetch the file again; a copy that fails its checksum is never read",
    )

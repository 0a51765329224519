"""Logs as blocks of whole lines: nothing lost, nothing unbounded."""

from __future__ import annotations

import gzip
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse import log_blocks
from tcb_analytics.warehouse.log_blocks import blocks
from tcb_analytics.warehouse.sources.base import Document


def lines_of(document: Document, size: int) -> tuple[list[bytes], int]:
    found: list[bytes] = []
    count = 0
    for block in blocks(document, size):
        assert block.first == len(found) + 2
        found += bytes(block.data[: block.size]).split(b"\n")[:-1]
        count += block.lines
    return found, count


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=30).map(lambda raw: raw.replace(b"\n", b"")), max_size=30),
       st.integers(32, 200), st.booleans())  # fmt: skip
def test_every_line_below_the_header_comes_once_whatever_the_size(
    lines: list[bytes], size: int, ended: bool
) -> None:
    path = Path(f"/dev/shm/log-{os.getpid()}") if Path("/dev/shm").is_dir() else Path("log.tmp")
    content = b"header\n" + b"\n".join(lines) + (b"\n" if ended and lines else b"")
    path.write_bytes(content)
    try:
        found, count = lines_of(Document("log", path), size)
    finally:
        path.unlink()
    if not ended and lines and not lines[-1]:
        lines = lines[:-1]
    assert (found, count) == (lines, len(lines))


def test_a_line_longer_than_any_log_has_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_blocks, "LONGEST_LINE", 1_000)
    path = tmp_path / "log.csv"
    path.write_bytes(b"header\n" + b"x" * 5_000 + b"\n")
    with pytest.raises(ImportRefusedError, match="line"):
        list(blocks(Document("log.csv", path), 500))


@pytest.mark.parametrize("place", [20, 200, -8, -2])
def test_a_flipped_bit_ends_the_stream_with_an_error(tmp_path: Path, place: int) -> None:
    packed = bytearray(gzip.compress(b"header\n" + os.urandom(2_000).hex().encode() + b"\n"))
    packed[place] ^= 8
    path = tmp_path / "log.csv.gz"
    path.write_bytes(packed)
    with pytest.raises(ImportRefusedError, match="damaged"):
        list(blocks(Document("log.csv.gz", path, packed=True)))


def test_a_packed_log_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(b"header\n" + b"0,1\n" * 5_000)[:-9])
    with pytest.raises(ImportRefusedError, match="damaged"):
        list(blocks(Document("log.csv.gz", path, packed=True)))


def test_a_stream_beyond_its_limit_is_refused_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(b"header\n" + b"0,1\n" * 500_000))
    document = Document("log.csv.gz", path, packed=True, limit=1_000_000)
    with pytest.raises(ImportRefusedError, match="over 1 MB unpacked") as caught:
        list(blocks(document, 200_000))
    assert "TCB_MAX_LOG_MB" in str(caught.value)


def test_a_reader_that_stops_early_leaves_no_thread_behind(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(b"header\n" + b"0,1\n" * 200_000)
    stream = blocks(Document("log.csv", path), 10_000)
    next(stream)
    stream.close()
    assert "unpack" not in {thread.name for thread in threading.enumerate()}

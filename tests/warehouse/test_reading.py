"""From named paths to verified bytes: what is unpacked, and what is refused before it is."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.reading import InputFile, Verified, find_files, verify

MB = 1_000_000


def read(path: Path, tmp_path: Path, limit: int = MB) -> Verified:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return verify(InputFile(path, path.name, found=False), scratch, limit)


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_plain_file_is_its_own_document_with_its_checksum(tmp_path: Path) -> None:
    verified = read(write(tmp_path / "a.json", b"[1]"), tmp_path)
    assert verified.sha256 == hashlib.sha256(b"[1]").hexdigest()
    assert [document.json for document in verified.documents] == [[1]]


@pytest.mark.parametrize("name", ["a.json.gz", "a.json", "a.dat"])
def test_gzip_is_recognised_by_content_whatever_its_name(tmp_path: Path, name: str) -> None:
    verified = read(write(tmp_path / name, gzip.compress(b"[1]")), tmp_path)
    assert [document.json for document in verified.documents] == [[1]]


def test_every_member_of_a_zip_is_a_document_even_packed_ones(tmp_path: Path) -> None:
    content = zipped({"a.json": b"[1]", "b/c.json.gz": gzip.compress(b"[2]"), "empty.txt": b""})
    verified = read(write(tmp_path / "a.zip", content), tmp_path)
    assert [document.json for document in verified.documents] == [[1], [2]]
    assert verified.documents[1].name == "a.zip:b/c.json.gz"


def test_a_name_inside_an_archive_is_never_a_path(tmp_path: Path) -> None:
    content = zipped({"../../evil.json": b"[1]", "/abs.json": b"[2]"})
    verified = read(write(tmp_path / "in" / "a.zip", content), tmp_path)
    assert all(document.path.parent == tmp_path / "scratch" for document in verified.documents)
    assert not list(tmp_path.rglob("evil.json"))


def test_a_gz_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = write(tmp_path / "bomb.gz", gzip.compress(b"0" * 20 * MB))
    with pytest.raises(ImportRefusedError, match="over 1 MB unpacked"):
        read(bomb, tmp_path)
    assert sum(file.stat().st_size for file in (tmp_path / "scratch").iterdir()) < 0.1 * MB


def test_a_gz_bomb_that_lies_about_its_size_is_stopped_at_the_limit(tmp_path: Path) -> None:
    honest = gzip.compress(b"0" * 20 * MB)
    bomb = write(tmp_path / "bomb.gz", honest[:-4] + (5).to_bytes(4, "little"))
    with pytest.raises(ImportRefusedError, match="over 1 MB unpacked"):
        read(bomb, tmp_path)
    assert sum(file.stat().st_size for file in (tmp_path / "scratch").iterdir()) <= 1.1 * MB


def test_a_zip_of_many_small_bombs_shares_one_limit(tmp_path: Path) -> None:
    inner = gzip.compress(b"0" * (MB // 2))
    content = zipped({f"{i}.gz": inner for i in range(20)})
    with pytest.raises(ImportRefusedError, match="over 1 MB unpacked"):
        read(write(tmp_path / "a.zip", content), tmp_path)


def test_a_zip_with_too_many_members_is_refused(tmp_path: Path) -> None:
    content = zipped({str(i): b"" for i in range(10_001)})
    with pytest.raises(ImportRefusedError, match="10,001 files inside"):
        read(write(tmp_path / "a.zip", content), tmp_path, limit=50 * MB)


def test_archives_nested_three_deep_are_refused(tmp_path: Path) -> None:
    content = gzip.compress(gzip.compress(gzip.compress(b"[1]")))
    with pytest.raises(ImportRefusedError, match="packed inside a packed file"):
        read(write(tmp_path / "a.gz", content), tmp_path)


@pytest.mark.parametrize("place", [12, 30, -6, -3])
def test_a_flipped_bit_in_a_gz_is_never_read(tmp_path: Path, place: int) -> None:
    content = bytearray(gzip.compress(os.urandom(200), mtime=0))
    content[place] ^= 4
    with pytest.raises(ImportRefusedError):
        read(write(tmp_path / "a.gz", bytes(content)), tmp_path)


def test_a_zip_cut_short_is_refused(tmp_path: Path) -> None:
    content = zipped({"a.json": b"[1]" * 100})
    with pytest.raises(ImportRefusedError, match="not readable as an archive"):
        read(write(tmp_path / "a.zip", content[:-30]), tmp_path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="empty"):
        read(write(tmp_path / "a.json", b""), tmp_path)


@pytest.mark.parametrize(
    ("name", "line"), [("a.json.sha256", "{sum}"), ("SHA256SUMS", "{sum}  a.json\n{sum}  b.json")]
)
def test_a_published_checksum_is_compared(tmp_path: Path, name: str, line: str) -> None:
    path = write(tmp_path / "a.json", b"[1]")
    (tmp_path / name).write_text(line.format(sum=hashlib.sha256(b"[1]").hexdigest()))
    assert read(path, tmp_path).documents
    (tmp_path / name).write_text(line.format(sum="0" * 64))
    with pytest.raises(ImportRefusedError, match="SHA-256"):
        verify(InputFile(path, "a.json", found=False), tmp_path / "scratch", MB)


def test_a_folder_gives_its_files_in_name_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b/2.json", "a.json", ".hidden", ".git/x", "b/1.json", "SHA256SUMS"):
        write(tmp_path / name, b"x")
    found = [Path(file.name).relative_to(tmp_path).as_posix() for file in find_files([tmp_path])]
    assert found == ["a.json", "b/1.json", "b/2.json"]


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="no such file") as caught:
        list(find_files([tmp_path / "nothing"]))
    assert "nothing" in str(caught.value)

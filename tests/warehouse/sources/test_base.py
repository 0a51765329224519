"""What a source sees of a file, and what is said of a file that no source reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.base import Document


def document(folder: Path, content: str | bytes) -> Document:
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Document("file", path)


def test_json_is_recognised_behind_a_byte_order_mark_and_blanks(tmp_path: Path) -> None:
    assert document(tmp_path, "\ufeff \n [1]").looks_like_json


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"a": 1,', "at line 1"),
        (b'{"a": "\xff"}', "not UTF-8"),
        ('{"a": 1, "b": 2, "a": 3}', "'a' stands twice"),
        ("[" * 100_000, "nested too deeply"),
        ('{"n": ' + "9" * 5_000 + "}", "integer string conversion"),
    ],
)
def test_damaged_json_is_refused_with_the_reason(
    tmp_path: Path, content: str | bytes, why: str
) -> None:
    with pytest.raises(ImportRefusedError, match=why) as caught:
        _ = document(tmp_path, content).json
    assert "fetch the file again" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ("a,b;c\n1,2", "text whose first line is 'a,  b;c'"),
        ('{"b": 1, "a": 2}', "a JSON object with keys a, b"),
        ('[{"x": 1}, {"x": 2}]', "a JSON list of 2; the first entry has x"),
        ("[3]", "a JSON list of 1; the first entry has 3"),
        ("[]", "a JSON list of 0"),
    ],
)
def test_a_document_says_what_was_seen_in_it(tmp_path: Path, content: str, seen: str) -> None:
    assert document(tmp_path, content).describe().startswith(seen.replace(",  ", ", "))


@pytest.mark.parametrize(
    ("name", "content", "seen"),
    [
        ("a.csv", "a,b\n1,2".encode("utf-16"), "UTF-16 text; save it as UTF-8"),
        ("a.csv.gz", b"\x1e\x8b\x08\0\0", "bytes that are no text, though its name says .gz"),
        ("a.dat", b"\x7fELF\0", "bytes that are no text"),
    ],
)
def test_what_is_no_text_is_said_to_be_none(
    tmp_path: Path, name: str, content: bytes, seen: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert Document(name, path).describe().startswith(seen)


def test_the_first_line_of_a_csv_is_its_header(tmp_path: Path) -> None:
    assert document(tmp_path, '\ufeffname,"last, first"\n').header == ("name", "last, first")
    assert document(tmp_path, '{"a": 1}').header == ()

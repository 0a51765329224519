"""The dictionary in data/README.md is that of the contracts."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tcb_analytics.errors import ConfigError
from tcb_analytics.warehouse.contracts import Column, Table
from tcb_analytics.warehouse.dictionary import BEGIN, END, allowed, dictionary, section, update
from tcb_analytics.warehouse.tables import TABLES

README = Path(__file__).resolve().parents[2] / "data" / "README.md"

TINY = Table(
    "tiny",
    "one row per test",
    (
        Column("kind", pa.string(), "a|b", required=True, one_of=frozenset({"x", "b"})),
        Column("share", pa.float64(), "a share", low=0, high=1),
        Column("words", pa.list_(pa.string()), "words", required=True),
    ),
)


def test_the_document_carries_the_dictionary_of_today() -> None:
    inside = README.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].strip()

    assert inside == dictionary(), (
        "run: python -m tcb_analytics.warehouse.dictionary data/README.md"
    )


def test_every_table_has_a_section_and_every_column_a_line_with_its_meaning() -> None:
    text = dictionary()
    for table in TABLES.values():
        lines = section(table).splitlines()
        assert section(table) in text
        assert lines[0] == f"### {table.name}"
        assert len(lines) == 6 + len(table.columns)
        for column, line in zip(table.columns, lines[6:], strict=True):
            assert line.startswith(f"| `{column.name}` | ")
            assert column.meaning in line


def test_a_section_says_type_meaning_and_range() -> None:
    assert section(TINY).splitlines()[2:] == [
        "One row per test.",
        "",
        "| column | type | meaning | range |",
        "|---|---|---|---|",
        "| `kind` | text | a\\|b | b, x |",
        "| `share` | number | a share | 0 to 1; may be null |",
        "| `words` | list of texts | words | any |",
    ]


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"low": 1}, "1 or more"),
        ({"high": 1e5}, "at most 100,000"),
        ({"low": 0, "high": 2e9}, "0 to 2,000,000,000"),
        ({}, "any"),
    ],
)
def test_bounds_read_as_words(bounds: dict[str, float], said: str) -> None:
    assert allowed(Column("n", pa.int64(), "a number", required=True, **bounds)) == said


def test_updating_replaces_what_stands_between_the_marks_only(tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")

    assert update(document)
    assert not update(document)
    text = document.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}\n\n### cards\n")
    assert text.endswith(f"\n\n{END}\nafter\n")
    assert "old\n" not in text


def test_a_document_without_marks_is_refused(tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text("nothing\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="marks"):
        update(document)

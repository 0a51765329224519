from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.mapped_csv import mapped_source
from tcb_analytics.warehouse.sources.mapping import parse_mapping
from tcb_analytics.warehouse.sources.suggest import suggest_mapping
from tests.warehouse.sources.loading import load_document


def document(content: str, folder: Path) -> Document:
    path = folder / "own.csv"
    path.write_text(content, encoding="utf-8", newline="")
    return Document("own.csv", path)


@pytest.mark.parametrize(
    ("content", "table", "rows"),
    [
        (
            "Date;Round;Player;Opponent;Leader;Opp. Leader;Result;Note\n"
            "13.01.2026;1;ann;bob;OP01-001;OP13-004;Win;x\n"
            "14.01.2026;2;ann;cy;OP01-001;OP13-004;Lost;\n",
            "matches",
            2,
        ),
        ("Leader\tVersus\tWins\tLosses\tTies\nOP01-001\tOP13-004\t3\t4\t0\n", "matchups", 1),
        ("Rank,Name,Deck,Points\n1,ann,OP01-001,12\n2,bob,OP13-004,9\n", "placements", 2),
        ("Deck ID,Leader,Card,Qty\na,OP01-001,OP01-002,4\na,OP01-001,OP01-003,4\n", "decks", 1),
    ],
)
def test_a_suggestion_loads_the_file_it_was_made_for(
    content: str, table: str, rows: int, tmp_path: Path
) -> None:
    own = document(content, tmp_path)
    suggestion = suggest_mapping(own)
    assert f"\ntable: {table}" in suggestion
    loaded = load_document(mapped_source(suggestion, "map.yaml"), own)
    assert not loaded.rejects
    assert not loaded.broken
    assert len(loaded.values(table)) == rows


def test_what_was_not_understood_is_shown_in_comments(tmp_path: Path) -> None:
    content = "Date,Player,Result,Mood\n03/04/2026,ann,Win,good\n05/06/2026,ann,Hmm,bad\n"
    suggestion = suggest_mapping(document(content, tmp_path))
    assert "# not mapped: 'Mood', which holds 'good', 'bad'" in suggestion
    assert "# not understood: 'Hmm'" in suggestion
    assert "# or %m/%d/%Y: check" in suggestion


def test_a_needed_column_that_was_not_found_is_named(tmp_path: Path) -> None:
    suggestion = suggest_mapping(document("leader,opponent,wins,ties\nA,B,3,0\n", tmp_path))
    assert "\ntable: matchups" in suggestion
    assert "# losses: needed and not found" in suggestion


@pytest.mark.parametrize("content", ["", "{}", "[1, 2]"])
def test_a_file_without_a_header_line_gives_no_suggestion(content: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="no header line"):
        suggest_mapping(document(content, tmp_path))


def suggested(own: Document) -> str | None:
    """The suggestion, or None where the file is refused."""
    with suppress(ImportRefusedError):
        return suggest_mapping(own)
    return None


HEADERS = st.lists(
    st.one_of(
        st.sampled_from(["date", "Player", "result", "leader", "Opponent", "wins", "deck", "card"]),
        st.text(max_size=12),
        st.sampled_from(
            ["a: b", "# x", "- y", "'q'", '"', "{z}", "*a", "&b", "\u2028", "\x85", "é😀"]
        ),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(headers=HEADERS, cells=st.lists(st.text(max_size=8), max_size=6))
def test_any_suggestion_is_a_mapping_or_says_what_it_needs(
    headers: list[str], cells: list[str], tmp_path: Path
) -> None:
    lines = [
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (headers, cells)
    ]
    path = tmp_path / "own.csv"
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
    suggestion = suggested(Document("own.csv", path))
    if suggestion is None or "needed and not found" in suggestion or "not understood" in suggestion:
        return
    mapping = parse_mapping(suggestion, "map.yaml")
    assert set(mapping.headers) <= {header.strip() for header in headers}


def test_columns_of_card_numbers_are_guessed_to_be_the_leaders(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Date;Ich;Gegner;Ende\n03.01.2026;OP01-001;OP02-001;Sieg\n", "utf-8")
    suggestion = suggested(Document("own.csv", path)) or ""
    assert 'leader_1: "Ich"' in suggestion
    assert 'leader_2: "Gegner"' in suggestion
    assert "needed and not found: matches must say who won" in suggestion

"""Which source reads a document, and what is said where none does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.warehouse.recognition import explain, recognise
from tcb_analytics.warehouse.sources import all_sources
from tcb_analytics.warehouse.sources.base import Document
from tests.warehouse.league import LEAGUE
from tests.warehouse.wide_logs import draft_header, game_header, text_of


def document(tmp_path: Path, content: Any) -> Document:
    path = tmp_path / "file"
    path.write_text(json.dumps(content))
    return Document("a.json", path)


def test_the_first_source_that_recognises_a_document_reads_it(tmp_path: Path) -> None:
    league = document(tmp_path, {"league": {}})
    assert recognise(league, (*all_sources(), LEAGUE)) is LEAGUE


def test_what_no_source_recognises_is_told_with_what_was_seen_and_looked_for(
    tmp_path: Path,
) -> None:
    strange = document(tmp_path, {"weather": "fine"})
    assert recognise(strange, all_sources()) is None
    seen, looked_for, step = explain(strange, all_sources())
    assert "weather" in seen
    alike = [source for source in all_sources() if "JSON" in source.looks_for]
    assert all(source.looks_for in looked_for for source in alike)
    assert "a CSV" not in looked_for
    assert "--suggest" in step


@pytest.mark.parametrize("header", [game_header, draft_header])
@pytest.mark.parametrize("lacking", ["draft_id", "won", "game_time", "pick", "pack_number"])
def test_a_log_that_lacks_a_column_is_recognised_so_that_its_reader_can_name_it(
    tmp_path: Path, header: Callable[[], list[str]], lacking: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text_of([name for name in header() if name != lacking], []))
    found = recognise(Document("log.csv", path), all_sources())
    assert found is not None
    assert found.name == ("17lands-games" if header is game_header else "17lands-drafts")


def test_the_truth_of_a_sample_is_known_and_is_no_data(tmp_path: Path) -> None:
    truth = document(tmp_path, {"tcb_truth": 1})
    assert recognise(truth, all_sources()) is None
    assert explain(truth, all_sources()) == (
        "the known truth of a generated sample: compared with, never imported",
    )

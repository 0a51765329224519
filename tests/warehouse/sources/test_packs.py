from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.packs import SOURCE
from tests.warehouse.sources.outcome import read, write

FIRST: dict[str, Any] = {
    "id": "900001",
    "raw_title": "BOOSTER PACK -Tides &amp; Storms- [ZZ-01]",
    "title_parts": {"label": "ZZ-01", "prefix": "BOOSTER PACK", "title": "Tides &amp; Storms"},
}
BARE = {
    "id": "900002",
    "raw_title": "Promotion card",
    "title_parts": {"label": None, "prefix": None, "title": None},
}


def test_packs_are_rows_with_plain_titles(tmp_path: Path) -> None:
    outcome = read(SOURCE, write(tmp_path, {"900001": FIRST, "900002": BARE}))
    packs = outcome.by("packs", "pack")
    assert list(outcome.notes) == ["packs:onepiece"]
    assert packs["900001"]["title"] == "Tides & Storms"
    assert packs["900001"]["full_title"] == "BOOSTER PACK -Tides & Storms- [ZZ-01]"
    assert (packs["900001"]["label"], packs["900001"]["kind"]) == ("ZZ-01", "BOOSTER PACK")
    assert (packs["900002"]["title"], packs["900002"]["label"]) == ("Promotion card", None)


def test_game_and_source_may_stand_beside_the_packs(tmp_path: Path) -> None:
    content = {"game": "tidebreak", "source": "sample", "900001": FIRST}
    outcome = read(SOURCE, write(tmp_path, content))
    assert list(outcome.notes) == ["packs:tidebreak:sample"]
    assert outcome.only("packs")["game"] == "tidebreak"


@pytest.mark.parametrize(
    ("spoiled", "field"),
    [
        ({"id": "900009"}, "id"),
        ({"raw_title": 5}, "raw_title"),
        ({"title_parts": [1]}, ""),
        ({"title_parts": {"label": 7}}, "label"),
    ],
)
def test_a_spoiled_pack_is_rejected_by_field(
    tmp_path: Path, spoiled: dict[str, Any], field: str
) -> None:
    outcome = read(SOURCE, write(tmp_path, {"900001": FIRST | spoiled, "900002": BARE}))
    assert [row["pack"] for row in outcome.rows["packs"]] == ["900002"]
    assert [reject.field for reject in outcome.rejects] == [field]


def test_an_object_without_titles_is_not_recognised(tmp_path: Path) -> None:
    path = write(tmp_path, {"Cards": [FIRST]})
    assert not SOURCE.recognises(Document(path.name, path))


@pytest.mark.real_data
def test_all_official_packs_are_named(real_data: Path) -> None:
    outcome = read(SOURCE, real_data / "onepiece" / "cards_official" / "english" / "packs.json")
    assert not outcome.rejects
    assert not outcome.broken
    assert len(outcome.rows["packs"]) == 59
    assert outcome.by("packs", "pack")["569101"]["title"] == "ROMANCE DAWN"

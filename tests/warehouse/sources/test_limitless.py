from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.limitless import SOURCE
from tests.warehouse.sources import documents
from tests.warehouse.sources.loading import Loaded, load_document, load_json


def with_cell(**changes: Any) -> dict[str, Any]:
    document = documents.limitless()
    document["leaders"][0]["matchups"]["OP10-099"] |= changes
    return document


def with_leader(**changes: Any) -> dict[str, Any]:
    document = documents.limitless()
    document["leaders"][0] |= changes
    return document


def test_a_week_becomes_matchups_shares_inclusions_and_lists(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.limitless(), tmp_path)
    assert not loaded.rejects
    assert not loaded.broken
    (dataset,) = loaded.datasets
    assert dataset.key == "limitless:onepiece:OP17:2026-08-22"
    assert dataset.source == "limitless"
    assert any("overlap" in note for note in dataset.notes)
    cell = loaded.values("matchups")[0]
    assert (cell["leader"], cell["opponent"]) == ("ST30-001", "OP10-099")
    assert (cell["wins"], cell["losses"], cell["ties"]) == (6, 3, 1)
    assert (cell["period_start"], cell["period_end"]) == (date(2026, 8, 15), date(2026, 8, 22))
    share = loaded.values("shares")[0]
    assert (share["decks"], share["decks_tracked"], share["published_share"]) == (3, 4, 0.75)
    deck = loaded.values("decks")[0]
    assert (deck["size"], deck["complete"], deck["leader"]) == (50, True, "ST30-001")
    placed = loaded.values("placements")[0]
    assert (placed["place_best"], placed["place_worst"], placed["place_text"]) == (3, 3, "3")
    assert placed["deck_id"] == deck["deck_id"] == "OP17/2026-08-22/ST30-001/0"


def test_entities_in_names_are_decoded(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.limitless(), tmp_path)
    cell = loaded.values("matchups")[0]
    assert cell["leader_name"] == "Luffy & Ace"
    assert cell["opponent_name"] == 'Eustass"Captain"Kid'
    assert loaded.values("inclusions")[0]["card_name"] == "Law & Bepo"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wins": 7}, "total_matches"),
        ({"total_matches": 11}, "total_matches"),
        ({"winrate": 66.7}, "winrate"),
        ({"wins": -6}, "wins"),
        ({"wins": True}, "wins"),
        ({"wins": "6"}, "wins"),
        ({"ties": None}, "ties"),
        ({"winrate": 600.0}, "winrate"),
        ({"opponent_id": "ST30-001"}, "opponent_id"),
        ({"opponent_id": "<script>"}, "opponent_id"),
    ],
)
def test_a_cell_that_contradicts_itself_is_rejected(
    changes: dict[str, Any], field: str, tmp_path: Path
) -> None:
    loaded = load_json(SOURCE, with_cell(**changes), tmp_path)
    assert {(r.key, r.field) for r in loaded.rejects} == {("leaders[0].matchups[OP10-099]", field)}
    assert [row["leader"] for row in loaded.values("matchups")] == ["OP10-099"]


def test_a_rate_may_be_rounded_to_a_tenth_of_a_percent(tmp_path: Path) -> None:
    rounded = {"wins": 2, "losses": 1, "ties": 0, "total_matches": 3, "winrate": 66.7}
    assert not load_json(SOURCE, with_cell(**rounded), tmp_path).rejects


def test_a_share_that_contradicts_its_counts_is_rejected(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, with_leader(share_percentage=70.0), tmp_path)
    assert [r.field for r in loaded.rejects] == ["share_percentage"]
    assert [row["leader"] for row in loaded.values("shares")] == ["OP10-099"]
    assert len(loaded.values("matchups")) == 2


def test_a_leader_listed_twice_is_counted_once(tmp_path: Path) -> None:
    document = documents.limitless()
    document["leaders"].append(document["leaders"][0])
    loaded = load_json(SOURCE, document, tmp_path)
    assert [(r.key, r.reason) for r in loaded.rejects] == [("leaders[2]", "listed twice")]
    assert len(loaded.values("matchups")) == 2


def test_cells_that_do_not_mirror_each_other_are_noted(tmp_path: Path) -> None:
    changed = {"wins": 5, "losses": 4, "winrate": 50.0}
    notes = load_json(SOURCE, with_cell(**changed), tmp_path).datasets[0].notes
    assert any("2 cells are not the mirror" in note for note in notes)


@pytest.mark.parametrize("when", [None, "soon", 20260822, "2026-13-01"])
def test_a_week_without_its_day_is_refused(when: Any, tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="scraped_at"):
        load_json(SOURCE, documents.limitless(scraped_at=when), tmp_path)


@pytest.fixture
def real_week(real_data: Path) -> Loaded:
    path = real_data / "onepiece" / "matchups" / "limitless_week_OP17.json"
    return load_document(SOURCE, Document(path.name, path))


@pytest.mark.real_data
def test_the_real_week_has_1032_wins_1032_losses_and_14_ties(real_week: Loaded) -> None:
    assert not real_week.rejects
    assert not real_week.broken
    cells = real_week.values("matchups")
    assert len(cells) == 472
    totals = Counter(
        {name: sum(cell[name] for cell in cells) for name in ("wins", "losses", "ties")}
    )
    assert totals == {"wins": 1032, "losses": 1032, "ties": 14}


@pytest.mark.real_data
def test_the_real_week_is_antisymmetric(real_week: Loaded) -> None:
    cells = {(c["leader"], c["opponent"]): c for c in real_week.values("matchups")}
    for (leader, opponent), cell in cells.items():
        other = cells[opponent, leader]
        assert (cell["wins"], cell["losses"], cell["ties"]) == (
            other["losses"], other["wins"], other["ties"],
        )  # fmt: skip


@pytest.mark.real_data
def test_real_rates_and_shares_follow_from_their_counts(real_week: Loaded, real_data: Path) -> None:
    path = real_data / "onepiece" / "matchups" / "limitless_week_OP17.json"
    published = {leader["leader_card_id"]: leader for leader in Document("", path).json["leaders"]}
    cells = real_week.values("matchups")
    for cell in cells:
        games = cell["wins"] + cell["losses"] + cell["ties"]
        rate = published[cell["leader"]]["matchups"][cell["opponent"]]["winrate"]
        assert 100 * cell["wins"] / games == pytest.approx(rate, abs=0.0501)
    for share in real_week.values("shares"):
        own = [cell for cell in cells if cell["leader"] == share["leader"]]
        games = sum(cell["wins"] + cell["losses"] + cell["ties"] for cell in own)
        rate = sum(cell["wins"] for cell in own) / games
        assert games == share["published_games"]
        assert rate == pytest.approx(share["published_win_rate"], abs=0.000501)
        assert share["decks"] / share["decks_tracked"] == pytest.approx(
            share["published_share"], abs=0.000501
        )


@pytest.mark.real_data
def test_real_lists_are_complete_and_unknown_cards_are_kept(real_week: Loaded) -> None:
    assert len(real_week.values("shares")) == 44
    assert len({row["number"] for row in real_week.values("inclusions")}) == 382
    decks = real_week.values("decks")
    assert len(decks) == 33
    assert all(deck["complete"] for deck in decks)

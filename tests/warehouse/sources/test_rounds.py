from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.statistics.standings import standings
from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.rounds import SOURCE
from tests.warehouse.sources import documents
from tests.warehouse.sources.loading import load_document, load_json


def with_match(**changes: Any) -> dict[str, Any]:
    document = documents.rounds()
    document["Rounds"][0]["Matches"][0] |= changes
    return document


def test_rounds_become_matches_and_standings_placements(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.rounds(), tmp_path)
    assert not loaded.rejects
    assert not loaded.broken
    (dataset,) = loaded.datasets
    assert dataset.key == "rounds:magic:events.example/view/7"
    assert (dataset.game, dataset.source) == ("magic", "events.example")
    won, bye, drawn = loaded.values("matches")
    assert (won["winner"], won["games_1"], won["games_2"], won["games_drawn"]) == (1, 2, 1, 0)
    assert (bye["player_2"], bye["bye"], bye["winner"]) == (None, True, 1)
    assert (drawn["winner"], drawn["games_drawn"], drawn["round"]) == (0, 1, 2)
    assert won["event_date"] == date(2024, 3, 28)
    placed = loaded.values("placements")[0]
    assert (placed["player"], placed["place_best"], placed["players"]) == ("cy", 1, 3)
    assert (placed["omwp"], placed["gwp"], placed["ogwp"]) == (0.5, 0.6, 0.4)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"Result": "2-1"}, "Result"),
        ({"Result": "-2-1-0"}, "Result"),
        ({"Result": "2-1-0x"}, "Result"),
        ({"Result": 210}, "Result"),
        ({"Result": None}, "Result"),
        ({"Player1": ""}, "Player1"),
        ({"Player1": "bob"}, "Player1"),
        ({"Player1": "-"}, "Player1"),
        ({"Player2": None}, "Player2"),
        ({"Player2": "-", "Result": "0-2-0"}, "Result"),
    ],
)
def test_a_wrong_match_is_rejected_alone(
    changes: dict[str, Any], field: str, tmp_path: Path
) -> None:
    loaded = load_json(SOURCE, with_match(**changes), tmp_path)
    assert {(r.key, r.field) for r in loaded.rejects} == {("Rounds[0].Matches[0]", field)}
    assert len(loaded.values("matches")) == 2
    assert len(loaded.values("placements")) == 3


def test_an_event_is_known_by_its_uri_else_by_name_and_day(tmp_path: Path) -> None:
    event = {"Name": "Weekly", "Date": "2024-03-28T23:00:00Z", "Uri": None}
    loaded = load_json(SOURCE, documents.rounds(Tournament=event), tmp_path)
    assert loaded.datasets[0].key == "rounds:magic:Weekly 2024-03-28"
    assert loaded.datasets[0].source == "rounds"


@pytest.mark.parametrize("event", [None, [], {"Name": "Weekly"}, {"Uri": 5, "Date": "2024-01-01"}])
def test_an_event_without_a_name_and_a_day_is_refused(event: Any, tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="neither a Uri nor"):
        load_json(SOURCE, documents.rounds(Tournament=event), tmp_path)


@pytest.mark.parametrize("rate", [1.5, -0.1, float("nan"), "0.5", True])
def test_a_tie_breaker_outside_0_to_1_rejects_its_player(rate: Any, tmp_path: Path) -> None:
    document = documents.rounds()
    document["Standings"][1]["OMWP"] = rate
    loaded = load_json(SOURCE, document, tmp_path)
    assert [(r.key, r.field) for r in loaded.rejects] == [("Standings[1]", "OMWP")]
    assert len(loaded.values("placements")) == 2


def test_a_very_long_address_still_gives_a_short_distinct_key(tmp_path: Path) -> None:
    keys = set()
    for end in "ab":
        event = {"Uri": "https://events.example/" + "x" * 300 + end}
        loaded = load_json(SOURCE, documents.rounds(Tournament=event), tmp_path)
        assert not loaded.broken
        keys.add(loaded.datasets[0].key)
    assert len(keys) == 2
    assert max(map(len, keys)) <= 80


@pytest.mark.real_data
def test_real_standings_follow_exactly_from_the_imported_rounds(real_data: Path) -> None:
    path = real_data / "mtg" / "rounds_legacy_2024-03-28.json"
    loaded = load_document(SOURCE, Document(path.name, path))
    assert not loaded.rejects
    assert not loaded.broken
    names = ("player_1", "player_2", "games_1", "games_2", "games_drawn")
    computed = {
        row.player: row
        for row in standings([tuple(m[name] for name in names) for m in loaded.values("matches")])
    }
    published = loaded.values("placements")
    assert len(published) == len(computed) == 25
    for row in published:
        own = computed[row["player"]]
        assert (own.points, own.wins, own.losses, own.draws) == (
            row["points"], row["wins"], row["losses"], row["draws"],
        )  # fmt: skip
        rates = [round(rate, 6) for rate in (own.omwp, own.gwp, own.ogwp)]
        assert rates == [row["omwp"], row["gwp"], row["ogwp"]], row["player"]

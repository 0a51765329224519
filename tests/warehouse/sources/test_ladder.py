from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.base import Context, Document
from tcb_analytics.warehouse.sources.ladder import SOURCE
from tests.warehouse.sources import documents
from tests.warehouse.sources.documents import ladder_match
from tests.warehouse.sources.loading import load_document, load_json


def player(**changes: Any) -> dict[str, Any]:
    return ladder_match()["p1"] | changes


def test_a_match_keeps_players_leaders_decks_and_times(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.ladder(), tmp_path)
    assert not loaded.rejects
    assert not loaded.broken
    assert loaded.datasets[0].key == "ladder:onepiece:ladder:2025-09-16"
    match = loaded.value("matches")
    assert (match["match_id"], match["winner"], match["excluded"]) == ("101", 1, None)
    assert (match["leader_1"], match["leader_2"]) == ("OP06-001", "OP10-099")
    assert match["played_at"] == datetime(2025, 9, 16, 20, 58, 17, tzinfo=UTC)
    assert (match["event_date"], match["mode"], match["seconds"]) == (date(2025, 9, 16), "0", 367.0)
    assert (match["deck_1"], match["deck_2"]) == ("2025-09-16/abc/OP06-001", None)


@pytest.mark.parametrize(("first", "player"), [("p1", 1), ("p2", 2), (None, None)])
def test_who_went_first_is_kept_where_the_file_says_it(
    first: str | None, player: int | None, tmp_path: Path
) -> None:
    loaded = load_json(SOURCE, documents.ladder(ladder_match(first=first)), tmp_path)
    assert loaded.value("matches")["first_player"] == player


def test_a_deck_string_is_joined_by_the_leader_of_its_match(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.ladder(), tmp_path)
    deck = loaded.value("decks")
    assert (deck["deck_id"], deck["leader"]) == ("2025-09-16/abc/OP06-001", "OP06-001")
    assert (deck["size"], deck["complete"]) == (50, True)
    assert [row["number"] for row in loaded.values("deck_cards") if row["zone"] == "leader"] == [
        "OP06-001"
    ]


def test_one_list_under_two_leaders_is_two_decks(tmp_path: Path) -> None:
    document = documents.ladder(ladder_match(), ladder_match(p1=player(leader="OP07-001")))
    loaded = load_json(SOURCE, document, tmp_path)
    assert [deck["leader"] for deck in loaded.values("decks")] == ["OP06-001", "OP07-001"]


def test_a_list_that_nobody_played_is_kept_without_a_leader(tmp_path: Path) -> None:
    decks = {"abc": documents.DECK_TEXT, "idle": documents.DECK_TEXT}
    loaded = load_json(SOURCE, documents.ladder(decks=decks), tmp_path)
    idle = loaded.values("decks")[-1]
    assert (idle["deck_id"], idle["leader"], idle["complete"]) == ("2025-09-16/idle", None, False)


@pytest.mark.parametrize("leader", [None, "Mobile", ""])
def test_a_match_with_an_unknown_leader_is_kept(leader: Any, tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.ladder(ladder_match(p1=player(leader=leader))), tmp_path)
    assert loaded.value("matches")["leader_1"] is None
    assert loaded.value("matches")["winner"] == 1


@pytest.mark.parametrize(
    ("winner", "first", "second", "result"),
    [
        ("p1", "win", "loss", (1, None)),
        ("p2", "loss", "win", (2, None)),
        (None, "loss", "loss", (None, "no winner recorded")),
        (None, "selfdc", "win", (None, "self-disconnect")),
        (None, "dc", "selfdc", (None, "self-disconnect")),
        ("p1", "win", "selfdc", (1, "self-disconnect")),
        (None, "draw", "draw", (0, None)),
        ("p1", "win", "conceded", (1, None)),
    ],
)
def test_a_game_that_nobody_won_is_excluded_and_not_lost(
    winner: Any, first: str, second: str, result: tuple[Any, Any], tmp_path: Path
) -> None:
    match = ladder_match(winner=winner, p1=player(status=first), p2=player(status=second))
    row = load_json(SOURCE, documents.ladder(match), tmp_path).value("matches")
    assert (row["winner"], row["excluded"]) == result


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"winner": "p3"}, "winner"),
        ({"winner": 1}, "winner"),
        ({"winner": ["p1"]}, "winner"),
        ({"winner": "p2"}, "winner"),
        ({"ts": "yesterday"}, "ts"),
        ({"ts": 17}, "ts"),
        ({"dur": "long"}, "dur"),
        ({"dur": -3}, "dur"),
        ({"dur": float("nan")}, "dur"),
        ({"mode": []}, "mode"),
        ({"first": "p3"}, "first"),
        ({"first": 1}, "first"),
        ({"mode": 10**40}, "mode"),
        ({"p1": None}, "p1"),
        ({"p2": "bob"}, "p2"),
    ],
)
def test_a_wrong_value_rejects_its_match_and_no_other(
    changes: dict[str, Any], field: str, tmp_path: Path
) -> None:
    loaded = load_json(SOURCE, documents.ladder(ladder_match(**changes), ladder_match()), tmp_path)
    assert [row["match_id"] for row in loaded.values("matches")] == ["102"]
    assert field in {reject.field for reject in loaded.rejects}
    assert all(reject.key.startswith("matches[101]") for reject in loaded.rejects)


@pytest.mark.parametrize("match", [None, [], "won", 5])
def test_a_match_that_is_no_object_is_rejected(match: Any, tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.ladder(match, ladder_match()), tmp_path)
    assert len(loaded.values("matches")) == 1
    assert loaded.rejects[0].key == "matches[101]"


@pytest.mark.parametrize("leader", [5, True, [], "OP06", "<script>", "=cmd"])
def test_a_malformed_leader_rejects_the_match(leader: Any, tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.ladder(ladder_match(p1=player(leader=leader))), tmp_path)
    assert [(r.key, r.field) for r in loaded.rejects] == [("matches[101].p1", "leader")]
    assert not loaded.values("matches")


def test_absent_optional_fields_are_null(tmp_path: Path) -> None:
    match = {"p1": {"id": "a"}, "p2": {"id": "b"}, "winner": "p2"}
    row = load_json(SOURCE, documents.ladder(match), tmp_path).value("matches")
    assert (row["winner"], row["played_at"], row["mode"], row["seconds"]) == (2, None, None, None)


@pytest.mark.parametrize("text", ["4xOP06-002 5x", "garbage", "", None, 5, "0xOP06-002"])
def test_an_unreadable_deck_string_leaves_the_match_without_a_deck(
    text: Any, tmp_path: Path
) -> None:
    loaded = load_json(SOURCE, documents.ladder(decks={"abc": text}), tmp_path)
    assert [(r.key, r.field) for r in loaded.rejects] == [("decks[abc]", "decks")]
    assert loaded.value("matches")["deck_1"] is None
    assert not loaded.rows["decks"]
    assert not loaded.rows["deck_cards"]


def test_a_deck_that_is_played_and_not_listed_is_reported_once(tmp_path: Path) -> None:
    document = documents.ladder(ladder_match(), ladder_match(), decks={})
    loaded = load_json(SOURCE, document, tmp_path)
    assert [(r.key, r.reason) for r in loaded.rejects] == [
        ("decks[abc]", "played in a match, but not listed")
    ]
    assert len(loaded.values("matches")) == 2


def test_game_and_source_come_from_the_document(tmp_path: Path) -> None:
    document = documents.ladder(game="tidebreak", source="sample")
    loaded = load_json(SOURCE, document, tmp_path)
    assert loaded.datasets[0].key == "ladder:tidebreak:sample:2025-09-16"
    assert loaded.value("matches")["source"] == "sample"


@pytest.mark.parametrize("day", [None, "today", 5, "2025-02-30"])
def test_a_file_without_its_day_is_refused(day: Any, tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="date"):
        load_json(SOURCE, documents.ladder(date=day), tmp_path)


def test_twenty_thousand_matches_are_read_in_a_second(tmp_path: Path) -> None:
    matches = [
        ladder_match(p1=player(id=f"p{index % 997}"), p2=player(id="x", status="loss"))
        for index in range(20_000)
    ]
    path = tmp_path / "day.json"
    path.write_text(json.dumps(documents.ladder(*matches)), encoding="utf-8")
    document = Document("day.json", path)
    assert SOURCE.recognises(document)
    start = perf_counter()
    (dataset,) = SOURCE.read(document, Context())
    assert sum(1 for row in dataset.rows if row.key.startswith("matches")) == 20_000
    assert perf_counter() - start < 1.0


@pytest.mark.real_data
def test_the_real_day_is_loaded_whole(real_data: Path) -> None:
    path = real_data / "onepiece" / "matchups" / "ladder_2025-09-16.json"
    loaded = load_document(SOURCE, Document(path.name, path))
    assert not loaded.rejects
    assert not loaded.broken
    matches = loaded.values("matches")
    assert len(matches) == 8
    assert sum(match["winner"] == 1 for match in matches) == 7
    assert sum(match["leader_2"] is None for match in matches) == 4
    decks = loaded.values("decks")
    assert len(decks) == 9
    assert all(deck["complete"] for deck in decks)
    assert {m["deck_1"] for m in matches} | {m["deck_2"] for m in matches} - {None} == {
        deck["deck_id"] for deck in decks
    } | ({None} if any(m["deck_1"] is None for m in matches) else set())

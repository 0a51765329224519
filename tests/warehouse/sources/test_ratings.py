from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.ratings import SOURCE
from tests.warehouse.sources import documents
from tests.warehouse.sources.loading import Loaded, load_document, load_json


def with_figures(**changes: Any) -> dict[str, Any]:
    document = documents.ratings()
    document["card_ratings"]["900"]["deck_colors"] = {"All Decks": documents.figures(**changes)}
    return document


def test_a_ratings_file_becomes_cards_prints_ratings_and_archetypes(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.ratings(), tmp_path, "ratings_OTJ.json")
    assert not loaded.rejects
    assert not loaded.broken
    assert loaded.datasets[0].key == "17lands-ratings:2024-04-16:2024-05-03:70"
    cards = {card["number"]: card for card in loaded.values("cards")}
    assert cards["Silver Heron"]["category"] == "Creature"
    assert cards["Old Road"]["category"] == "Land"
    assert (cards["Silver Heron"]["cost"], cards["Silver Heron"]["colors"]) == (3, ["U"])
    assert {row["print_id"] for row in loaded.values("prints")} == {"900", "70"}
    assert {row["set_code"] for row in loaded.values("ratings")} == {"OTJ"}
    archetypes = {
        row["deck_colors"]: row["published_win_rate"] for row in loaded.values("archetypes")
    }
    assert archetypes == {"WU": pytest.approx(0.515), "WR": pytest.approx(0.55)}


def test_pair_keys_are_put_in_wubrg_order(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.ratings(), tmp_path)
    assert {row["deck_colors"] for row in loaded.values("ratings")} == {"ALL", "WR"}


def test_the_set_is_a_hint_of_the_file_name_and_no_part_of_the_key(tmp_path: Path) -> None:
    named = load_json(SOURCE, documents.ratings(), tmp_path, "ratings_OTJ.json")
    other = load_json(SOURCE, documents.ratings(), tmp_path, "download (3).json")
    assert named.datasets[0].key == other.datasets[0].key
    assert {row["set_code"] for row in other.values("ratings")} == {None}


@pytest.mark.parametrize(
    ("changes", "column", "value"),
    [
        ({}, "oh_wr", None),
        ({"ngoh": 500}, "oh_wr", 0.0),
        ({"ohwr": 54.2}, "oh_wr", 0.542),
        ({"gpwr": None}, "gp_wr", None),
        ({}, "iwd", 0.055),
        ({"iwd": -0.0}, "iwd", 0.0),
        ({"iwd": 0.0, "gnswr": 0.0, "ngnd": 499}, "iwd", None),
        ({"iwd": 0.0, "gihwr": 0.0, "gih": 12}, "iwd", None),
        ({"ata": 0.0}, "ata", None),
        ({"alsa": 1.0}, "alsa", 1.0),
    ],
)
def test_zero_on_few_samples_is_withheld(
    changes: dict[str, Any], column: str, value: float | None, tmp_path: Path
) -> None:
    row = load_json(SOURCE, with_figures(**changes), tmp_path).values("ratings")[0]
    assert row[column] == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"gpwr": 155.0}, "gpwr"),
        ({"gpwr": "55"}, "gpwr"),
        ({"gpwr": float("nan")}, "gpwr"),
        ({"ngp": -1}, "ngp"),
        ({"ngp": True}, "ngp"),
        ({"ngp": None}, "ngp"),
        ({"ngp": 10**30}, "ngp"),
        ({"iwd": 200.0}, "iwd"),
        ({"ata": 0.5}, "ata"),
    ],
)
def test_a_wrong_figure_rejects_its_colours_alone(
    changes: dict[str, Any], field: str, tmp_path: Path
) -> None:
    loaded = load_json(SOURCE, with_figures(**changes), tmp_path)
    assert [(r.key, r.field) for r in loaded.rejects] == [("card_ratings[900].All Decks", field)]
    assert {row["name"] for row in loaded.values("ratings")} == {"Old Road"}
    assert len(loaded.values("cards")) == 2


@pytest.mark.parametrize("colors", ["", "XY", "WW", "wu", "<script>"])
def test_unknown_colours_are_rejected(colors: str, tmp_path: Path) -> None:
    document = documents.ratings(color_ratings={colors: 50.0})
    loaded = load_json(SOURCE, document, tmp_path)
    assert [r.field for r in loaded.rejects] == ["deck_colors"]
    assert not loaded.values("archetypes")


def test_one_pair_written_both_ways_is_counted_once(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.ratings(color_ratings={"RW": 50.0, "WR": 60.0}), tmp_path)
    assert [r.reason for r in loaded.rejects] == ["WR is listed twice"]
    assert [row["published_win_rate"] for row in loaded.values("archetypes")] == [0.5]


def test_prints_of_one_name_are_one_card(tmp_path: Path) -> None:
    cards = {
        "12": documents.rated_card(isprimarycard=0, types=["Sorcery"]),
        "13": documents.rated_card(types=["Instant"]),
    }
    loaded = load_json(SOURCE, documents.ratings(card_ratings=cards), tmp_path)
    card = loaded.value("cards")
    assert (card["print_id"], card["category"], card["types"]) == ("13", "Spell", ["Instant"])
    variants = {row["print_id"]: row["variant"] for row in loaded.values("prints")}
    assert variants == {"12": "reprint", "13": "base"}


@pytest.mark.parametrize("meta", [None, {}, {"start_date": "2024-04-16"}, []])
def test_ratings_without_their_days_are_refused(meta: Any, tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="_date"):
        load_json(SOURCE, documents.ratings(meta=meta), tmp_path)


@pytest.fixture
def real_ratings(real_data: Path) -> Loaded:
    path = real_data / "mtg" / "ratings_OTJ.json"
    return load_document(SOURCE, Document(path.name, path))


@pytest.mark.real_data
def test_real_ratings_are_loaded_whole(real_ratings: Loaded) -> None:
    assert not real_ratings.rejects
    assert not real_ratings.broken
    sizes = {table: len(rows) for table, rows in real_ratings.rows.items()}
    assert sizes == {"archetypes": 19, "cards": 376, "prints": 489, "ratings": 489 * 26}


@pytest.mark.real_data
def test_opening_hand_and_drawn_make_games_in_hand_exactly(real_ratings: Loaded) -> None:
    rows = real_ratings.values("ratings")
    assert all(row["oh_count"] + row["gd_count"] == row["gih_count"] for row in rows)


@pytest.mark.real_data
def test_iwd_is_the_rate_in_hand_less_the_rate_never_seen(real_ratings: Loaded) -> None:
    rows = [row for row in real_ratings.values("ratings") if row["iwd"] is not None]
    assert len(rows) == 2998
    for row in rows:
        difference = 100 * (row["gih_wr"] - row["gns_wr"])
        assert difference == pytest.approx(100 * row["iwd"], abs=0.0101)


@pytest.mark.real_data
def test_the_rate_in_hand_is_the_mean_of_opening_hand_and_drawn(real_ratings: Loaded) -> None:
    rows = [
        row
        for row in real_ratings.values("ratings")
        if row["oh_wr"] is not None and row["gd_wr"] is not None
    ]
    assert len(rows) > 1900
    for row in rows:
        wins = row["oh_count"] * row["oh_wr"] + row["gd_count"] * row["gd_wr"]
        assert 100 * wins / row["gih_count"] == pytest.approx(100 * row["gih_wr"], abs=0.0101)


@pytest.mark.real_data
def test_every_real_rate_on_500_samples_is_given_and_no_other(real_ratings: Loaded) -> None:
    for row in real_ratings.values("ratings"):
        for stem in ("gp", "oh", "gd", "gih", "gns"):
            assert (row[f"{stem}_wr"] is not None) == (row[f"{stem}_count"] >= 500)

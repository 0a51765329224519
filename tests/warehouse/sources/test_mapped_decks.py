from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.warehouse.sources.mapped_csv import mapped_source
from tests.warehouse.sources.loading import Loaded, load_text

MAPPING = """
table: decks
dataset: my-decks
columns: {deck_id: Deck, leader: Leader, player: Who}
cards: {number: Card, count: Copies}
"""
ZONES = """
table: decks
dataset: my-decks
game: magic
columns: {deck_id: Deck}
cards: {number: Card, count: Copies, zone: Board, zones: {main: main, sb: side}}
"""


def load(content: str, folder: Path, mapping: str = MAPPING) -> Loaded:
    return load_text(mapped_source(mapping, "map.yaml"), content, folder)


def long_form(deck: str, leader: str = "OP01-001", start: int = 2) -> list[str]:
    counts = [*([4] * 12), 2]
    return [f"{deck},{leader},ann,OP01-{start + i:03},{c}" for i, c in enumerate(counts)]


HEADER = "Deck,Leader,Who,Card,Copies"


def test_decks_in_long_form_are_put_together_wherever_their_lines_stand(tmp_path: Path) -> None:
    one, two = long_form("a"), long_form("b", start=20)
    mixed = [line for pair in zip(one, two, strict=True) for line in pair]
    loaded = load("\n".join([HEADER, *mixed]), tmp_path)
    assert not loaded.rejects
    assert not loaded.broken
    decks = loaded.values("decks")
    assert [(deck["deck_id"], deck["size"], deck["complete"]) for deck in decks] == [
        ("a", 50, True),
        ("b", 50, True),
    ]
    assert len(loaded.values("deck_cards")) == 28


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("a,OP01-001,ann,OP01-099,5x", "cards"),
        ("a,OP01-001,ann,OP01-099,0", "cards"),
        ("a,OP01-001,ann,,4", "cards"),
        ("a,OP09-009,ann,OP01-099,4", "leader"),
        ("a,OP01-001,bob,OP01-099,4", "player"),
        ("a,OP01-001,a\x00n,OP01-099,4", "player"),
    ],
)
def test_one_bad_line_leaves_its_deck_out_as_a_whole(line: str, field: str, tmp_path: Path) -> None:
    content = "\n".join([HEADER, *long_form("a"), line, *long_form("b")])
    loaded = load(content, tmp_path)
    assert [(r.key, r.field) for r in loaded.rejects] == [("line 15", field), ("line 2", "deck_id")]
    assert [deck["deck_id"] for deck in loaded.values("decks")] == ["b"]
    assert {row["deck_id"] for row in loaded.values("deck_cards")} == {"b"}


def test_a_line_without_a_deck_is_rejected_alone(tmp_path: Path) -> None:
    loaded = load("\n".join([HEADER, *long_form("a"), ",OP01-001,ann,OP01-099,4"]), tmp_path)
    assert [(r.key, r.field) for r in loaded.rejects] == [("line 15", "deck_id")]
    assert loaded.value("decks")["complete"]


def test_zones_are_translated_and_a_sideboard_is_no_part_of_the_size(tmp_path: Path) -> None:
    lines = [
        "Deck,Card,Copies,Board",
        "x,Island,17,main",
        "x,Silver Heron,23,main",
        "x,Duress,2,sb",
    ]
    loaded = load("\n".join(lines), tmp_path, ZONES)
    deck = loaded.value("decks")
    assert (deck["size"], deck["leader"], deck["complete"]) == (40, None, True)
    zones = {row["number"]: row["zone"] for row in loaded.values("deck_cards")}
    assert zones == {"Island": "main", "Silver Heron": "main", "Duress": "side"}


def test_an_unknown_zone_is_rejected(tmp_path: Path) -> None:
    loaded = load("Deck,Card,Copies,Board\nx,Island,17,attic\n", tmp_path, ZONES)
    assert loaded.rejects[0].reason == "expected one of main, sb"
    assert not loaded.values("decks")


def test_the_leader_may_stand_among_the_cards(tmp_path: Path) -> None:
    mapping = """
table: decks
dataset: my-decks
columns: {deck_id: Deck}
cards: {number: Card, count: Copies, zone: Zone}
"""
    cards = [f"a,OP01-{n:03},4,main" for n in range(2, 14)] + ["a,OP01-014,2,main"]
    content = "\n".join(["Deck,Card,Copies,Zone", "a,OP01-001_p1,1,leader", *cards])
    loaded = load(content, tmp_path, mapping)
    deck = loaded.value("decks")
    assert (deck["leader"], deck["size"], deck["complete"]) == ("OP01-001", 50, True)

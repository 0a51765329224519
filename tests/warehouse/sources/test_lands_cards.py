"""17Lands' cards: one card a name, one print an id."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.warehouse.sources.lands_cards import COLUMNS, SOURCE
from tests.warehouse.sources.loading import Loaded, load_text

HEAD = ",".join(COLUMNS)
LINES = (
    '1,OTJ,"Bow, Long",uncommon,UW,3,Artifact,False',
    '2,SYN,"Bow, Long",rare,WU,3,Artifact,True',
    "3,SYN,Elk,common,G,2.0,Creature - Elk,True",
    "4,SYN,Mire,common,,0,Land,True",
)


def load(folder: Path, *lines: str) -> Loaded:
    return load_text(SOURCE, "\n".join([HEAD, *lines]) + "\n", folder)


def test_a_name_is_a_card_and_its_ids_are_prints(tmp_path: Path) -> None:
    loaded = load(tmp_path, *LINES)
    assert loaded.broken == loaded.rejects == []
    bow, elk, mire = loaded.values("cards")
    assert (bow["number"], bow["rarity"], bow["colors"]) == ("Bow, Long", "rare", ["W", "U"])
    assert (elk["cost"], elk["category"], elk["types"]) == (2, "Creature", ["Creature - Elk"])
    assert (mire["colors"], mire["category"], mire["set_code"]) == ([], "Land", "SYN")
    assert [(row["print_id"], row["variant"], row["pack"]) for row in loaded.values("prints")] == [
        ("1", "reprint", "OTJ"), ("2", "base", "SYN"), ("3", "base", "SYN"), ("4", "base", "SYN"),
    ]  # fmt: skip


def test_the_cards_of_one_set_do_not_replace_those_of_all(tmp_path: Path) -> None:
    assert load(tmp_path, *LINES[1:]).datasets[0].key == "17lands-cards:SYN"
    assert load(tmp_path, *LINES).datasets[0].key == "17lands-cards"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("9,SYN,Ox,common,X,2,Creature,True", "color_identity"),
        ("9,SYN,Ox,common,G,many,Creature,True", "mana_value"),
        ("9,SYN,Ox,common,G,99,Creature,True", "mana_value"),
        ("9,SYN,,common,G,2,Creature,True", "name"),
        ("9,SYN,Ox,common,G,2,Creature,maybe", "is_booster"),
        ("3,SYN,Ox,common,G,2,Creature,True", "id"),
        ("9,SYN,Ox,common", ""),
    ],
)
def test_a_bad_line_is_rejected_by_name(tmp_path: Path, line: str, field: str) -> None:
    loaded = load(tmp_path, *LINES, line)
    assert [(reject.key, reject.field) for reject in loaded.rejects] == [("line 6", field)]
    assert len(loaded.values("cards")) == 3

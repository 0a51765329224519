from __future__ import annotations

import copy
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import default_format, formats, load_format
from tcb_analytics.errors import FormatError
from tests.tiny_set import TINY_CATALOG, TINY_DECK

SMALL: dict[str, Any] = {
    "name": "small",
    "title": "Three of a kind",
    "game": "tidebreak",
    "size_least": 3,
    "size_most": 3,
    "copies": 3,
    "restrictors": [{"number": "TY01-001", "says": "nothing dear", "forbids": {"cost_least": 3}}],
    "restrictions": [{"kind": "banned", "number": "TY01-003_p1", "in_force": "2025-01-01"}],
    "rotations": [{"in_force": "2025-01-01", "blocks": [1]}],
    "sets": {"TY01": "2024-01-01"},
}


def written(folder: Path, content: object) -> Path:
    path = folder / "small.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_third_format_is_a_data_file_and_no_code(tmp_path: Path) -> None:
    rules = load_format(written(tmp_path, SMALL))
    di, cy = TINY_CATALOG["TY01-004"], TINY_CATALOG["TY01-003"]
    assert Deck({di: 3}).violations(rules) == []
    assert [v.rule for v in Deck({cy: 3}).violations(rules)] == ["banned"]
    assert rules.sets == {"TY01": date(2024, 1, 1)}


def test_every_bundled_format_loads_and_is_the_default_of_its_game() -> None:
    assert formats() == ("magic-limited", "onepiece", "tidebreak")
    for name in formats():
        rules = load_format(name)
        assert (rules.name, default_format(rules.game)) == (name, rules)
        assert rules.sources
    assert default_format("chess") is None


def test_an_unknown_format_is_refused_with_the_known_names() -> None:
    with pytest.raises(FormatError, match="no format 'onepeice'; known: magic-limited, onepiece"):
        load_format("onepeice")


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (("sise_least",), 3, r"unknown key 'sise_least'; did you mean 'size_least'"),
        (("size_least",), "3", r"key size_least: expected a whole number from 0, got '3'"),
        (("size_least",), -1, r"key size_least: expected a whole number"),
        (("size_least",), True, r"key size_least: expected a whole number"),
        (("size_most",), 2, r"size_most is 2, below size_least 3"),
        (("name",), "", r"key name: expected a text, got an empty one"),
        (("identity",), "print", r'key identity: expected "number" or "name"'),
        (("leader",), 1, r"key leader: expected true or false"),
        (("categories",), ["Monster"], r"key categories\[0\]|no category 'Monster'"),
        (("any_number",), "TY01-001", r"key any_number: expected a list of texts"),
        (("sets", "TY01"), "spring", r"key sets.TY01: expected a day"),
        (("sets", "TY01"), None, r"key sets.TY01: expected a day"),
        (("restrictors", 0, "forbids"), {"price": 3}, r"key forbids: unknown key 'price'"),
        (("restrictors", 0, "forbids"), {}, r"key forbids: a condition needs"),
        (
            ("restrictors", 0),
            {"number": "TY01-001", "says": "x"},
            r"restrictors\[0\]: needs the key",
        ),
        (("restrictions", 0, "kind"), "frowned", r"restrictions\[0\].*kind 'frowned' is none of"),
        (("restrictions", 0, "in_force"), "1.1.2025", r"expected a day such as"),
        (("rotations", 0, "blocks"), ["1"], r"key blocks\[0\]: expected a whole number"),
    ],
)
def test_a_wrong_key_is_refused_by_its_name(
    tmp_path: Path, path: tuple[str | int, ...], value: object, complaint: str
) -> None:
    content: Any = copy.deepcopy(SMALL)
    at = content
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(FormatError) as caught:
        load_format(written(tmp_path, content))
    assert re.search(complaint, str(caught.value)), str(caught.value)


def test_a_missing_key_is_refused_by_its_name(tmp_path: Path) -> None:
    content = {key: value for key, value in SMALL.items() if key != "game"}
    with pytest.raises(FormatError, match="the key 'game' is missing"):
        load_format(written(tmp_path, content))


@pytest.mark.parametrize("content", [[], "x", 3, None])
def test_a_file_that_is_no_object_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(FormatError, match="expected an object"):
        load_format(written(tmp_path, content))


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b""])
def test_a_file_that_is_no_json_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(raw)
    with pytest.raises(FormatError, match="cannot be read as JSON"):
        load_format(path)


ROW = {"game": "tidebreak", "source": "x", "partner": None, "most": None, "until": None}


def test_restrictions_of_the_lake_take_the_place_of_the_bundled_ones() -> None:
    rules = load_format("tidebreak").with_restrictions(
        [
            {**ROW, "kind": "banned", "number": "TY01-003", "in_force": date(2025, 1, 1)},
            {**ROW, "kind": "limited", "number": "TY01-004", "most": 1,
             "in_force": datetime(2025, 1, 1, 12, tzinfo=UTC)},
            {**ROW, "kind": "banned_pair", "number": "TY01-001", "partner": "TY01-005_p1",
             "in_force": "2025-01-01"},
            {**ROW, "kind": "unresolved_pair", "number": "TY01-006", "in_force": None},
            {**ROW, "game": "onepiece", "kind": "banned", "number": "TY01-007", "in_force": None},
        ]
    )  # fmt: skip
    found = TINY_DECK.violations(rules, on=date(2025, 1, 1))
    assert [v.rule for v in found] == ["banned", "limited", "banned_pair", "unresolved_pair"]
    assert TINY_DECK.legal(rules, on=date(2024, 12, 31))
    assert load_format("tidebreak").restrictions == ()


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "frowned", "number": "TY01-001"},
        {"kind": "banned", "number": None},
        {"kind": "banned_pair", "number": "TY01-001", "partner": None},
        {"kind": "limited", "number": "TY01-001", "most": None},
        {"kind": "banned", "number": "TY01-001", "in_force": "soon"},
        {"kind": "banned", "number": "TY01-001", "in_force": 20250101},
    ],
)
def test_a_restriction_that_no_rule_knows_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        load_format("tidebreak").with_restrictions([{**ROW, **row}])

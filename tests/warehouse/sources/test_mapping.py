from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.mapping import Mapping, parse_mapping

GOOD = """
table: matches
dataset: my-league
columns:
  player_1: Me
  winner: {from: Result, values: {Yes: 1, No: 2, 007: 0, "-": null}}
  bye: {const: false}
"""


def refusal(text: str) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        parse_mapping(text, "map.yaml")
    assert caught.value.where == "map.yaml"
    assert caught.value.remedy
    return caught.value.what


def test_a_bare_header_stands_for_from() -> None:
    mapping = parse_mapping(GOOD, "map.yaml")
    assert mapping.columns["player_1"].header == "Me"
    assert mapping.headers == ["Me", "Result"]
    assert (mapping.game, mapping.source, mapping.delimiter) == ("onepiece", "own", ",")


def test_values_are_keyed_by_the_text_that_stands_in_the_file() -> None:
    values = parse_mapping(GOOD, "map.yaml").columns["winner"].values
    assert values == {"Yes": 1, "No": 2, "007": 0, "-": None}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("table: matches", "table: games", "no table 'games'; known: cards, prints"),
        ("table: matches", "table: imports", "no table 'imports'"),
        ("player_1: Me", "players: Me", "no column 'players' in matches; known: match_id"),
        ("player_1: Me", "game: Me", "write it beside table"),
        ("player_1: Me", "player_1: {}", "either from (a header) or const"),
        ("player_1: Me", "player_1: {from: Me, const: x}", "either from (a header) or const"),
        ("player_1: Me", "player_1: {from: Me, typ: int}", "Extra inputs are not permitted"),
        ("player_1: Me", "player_1: {from: Me, as: number}", "Input should be 'text', 'int'"),
        ("player_1: Me", "player_1: 5", "columns.player_1"),
        ("player_1: Me", "player_1: Me\n  player_1: You", "'player_1' is given twice"),
        ("player_1: Me", "player_1: &a Me\n  player_2: *a", "aliases"),
        ("player_1: Me", "player_1: !!python/name:os.system x", "not readable as YAML"),
        ("const: false", "const: 3", "columns.bye: 3"),
        ("const: false", "const: null", "columns.bye: matches needs a value"),
        ("007: 0", "007: 9", "columns.winner: 9: above 2"),
        ("dataset: my-league", "dataset: my league", "dataset"),
        ("dataset: my-league", "dataset: a\nencoding: klingon", "no text encoding 'klingon'"),
        ("dataset: my-league", "dataset: a\nencoding: rot13", "no text encoding 'rot13'"),
        ("dataset: my-league", 'dataset: a\ndelimiter: ";;"', "delimiter"),
        ("dataset: my-league", "dataset: a\ndelimiter: x", "cannot be a delimiter"),
        (
            "dataset: my-league",
            "dataset: a\ncards: {number: A, count: B}",
            "belong to the table decks",
        ),
        ("columns:", "columns: [", "not readable as YAML"),
    ],
)
def test_a_mistake_is_named_with_what_would_be_right(old: str, new: str, expected: str) -> None:
    assert old in GOOD
    assert expected in refusal(GOOD.replace(old, new))


def test_a_column_that_the_table_needs_must_be_given() -> None:
    text = "table: matchups\ndataset: a\ncolumns: {leader: L, opponent: O, wins: W}\n"
    assert "matchups needs losses, ties" in refusal(text)


def test_a_mapping_is_bounded() -> None:
    assert "characters" in refusal("#" * 300_000)
    assert refusal("[" * 2_000)


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_refused(text: str) -> None:
    with suppress(ImportRefusedError):
        assert isinstance(parse_mapping(text, "map.yaml"), Mapping)


def test_matches_that_would_tell_neither_who_played_nor_who_won_are_refused() -> None:
    with pytest.raises(ImportRefusedError, match="matches must say who played"):
        parse_mapping("{table: matches, dataset: a, columns: {event_date: Date}}", "map.yaml")

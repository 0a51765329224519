"""A deck from anywhere: by id, from a file, as text; and what is said where it is none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.errors import DeckError, QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.deck_source import LARGEST, find_deck, listed_deck, read_text


@pytest.mark.parametrize("name", ["list.txt", "with space.txt"])
def test_a_deck_is_found_by_id_by_file_and_as_text(
    league_lake: Lake, tmp_path: Path, name: str
) -> None:
    known = league_lake.decks(game="tidebreak").df()["deck_id"].iloc[0]
    game, deck = find_deck(league_lake, known)
    file = tmp_path / name
    file.write_text(deck.to_text(), encoding="utf-8")

    assert game == "tidebreak"
    assert find_deck(league_lake, str(file)) == ("tidebreak", deck)
    assert find_deck(league_lake, deck.to_text()) == ("tidebreak", deck)


def test_what_is_no_deck_says_what_was_tried(league_lake: Lake) -> None:
    with pytest.raises(DeckError, match="no file, no deck list, and no deck 'nope'"):
        find_deck(league_lake, "nope")
    with pytest.raises(DeckError):
        find_deck(league_lake, "4xTB01-054\nsome words")


def test_a_game_that_the_lake_lacks_is_told(league_lake: Lake) -> None:
    with pytest.raises(QueryError, match="the lake holds: tidebreak"):
        listed_deck(league_lake, "4xTB01-054", "chess")


def test_a_file_that_is_no_small_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(b"\xef\xbb\xbf4xTB01-054")
    assert read_text(file) == "4xTB01-054"
    for content in (b"\xff\x00", b"x" * (LARGEST + 1)):
        file.write_bytes(content)
        with pytest.raises(DeckError, match=r"list\.txt"):
            read_text(file)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources.deck_rows import deck_rows, merged, parse_list
from tcb_analytics.warehouse.sources.fields import MalformedError

DECK = {"game": "onepiece", "source": "test", "deck_id": "d", "leader": "OP01-001"}
FIFTY = {f"OP01-{number:03}": 5 for number in range(2, 12)}


@pytest.mark.parametrize(
    "text", ["4xOP01-016 1xOP01-029", "4xOP01-016\n1×OP01-029_p1", " 4xOP01-016\t1xOP01-029 "]
)
def test_a_deck_string_is_counts_and_numbers(text: str) -> None:
    assert parse_list(text) == [("OP01-016", 4), ("OP01-029", 1)]


@pytest.mark.parametrize(
    "text", ["OP01-016", "4x", "4xOP01-016x", "-4xOP01-016", "4.0xOP01-016", "4xP23-020"]
)
def test_anything_else_in_a_deck_string_is_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        parse_list(text)


@given(st.dictionaries(st.sampled_from(sorted(FIFTY)), st.integers(1, 25), min_size=1))
def test_a_printed_deck_string_is_read_back(counts: dict[str, int]) -> None:
    text = " ".join(f"{count}x{number}" for number, count in counts.items())
    assert merged(parse_list(text)) == counts


def test_a_second_copy_of_the_leader_makes_a_deck_incomplete() -> None:
    (deck, *_), (odd, *_) = (list(deck_rows(DECK, FIFTY | {"OP01-001": n}, "k")) for n in (1, 2))
    assert (deck.values["size"], deck.values["complete"]) == (50, True)
    assert (odd.values["size"], odd.values["complete"]) == (50, False)


def test_a_game_without_a_format_has_no_complete_decks() -> None:
    deck, *_ = deck_rows(DECK | {"game": "unheard-of"}, FIFTY, "k")
    assert deck.values["complete"] is False


def test_every_row_has_a_key_of_its_own() -> None:
    rows = list(deck_rows(DECK, FIFTY, "k", side={"OP01-002": 1}))
    assert len({row.key for row in rows}) == len(rows)

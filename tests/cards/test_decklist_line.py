from __future__ import annotations

from time import process_time

import pytest

from tcb_analytics.cards.decklist_line import Entry, entries


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("4xOP01-016", Entry(4, number="OP01-016", rest="OP01-016")),
        ("4 OP01-016 Nami", Entry(4, "OP01-016", "Nami", rest="OP01-016 Nami")),
        ("4x Nami (OP01-016)", Entry(4, "OP01-016", "Nami", rest="Nami (OP01-016)")),
        ("OP01-016_p1 x4", Entry(4, number="OP01-016_p1", rest="OP01-016_p1")),
        (
            "1 Fire // Ice (MH2) 290",
            Entry(1, None, "Fire // Ice", "MH2", "290", "Fire // Ice (MH2) 290"),
        ),
        ("4 Xanathar", Entry(4, name="Xanathar", rest="Xanathar")),
        ("4x Nami", Entry(4, name="Nami", rest="Nami")),
        ("Nami", Entry(None, name="Nami", rest="Nami")),
    ],
)
def test_an_entry_is_taken_apart(line: str, entry: Entry) -> None:
    assert list(entries(line)) == [entry]


def test_a_list_on_one_line_holds_many_entries() -> None:
    found = list(entries("4xEB01-061 3xOP01-070,1xP-001_p1"))
    assert [(entry.count, entry.number) for entry in found] == [
        (4, "EB01-061"),
        (3, "OP01-070"),
        (1, "P-001_p1"),
    ]


def test_entries_of_one_line_may_be_written_in_several_ways() -> None:
    found = list(entries("4 TB01-054   4x TB01-057   TB01-058 x4   4xTB01-060"))
    assert [(entry.count, entry.number) for entry in found] == [
        (4, "TB01-054"),
        (4, "TB01-057"),
        (4, "TB01-058"),
        (4, "TB01-060"),
    ]


def test_set_and_collector_number_make_a_printed_number() -> None:
    (entry,) = entries("1 Nami (OP01) 016")
    assert (entry.number, entry.arena_number) == (None, "OP01-016")


def test_a_long_line_that_ends_wrong_is_read_as_soon_as_a_right_one() -> None:
    # The x of 1xOP01-001 can be read as a sign or as a letter of the number: twice as many ways
    # with every entry, if each were tried before the line is refused.
    began = process_time()
    list(entries("1xOP01-001 " * 400 + "1xOP0"))

    assert process_time() - began < 1

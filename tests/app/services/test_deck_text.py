"""Lists read and refused, without a database or a lake."""

from __future__ import annotations

import pytest

from tcb_analytics.app.services import deck_text
from tcb_analytics.app.services.decks import LONGEST_NAME, Draft
from tcb_analytics.app.services.refusals import InvalidError
from tests.app.harbour import PlainLake
from tests.app.worlds import GAME


def test_a_list_becomes_a_draft_under_the_name_that_is_given_or_stands_there() -> None:
    lake = PlainLake()
    text = "About\nName Night tide\n\nDeck\n4 HB01-001\n2 Tide Warden 2"
    cards = {"HB01-001": 4, "HB01-002": 2}

    assert deck_text.read_deck(lake, GAME, text, None) == Draft("Night tide", None, cards)
    assert deck_text.read_deck(lake, GAME, text, "Mine").name == "Mine"
    assert deck_text.read_deck(lake, GAME, "4 HB01-001", None).name == "Untitled"
    headed = "Leader\n1 HB01-003\nDeck\n4 HB01-001"
    assert deck_text.read_deck(lake, GAME, headed, None) == Draft(
        "Tide Warden 3", "HB01-003", {"HB01-001": 4}
    )
    long = f"About\nName {'x' * 200}\nDeck\n4 HB01-001"
    assert deck_text.read_deck(lake, GAME, long, None).name == "x" * LONGEST_NAME


def test_a_sideboard_is_refused_in_a_deck_and_owned_in_a_collection() -> None:
    text = "Leader\n1 HB01-003\nDeck\n4 HB01-001\nSideboard\n1 HB01-001\n2 HB01-002"
    with pytest.raises(InvalidError, match="sideboard"):
        deck_text.read_deck(PlainLake(), GAME, text, None)
    copies = deck_text.read_copies(PlainLake(), GAME, text)

    assert copies == {"HB01-003": 1, "HB01-001": 5, "HB01-002": 2}


def test_every_wrong_line_is_named_with_its_number() -> None:
    text = "4 HB01-001\n4 HB01-777\n\nno count here\n1 Tide Warden 2"
    with pytest.raises(InvalidError) as refused:
        deck_text.read_copies(PlainLake(), GAME, text)

    assert [field for field, _ in refused.value.wrongs] == ["text.2", "text.4"]
    assert "HB01-777" in refused.value.wrongs[0][1]


def test_of_many_wrong_lines_a_hundred_are_told_and_few_get_suggestions() -> None:
    text = "\n".join(f"4 Tide Wardem {n}" for n in range(200))
    with pytest.raises(InvalidError) as refused:
        deck_text.read_copies(PlainLake(), GAME, text)
    faults = [fault for _, fault in refused.value.wrongs]

    assert len(faults) == 100
    assert sum("did you mean" in fault for fault in faults) == 5
    assert refused.value.what.startswith("200 lines")
    with pytest.raises(InvalidError) as long:
        deck_text.read_copies(PlainLake(), GAME, "4 " + "x" * 4_000)
    assert len(long.value.wrongs[0][1]) == 300


def test_a_list_has_so_many_lines() -> None:
    most = "1 HB01-001\n" + "\n" * (deck_text.MOST_LINES - 1)
    assert deck_text.read_copies(PlainLake(), GAME, most) == {"HB01-001": 1}
    with pytest.raises(InvalidError, match="lines"):
        deck_text.read_copies(PlainLake(), GAME, most + "\n")


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(InvalidError) as refused:
        deck_text.read_deck(PlainLake(), GAME, "# nothing", None)
    assert (refused.value.where, refused.value.wrongs) == ("text", ())

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.decklist import STYLES, parse_deck, print_deck
from tcb_analytics.cards.format import load_format
from tcb_analytics.errors import DeckError
from tests.tiny_set import ADA, BO, TINY_CARDS, TINY_CATALOG, TINY_DECK

LIMITED = load_format("magic-limited")


def _spell(number: str, name: str, code: str | None = None, game: str = "magic") -> Card:
    return Card(number, name, Category.SPELL, set_code=code, game=game)


BOLT = _spell("Lightning Bolt", "Lightning Bolt", "LEA")
MAGIC = Catalog(
    [
        BOLT,
        _spell("Borrowing 100,000 Arrows", "Borrowing 100,000 Arrows"),
        _spell("Fire // Ice", "Fire // Ice"),
        _spell('"Ach! Hans, Run!"', '"Ach! Hans, Run!"'),
        _spell("Hazmat Suit (Used)", "Hazmat Suit (Used)"),
        _spell("+2 Mace", "+2 Mace"),
        _spell("X", "X"),
        _spell("X Marks the Spot", "X Marks the Spot"),
        _spell("1996 World Champion", "1996 World Champion"),
        _spell("Plains", "Plains"),
        _spell("90345", "Hill Giant", "OTJ"),
        _spell("90346", "Hill Giant", "BIG"),
    ]
)


@pytest.mark.parametrize(
    "line",
    [
        "4xTY01-003",
        "4x TY01-003",
        "4 TY01-003",
        "4 x TY01-003",
        "4×TY01-003",
        "4*TY01-003",
        "4 TY01-003 Cy",
        "4 TY01-003 - Cy",
        "4x Cy (TY01-003)",
        "4 Cy [TY01-003]",
        "4 Cy (TY01) 003",
        "TY01-003 x4",
        "TY01-003x4",
        "TY01-003 Cy x4",
        "Cy (TY01-003) x 4",
        "4 Cy",
        "4x cy",
        "4xty01-003",
        "4xTY01-003_p1",
        "\t4xTY01-003   ",
        "2xTY01-003 2xTY01-003_p2",
        "2xTY01-003, 2xTY01-003",
        "2xTY01-003\n\n# a comment\n// another\n2 Cy",
    ],
)
def test_every_common_way_of_writing_four_copies_is_read(line: str) -> None:
    assert parse_deck(line, TINY_CATALOG).counts == {"TY01-003": 4}


@pytest.mark.parametrize(
    "text",
    [
        "1xTY01-001\n4xTY01-003",
        "4xTY01-003\n1xTY01-001_p1",
        "4xTY01-003 1xTY01-001",
        "4xTY01-003\nTY01-001",
        "Leader\n1 Ada\n\nDeck\n4 Cy",
        "Leader (1)\nTY01-001\nCharacters (4):\n4xTY01-003",
        "Leader: TY01-001 Ada\n4xTY01-003",
        "\ufeffLEADER\r\n1xTY01-001\r\nMAIN DECK\r\n4xTY01-003\r\n",
    ],
)
def test_the_leader_is_found_anywhere(text: str) -> None:
    assert parse_deck(text, TINY_CATALOG) == Deck({TINY_CATALOG["TY01-003"]: 4}, leader=ADA)


def test_a_second_leader_or_copy_of_it_stays_among_the_cards_for_the_rules_to_tell() -> None:
    assert parse_deck("2xTY01-001", TINY_CATALOG) == Deck({ADA: 1}, leader=ADA)
    assert parse_deck("1xTY01-002\n1xTY01-001", TINY_CATALOG) == Deck({ADA: 1}, leader=BO)


def test_an_arena_export_is_read_with_its_headings_and_name() -> None:
    text = """About
Name Draft 3

Companion
1 Plains (OTJ) 1

Deck
2 Lightning Bolt (LEA) 161
1 Borrowing 100,000 Arrows (PTK) 35
1 Fire (APC) 128
1 Fire // Ice (MH2) 290
1 "Ach! Hans, Run!" (UNH) 116
1 Hill Giant (OTJ) 128
9 Plains

Sideboard
1 Plains (OTJ) 1
1 Hill Giant (BIG) 7"""
    deck = parse_deck(text, MAGIC, LIMITED)
    assert deck.name == "Draft 3"
    assert deck.counts == {
        '"Ach! Hans, Run!"': 1,
        "90345": 1,
        "Borrowing 100,000 Arrows": 1,
        "Fire // Ice": 2,
        "Lightning Bolt": 2,
        "Plains": 9,
    }
    assert {card.number: count for card, count in deck.side} == {"90346": 1, "Plains": 1}
    assert deck.leader is None


def test_inline_sideboard_lines_are_read() -> None:
    deck = parse_deck("4 Lightning Bolt\nSB: 2 Plains", MAGIC, LIMITED)
    assert [(card.number, count) for card, count in deck.side] == [("Plains", 2)]


def test_every_faulty_line_is_told_with_its_number_and_nothing_is_read() -> None:
    text = (
        "4xTY01-003\n4xTY01-033\nDi\n0 Ed\n999 Fay\n4 Gill the Sworm\n4 TY01-003 Ed\nwhat is this"
    )
    with pytest.raises(DeckError) as caught:
        parse_deck(text, TINY_CATALOG)
    told = str(caught.value)
    assert told.startswith("7 lines of the deck list cannot be read:")
    for part in (
        "line 2: no number 'TY01-033' is known; did you mean TY01-003",
        "line 3: 'Di' has no number of copies; write '4xTY01-004'",
        "line 4: 0 copies of TY01-005 Ed; expected 1 to 250",
        "line 5: 999 copies of TY01-006 Fay; expected 1 to 250",
        "line 6: no card 'Gill the Sworm' is known; did you mean Gil, the Swarm?",
        "line 7: TY01-003 is Cy, not Ed; Ed is TY01-005",
        "line 8: no card 'what is this' is known",
        "Next: correct these lines; nothing was read",
    ):
        assert part in told
    assert "line 1:" not in told


def test_a_name_of_several_cards_needs_a_number() -> None:
    twin = dataclasses.replace(TINY_CATALOG["TY01-003"], number="TY02-003", set_code="TY02")
    catalog = Catalog([*TINY_CARDS, twin])
    with pytest.raises(
        DeckError, match=r"2 cards are named Cy: give the number \(TY01-003, TY02-003"
    ):
        parse_deck("4 Cy", catalog)
    assert parse_deck("4 Cy (TY02)", catalog).counts == {"TY02-003": 4}
    assert parse_deck("4 Cy (TY02) 003", catalog).counts == {"TY02-003": 4}


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing\n// here", "Leader\nDeck", "About\nName X"]
)
def test_a_list_without_a_card_is_refused(text: str) -> None:
    with pytest.raises(DeckError, match="holds no card"):
        parse_deck(text, TINY_CATALOG)


def test_an_unknown_number_is_kept_when_asked_for() -> None:
    deck = parse_deck("4xTY09-001_p1\n1xTY01-001", TINY_CATALOG, unknown="keep")
    unknown = deck.cards[0][0]
    assert (unknown.number, unknown.known, unknown.game) == ("TY09-001", False, "tidebreak")
    with pytest.raises(DeckError, match="no card 'what'"):
        parse_deck("4 what", TINY_CATALOG, unknown="keep")
    with pytest.raises(DeckError, match="no card"):
        parse_deck("4 What (OTJ) 128", MAGIC, LIMITED, unknown="keep")


def test_a_name_at_odds_with_its_number_is_read_by_the_number_where_no_card_has_that_name() -> None:
    assert parse_deck("4 TY01-003 Cy (Alternate Art)", TINY_CATALOG).counts == {"TY01-003": 4}


@pytest.mark.parametrize("line", ["4 TY01-003 Cy 4 TY01-004 Di", "4 TY01-003 4 Di (TY01-004)"])
def test_two_cards_in_one_entry_are_refused_and_none_is_dropped(line: str) -> None:
    with pytest.raises(DeckError, match="TY01-003 and TY01-004 stand in one entry"):
        parse_deck(line, TINY_CATALOG)


DECKS = st.builds(
    Deck,
    st.dictionaries(st.sampled_from(TINY_CARDS), st.integers(1, 250), min_size=1),
    leader=st.sampled_from([None, ADA, BO, TINY_CATALOG["TY01-003"]]),
    side=st.dictionaries(st.sampled_from(TINY_CARDS), st.integers(1, 250), max_size=3),
)


@given(DECKS, st.sampled_from(STYLES))
@example(TINY_DECK, "line")
def test_a_printed_deck_is_read_back_as_the_same_deck(deck: Deck, style: str) -> None:
    assert parse_deck(print_deck(deck, style), TINY_CATALOG) == deck


MAGIC_DECKS = st.builds(
    Deck,
    st.dictionaries(st.sampled_from(MAGIC.cards), st.integers(1, 250), min_size=1),
    side=st.dictionaries(st.sampled_from(MAGIC.cards), st.integers(1, 250), max_size=3),
)


@given(MAGIC_DECKS, st.sampled_from(STYLES))
def test_a_printed_magic_deck_is_read_back_too(deck: Deck, style: str) -> None:
    assert parse_deck(print_deck(deck, style), MAGIC, LIMITED) == deck


NAMES = st.text(min_size=1, max_size=30).map(lambda name: name.strip() or "Ada")


@given(
    st.dictionaries(st.integers(1, 20), NAMES, min_size=1, max_size=6),
    st.sampled_from(STYLES),
)
@example({1: "4x TY01-002 (TY01) 003"}, "arena")
@example({1: "Leader"}, "plain")
@example({1: "\u202eevil\x1b[31m\n4xTY01-002"}, "named")
def test_no_name_can_change_what_a_printed_list_means(names: dict[int, str], style: str) -> None:
    cards = [Card(f"TY01-{n:03d}", name, Category.EVENT, ("Red",)) for n, name in names.items()]
    deck = Deck(dict.fromkeys(cards, 3))
    assert parse_deck(print_deck(deck, style), Catalog(cards)) == deck


@given(st.text(st.sampled_from("14xX× TY01-003,;()[]#/:\nCyLeaderDck_p"), max_size=60))
def test_any_text_is_read_or_refused_by_line(text: str) -> None:
    try:
        deck = parse_deck(text, TINY_CATALOG, unknown="keep")
    except DeckError as error:
        told = str(error)
    else:
        told = "line" if deck.size or deck.leader or deck.side else ""
    assert "line" in told or "holds no card" in told


def test_an_overlong_line_is_a_fault_and_costs_no_time() -> None:
    with pytest.raises(DeckError, match="line 2: longer than 5,000 characters"):
        parse_deck("4xTY01-003\n4 " + " (" * 1_000_000, TINY_CATALOG)


def test_a_style_that_is_none_is_refused_with_the_known_ones() -> None:
    with pytest.raises(DeckError, match="no style 'fancy'; known: compact, plain"):
        print_deck(TINY_DECK, "fancy")


def test_the_styles_look_as_players_write_them() -> None:
    deck = Deck({TINY_CATALOG["TY01-003"]: 4}, leader=ADA, name="Two")
    assert deck.to_text("compact") == "1xTY01-001\n4xTY01-003"
    assert deck.to_text("plain") == "1 TY01-001 Ada\n4 TY01-003 Cy"
    assert deck.to_text("named") == "1x Ada (TY01-001)\n4x Cy (TY01-003)"
    assert deck.to_text("suffix") == "TY01-001 x1\nTY01-003 x4"
    assert deck.to_text("line") == "1xTY01-001 4xTY01-003"
    assert deck.to_text("arena") == (
        "About\nName Two\n\nLeader\n1 Ada (TY01) 001\n\nDeck\n4 Cy (TY01) 003"
    )

"""The sentences of the reports say what the frames say, and no more."""

from __future__ import annotations

import pandas as pd
import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.violation import Violation
from tcb_analytics.reports import card_story, deck_story, leader_story, meta_story
from tcb_analytics.reports.blocks import DataTable, Prose
from tcb_analytics.reports.naming import card_label, game_title
from tests.reports.frames import inclusion, matchups, rates, shares


def test_the_leader_to_beat_is_named_with_those_who_may_be_as_good() -> None:
    frame = rates(("A", 600, 1000), ("B", 58, 100), ("C", 450, 1000), ("D", 9, 10))

    headline = meta_story.meta_headline(frame, shares(("2026-W01", "A", 30, 100)), "Tidebreak")

    assert headline.sentence == (
        "Ann A is the leader to beat in Tidebreak: it wins 60.0\u00a0% of 1,000 matches, "
        "though Bea B may be as good."
    )
    assert [figure.value for figure in headline.figures] == ["60.0\u00a0%", "30.0\u00a0%", "1 of 3"]


def test_no_leader_is_called_best_when_all_intervals_reach_one_half() -> None:
    headline = meta_story.meta_headline(rates(("A", 52, 100)), shares(), "Tidebreak")

    assert headline.sentence.startswith("No leader of Tidebreak wins clearly more than half")


def test_an_empty_lake_gives_no_winner() -> None:
    headline = meta_story.meta_headline(rates(), shares(), "Tidebreak")

    assert "too few results" in headline.sentence
    assert {figure.value for figure in headline.figures[:2]} == {"–"}


def test_withheld_rates_are_named_with_their_games() -> None:
    told = meta_story.withheld(rates(("A", 60, 100), ("D", 9, 10)), 20)

    assert told.paragraphs == (
        "The rate of 1 leader is withheld, because under 20 games a rate says little: Deb D (10).",
    )


def test_recent_shares_leave_out_what_lies_months_back() -> None:
    frame = shares(("2025-W01", "A", 90, 100), ("2026-W01", "A", 10, 50), ("2026-W02", "A", 5, 50))

    recent = meta_story.recent_shares(frame)

    assert recent[["decks", "total", "share"]].to_numpy().tolist() == [[15, 100, 0.15]]


def test_gains_and_losses_are_told_from_first_to_last_period() -> None:
    frame = shares(
        ("2026-W01", "A", 10, 100), ("2026-W01", "B", 50, 100),
        ("2026-W02", "A", 40, 100), ("2026-W02", "B", 20, 100),
    )  # fmt: skip

    assert meta_story.share_changes(frame).paragraphs == (
        "From 2026-W01 to 2026-W02, Ann A gained most (+30.0 points) "
        "and Bea B lost most (\u221230.0 points).",
    )


@pytest.mark.parametrize(
    ("wins", "games", "verdict"),
    [
        (600, 1000, "clearly more than half"),
        (400, 1000, "clearly less than half"),
        (50, 100, "too few to tell it from an even record"),
        (5, 10, "too few for a win rate"),
    ],
)
def test_a_leader_is_judged_by_its_whole_interval(wins: int, games: int, verdict: str) -> None:
    row = rates(("A", wins, games)).iloc[0]

    headline = leader_story.leader_headline("Ann A", row, matchups(), shares(), "A")

    assert verdict in headline.sentence


def test_a_leader_without_results_is_said_to_have_none() -> None:
    headline = leader_story.leader_headline("Ann A", None, matchups(), shares(), "A")

    assert headline.sentence == "No match result of Ann A is in the lake."
    lists = shares(("2026-W01", "A", 3, 10))
    led = leader_story.leader_headline("Ann A", None, matchups(), lists, "A")
    assert led.sentence == "The lake holds 3 decks of Ann A, and no match result."


def test_a_leader_whose_matchups_are_all_withheld_is_not_called_even() -> None:
    frame = matchups(("A", "B", 3, 4), ("A", "C", 3, 3))

    assert leader_story.matchup_prose(frame, 10).paragraphs == (
        "No rate is told: none of 2 matchups has 10 matches.",
    )


def test_mirrors_and_withheld_matchups_are_no_advantage() -> None:
    frame = matchups(("A", "A", 500, 1000), ("A", "B", 70, 100), ("A", "C", 3, 3))

    assert list(leader_story.told_matchups(frame)["opponent"]) == ["B"]
    assert leader_story.matchup_prose(frame, 10).paragraphs == (
        "Clearly favourable: Bea B (70\u00a0%). Clearly unfavourable: none.",
        "1 matchup with under 10 matches is withheld.",
    )


def test_unknown_cards_of_a_typical_deck_are_flagged() -> None:
    told = leader_story.typical_prose(inclusion(("X1", 1.0, 4), ("X2", 0.5, 2, False)))

    assert told.paragraphs[0].startswith("Over 20 decks, 1 card stands in at least nine of ten")
    assert "in no imported catalogue" in told.paragraphs[1]
    table = leader_story.typical_table(inclusion(("X2", 0.5, 2, False)), 5)
    assert isinstance(table, DataTable)
    assert table.rows[0][1] == "Name (not in a catalogue)"


ONE = Card("X1", "One", Category.CHARACTER, cost=2)
NINE = Card("X9", "Nine", Category.CHARACTER, cost=4, counter=1000)
DECK = Deck([(ONE, 4), (NINE, 2)])


def test_a_deck_is_compared_with_what_its_leader_plays() -> None:
    compared = deck_story.with_copies(inclusion(("X1", 0.9, 4), ("X2", 0.8, 3)), DECK)

    assert list(deck_story.missing_staples(compared, 0.6)["number"]) == ["X2"]
    assert list(deck_story.unusual_picks(compared, 0.1)["number"]) == ["X9"]
    headline = deck_story.deck_headline(DECK, [], compared, 0.6, None)
    assert headline.sentence == "This deck is legal and plays 1 of 2 staples of its leader."
    assert deck_story.curve_of(DECK)["copies"].tolist() == [0, 0, 4, 0, 2]


def test_a_deck_with_cards_that_nobody_knows_is_legal_only_as_far_as_can_be_judged() -> None:
    unknown = Card.unknown("X7", "tiny")
    doubt = Violation("unknown", "not fully checked: X7", (unknown,), "warning")

    alone = deck_story.with_copies(inclusion(), DECK)
    headline = deck_story.deck_headline(DECK, [doubt], alone, 0.6, None)
    table = deck_story.legality([doubt], "the format")

    assert headline.sentence == "This deck is legal as far as can be judged."
    assert headline.figures[0].note == "as far as can be judged: 1 warning"
    assert isinstance(table, DataTable)
    assert table.columns == ("", "rule")  # the message names its cards


def test_an_illegal_deck_is_called_so_and_every_rule_is_listed() -> None:
    broken = [Violation("size", "the deck has 6 cards"), Violation("pair", "?", (), "warning")]

    alone = deck_story.with_copies(inclusion(), DECK)
    headline = deck_story.deck_headline(DECK, broken, alone, 0.6, None)
    table = deck_story.legality(broken, "the format")

    assert headline.sentence == "This deck breaks 1 rule."
    assert isinstance(table, DataTable)
    assert [row[0] for row in table.rows] == ["broken", "could not be judged"]


def test_a_card_is_told_by_the_leader_that_plays_it_most() -> None:
    frame = inclusion(("X1", 0.8, 4)).assign(leader="A", leader_name="Ann", decks=50.0)

    headline = card_story.card_headline("One X1", frame, None, 10)

    assert headline.sentence == "One X1 is played most by Ann A: 80\u00a0% of its decks run it."
    few = card_story.card_headline("One X1", frame.assign(decks=5.0), None, 10)
    assert "by no leader with 10 decks or more" in few.sentence


def test_a_leader_is_not_sought_inside_decks() -> None:
    leader = Card("X5", "Five", Category.LEADER, cost=0, life=5)

    assert card_story.leads(leader)
    assert not card_story.leads(ONE)
    assert "that it leads" in card_story.course_title(leader)
    assert "leader=X5" in card_story.leading_prose("X5").paragraphs[0]
    told = card_story.association(pd.DataFrame(), 30, leading=True)
    assert isinstance(told, Prose)


def test_winning_with_a_card_is_only_told_beside_winning_without_it() -> None:
    row = {"leader": "A", "leader_name": "Ann", "games": 100, "rate": 0.5, "low": 0.4, "high": 0.6}
    both = pd.DataFrame([row | {"played": p, "withheld": False} for p in (True, False)])

    assert isinstance(card_story.association(both, 30, leading=False), DataTable)
    assert isinstance(card_story.association(both.head(1), 30, leading=False), Prose)


def test_names_stand_with_numbers_because_they_repeat() -> None:
    assert card_label("OP01-016", "Nami") == "Nami OP01-016"
    assert card_label("OP01-016", None) == "OP01-016"
    assert game_title("onepiece") == "One Piece Card Game"
    assert game_title("my-game") == "My Game"

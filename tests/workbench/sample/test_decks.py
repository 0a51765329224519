"""Deck lists: legal on their day, noisy around a core."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import load_format
from tcb_analytics.workbench.sample.builds import CORE, FLEX, build, released
from tcb_analytics.workbench.sample.cards import all_cards, cards_by_number
from tcb_analytics.workbench.sample.decks import DeckList, draw_deck
from tcb_analytics.workbench.sample.declared import card_sets, league
from tcb_analytics.workbench.sample.roster import BLOCK_WEEKS, rosters
from tcb_analytics.workbench.sample.streams import Stream, stream
from tests.workbench.sample.conftest import Written, read

LEAGUE = league()
LAST = LEAGUE.week_start(LEAGUE.weeks - 1)
CARDS = {
    card.number: Card(
        card.number, card.name, Category(card.category), card.colors, card.cost, game="tidebreak"
    )
    for card in all_cards()
}
RULES = load_format("tidebreak").with_restrictions(
    {
        "game": "tidebreak",
        "kind": rule.kind,
        "number": rule.number,
        "partner": rule.partner,
        "most": rule.most,
        "in_force": rule.in_force,
    }
    for rule in LEAGUE.restrictions
)


def faults(leader: str, counts: dict[str, int], on: date) -> list[str]:
    """Broken rules of a list on a day, by the game's own format."""
    deck = Deck({CARDS[number]: copies for number, copies in counts.items()}, leader=CARDS[leader])
    found = [violation.message for violation in deck.violations(RULES, on=on)]
    return found + [f"{number} is not out" for number in counts if released(number) > on]


def test_every_ladder_deck_is_legal_on_the_first_day_that_it_is_played() -> None:
    broken = [
        (deck.key, fault)
        for block, roster in enumerate(rosters(LEAGUE, 7))
        for deck in roster.decks
        for fault in faults(deck.leader, dict(deck.counts), LEAGUE.week_start(block * BLOCK_WEEKS))
    ]

    assert broken == []


def test_the_check_above_sees_what_it_looks_for() -> None:
    deck = draw_deck(stream(1, Stream.ROSTERS), 7, LAST)
    counts = dict(deck.counts)
    pair = next(rule for rule in LEAGUE.restrictions if rule.kind == "banned_pair")
    banned = next(rule for rule in LEAGUE.restrictions if rule.kind == "banned")

    assert faults(deck.leader, counts, LAST) == []
    assert faults(deck.leader, counts | {banned.number: 1}, LAST)
    assert faults(deck.leader, counts | {pair.number: 1, str(pair.partner): 1}, LAST)
    assert faults(deck.leader, dict(deck.counts[1:]), LAST)


def test_every_listed_deck_of_a_tournament_is_legal_on_its_weekend(sample: Written) -> None:
    for path in sample.folder.glob("tournaments/*"):
        document = read(path)
        entry = next(s for s in card_sets() if s.code == document["id"].upper())
        for event in document["events"]:
            for deck in event["decks"]:
                counts = {card["id"]: card["count"] for card in deck["cards"]}
                assert counts.pop(deck["leaderId"]) == 1
                week = LEAGUE.week_start(int(event["name"].split()[-1]) - 1)
                assert week >= entry.released
                assert faults(deck["leaderId"], counts, week) == []


def test_the_decks_of_the_ladder_files_are_those_of_the_roster(sample: Written) -> None:
    roster = rosters(LEAGUE, 7)
    for week, document in enumerate(sample.ladder):
        known = {deck.key: deck for deck in roster[week // BLOCK_WEEKS].decks}
        for match in document["matches"].values():
            for side in (match["p1"], match["p2"]):
                assert known[side["deck"]].leader == side["leader"]
        assert document["decks"] == {key: known[key].text for key in document["decks"]}


def test_there_are_a_few_thousand_lists_and_hardly_two_alike() -> None:
    decks = [deck for roster in rosters(LEAGUE, 7) for deck in roster.decks]

    assert len(decks) > 2_800
    assert len({deck.key for deck in decks}) > 0.99 * len(decks)


@pytest.mark.parametrize("place", range(len(LEAGUE.archetypes)), ids=lambda p: LEAGUE.leaders[p])
def test_a_core_card_is_in_nearly_every_list_and_a_flex_card_in_some(place: int) -> None:
    made = build(place, LAST)
    rng = stream(3, Stream.ROSTERS, place)
    decks = [dict(draw_deck(rng, place, LAST).counts) for _ in range(60)]
    uses = Counter(number for deck in decks for number in deck)

    assert len(made.core) == CORE
    assert len(made.flex) == FLEX
    assert not {*made.core} & {*made.flex}
    assert all(uses[number] == 60 for number in made.core)
    assert all(0 < uses[number] < 60 for number in made.flex[:3])


def test_a_style_shapes_the_curve() -> None:
    costs = {
        archetype.style: sum(
            cards_by_number()[number].cost * copies
            for number, copies in draw_deck(stream(1, Stream.ROSTERS), place, LAST).counts
        )
        / 50
        for place, archetype in enumerate(LEAGUE.archetypes)
    }

    assert costs["aggro"] < costs["midrange"] < costs["ramp"]


def test_established_lists_take_new_cards_at_the_edge() -> None:
    before, after = build(0, LEAGUE.first_day), build(0, LAST)

    assert before.core == after.core
    assert not [number for number in before.flex if number.startswith("TB03")]
    assert 1 <= sum(number.startswith("TB03") for number in after.flex) <= 5


def test_a_list_has_one_key_whoever_plays_it_and_another_with_another_leader() -> None:
    deck = DeckList(0, "TB01-001", (("TB01-005", 4), ("TB01-006", 2)))

    assert deck.text == "4xTB01-005 2xTB01-006"
    assert deck.key == DeckList(5, "TB01-001", deck.counts).key
    assert deck.key != DeckList(0, "TB02-002", deck.counts).key

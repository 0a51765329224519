"""The rules held against real tournament decks, restrictions and exceptions."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.decklist import parse_deck, print_deck
from tcb_analytics.cards.format import load_format
from tcb_analytics.errors import DeckError

pytestmark = pytest.mark.real_data
RULES = load_format("onepiece")


def read_decks(folder: Path, catalog: Catalog) -> Iterator[tuple[date, Deck]]:
    path = folder / "onepiece" / "carddb" / "DecksDb.json"
    for row in json.loads(path.read_text(encoding="utf-8"))["Decks"]:
        month, day, year = map(int, row["Date"].split("/"))
        text = "\n".join(f"{card['Qty']}x{card['cardnum']}" for card in row["Cards"])
        yield date(year, month, day), parse_deck(text, catalog, RULES)


def test_all_tournament_decks_are_legal_under_their_times_rules(
    real_data: Path, official: Catalog
) -> None:
    decks = list(read_decks(real_data, official))
    assert len(decks) == 69
    assert [deck for day, deck in decks if not deck.legal(RULES, on=day)] == []
    found = [violation for day, deck in decks for violation in deck.violations(RULES, on=day)]
    assert {violation.rule for violation in found} <= {"released"}


def test_some_of_them_would_break_todays_bans(real_data: Path, official: Catalog) -> None:
    decks = [deck for _, deck in read_decks(real_data, official)]
    broken = {v.rule for deck in decks for v in deck.violations(RULES) if v.severity == "error"}
    assert broken == {"banned"}


def test_every_tournament_deck_survives_every_style(real_data: Path, official: Catalog) -> None:
    for _, deck in read_decks(real_data, official):
        for style in ("compact", "plain", "named", "suffix", "arena", "line"):
            assert parse_deck(print_deck(deck, style), official) == deck


def test_ladder_strings_are_fifty_cards_on_one_line(real_data: Path, official: Catalog) -> None:
    path = real_data / "onepiece" / "matchups" / "ladder_2025-09-16.json"
    strings = json.loads(path.read_text(encoding="utf-8"))["decks"].values()
    assert {parse_deck(text, official).size for text in strings} == {50}


def test_the_bundled_restrictions_are_those_of_the_real_list(real_data: Path) -> None:
    path = real_data / "onepiece" / "carddb" / "Restrictions.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["Restrictions"]
    listed = {
        (row["CardNum"].lstrip("#"), date(*map(int, row["EffectiveDate"].split("."))))
        for row in rows
    }
    ours = {(r.number, r.in_force) for r in RULES.restrictions}
    ours |= {(r.partner, r.in_force) for r in RULES.restrictions if r.partner}
    assert ours == listed
    banned = {row["CardNum"].lstrip("#") for row in rows if row["Banned"]}
    assert {r.number for r in RULES.restrictions if r.kind == "banned"} == banned


def fifty(official: Catalog, leader: str, **wanted: object) -> Deck:
    """A deck of a leader: four of each character that fits, up to fifty cards."""
    lead = official[leader]
    cards: dict[Card, int] = {}
    for card in official.filter(category="Character"):
        left = 50 - sum(cards.values())
        fits = all(getattr(card, key) == value for key, value in wanted.items())
        if left and fits and card not in cards and set(card.colors) & set(lead.colors):
            cards[card] = min(4, left)
    return Deck(cards, leader=lead)


@pytest.mark.parametrize(
    ("number", "leader"),
    [("OP01-075", "OP01-060"), ("OP08-072", "OP01-061"), ("OP16-042", "OP01-060")],
)
def test_three_cards_may_come_in_any_number(official: Catalog, number: str, leader: str) -> None:
    deck = Deck({official[number]: 50}, leader=official[leader])
    assert deck.violations(RULES) == []


@pytest.mark.parametrize(
    ("leader", "allowed"),
    [("OP12-001", {"cost": 4}), ("OP13-079", {}), ("P-117", {"types": ("East Blue",)})],
)
def test_three_leaders_restrict_their_decks(
    official: Catalog, leader: str, allowed: dict[str, object]
) -> None:
    deck = fifty(official, leader, **allowed)
    assert [v.message for v in deck.violations(RULES)] == []
    offender = next(
        card
        for card in official.cards
        if set(card.colors) & set(official[leader].colors)
        and card.category in (Category.EVENT, Category.CHARACTER)
        and any(rule.number == leader and rule.breaks(card) for rule in RULES.restrictors)
    )
    first, copies = deck.cards[0]
    cards = {**dict(deck.cards), offender: 1, first: copies - 1}
    broken = Deck({card: n for card, n in cards.items() if n}, leader=deck.leader)
    assert [(v.rule, v.numbers) for v in broken.violations(RULES)] == [
        ("restrictor", (offender.number,))
    ]


def test_every_real_card_that_restricts_a_deck_is_declared(official: Catalog) -> None:
    for card in official.cards:
        found = Deck({card: 1}).violations(RULES)
        assert [v for v in found if v.rule == "restrictor" and v.severity == "warning"] == []


def test_a_mistyped_list_of_fifty_is_answered_at_once(official: Catalog) -> None:
    text = "\n".join(f"4xOP77-{number:03d}" for number in range(50))
    started = time.perf_counter()
    with pytest.raises(DeckError, match="50 lines"):
        parse_deck(text, official)
    assert time.perf_counter() - started < 5

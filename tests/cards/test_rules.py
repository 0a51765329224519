"""Each rule broken alone, in formats small enough to check by eye."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.collection import Collection
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import Format, load_format
from tcb_analytics.cards.restriction import Restriction, Restrictor, Rotation
from tcb_analytics.cards.selector import Selector
from tcb_analytics.cards.violation import Violation
from tests.tiny_set import ADA, BO, TINY_CATALOG, TINY_DECK

TIDEBREAK = load_format("tidebreak")
LIMITED = load_format("magic-limited")
CY, DI, ED, FAY, GIL, HEAT, ISLE, JO = (TINY_CATALOG[f"TY01-{n:03d}"] for n in range(3, 11))


def swap(out: Card, into: Card, copies: int) -> Deck:
    """The tiny deck with some copies of a card replaced."""
    cards = dict(TINY_DECK.cards)
    cards[out] -= copies
    cards[into] = cards.get(into, 0) + copies
    return Deck({card: count for card, count in cards.items() if count}, leader=TINY_DECK.leader)


def only(violations: list[Violation]) -> Violation:
    assert len(violations) == 1, violations
    return violations[0]


def told(deck: Deck, rules: Format, **question: object) -> list[tuple[str, tuple[str, ...]]]:
    return [(v.rule, v.numbers) for v in deck.violations(rules, **question)]


def test_a_legal_deck_breaks_no_rule() -> None:
    assert TINY_DECK.violations(TIDEBREAK) == []
    assert TINY_DECK.legal(TIDEBREAK)


def test_every_broken_rule_is_told_at_once() -> None:
    deck = Deck({JO: 5, ADA: 1, ISLE: 1}, side={CY: 1})
    assert [v.rule for v in deck.violations(TIDEBREAK)] == [
        "size", "side", "leader", "category", "copies",
    ]  # fmt: skip


@pytest.mark.parametrize("copies", [29, 31])
def test_a_deck_of_another_size_is_illegal(copies: int) -> None:
    cards = dict(TINY_DECK.cards) | {GIL: copies}
    broken = only(Deck(cards, leader=ADA).violations(TIDEBREAK))
    assert broken.message == f"the deck has {20 + copies} cards, the format asks for exactly 50"


def test_a_deck_without_a_leader_is_illegal() -> None:
    assert told(Deck(TINY_DECK.cards), TIDEBREAK) == [("leader", ())]


def test_a_leader_of_another_category_is_illegal() -> None:
    assert told(Deck(TINY_DECK.cards, leader=CY), TIDEBREAK) == [("leader", (CY.number,))]


def test_a_leader_among_the_cards_is_illegal() -> None:
    assert told(swap(GIL, BO, 1), TIDEBREAK) == [("category", (BO.number,))]


def test_too_many_copies_are_told_with_their_cards_but_not_of_any_number_cards() -> None:
    broken = only(swap(GIL, CY, 1).violations(TIDEBREAK))
    assert (broken.rule, broken.cards) == ("copies", (CY,))
    assert broken.message == "at most 4 copies allowed: 5 of TY01-003 Cy"


def test_any_number_cards_are_also_named_by_the_format() -> None:
    rules = dataclasses.replace(TIDEBREAK, any_number=frozenset({CY.number}))
    assert told(swap(GIL, CY, 4), rules) == []


def test_a_card_that_shares_no_colour_with_the_leader_is_illegal() -> None:
    assert told(swap(GIL, JO, 1), TIDEBREAK) == [("colors", (JO.number,))]
    assert told(swap(GIL, ISLE, 1), TIDEBREAK) == [("colors", (ISLE.number,))]


def test_a_two_colour_leader_takes_cards_of_either_colour() -> None:
    deck = dataclasses.replace(TIDEBREAK, name="x") and swap(GIL, ISLE, 1)
    assert told(Deck(deck.cards, leader=BO), TIDEBREAK) == []


def test_cards_of_another_game_are_illegal() -> None:
    stranger = dataclasses.replace(CY, number="OP01-016", game="onepiece")
    assert told(swap(GIL, stranger, 1), TIDEBREAK) == [("game", ("OP01-016",))]


def test_an_unknown_card_is_kept_and_warned_of() -> None:
    deck = swap(GIL, Card.unknown("TB09-001", game="tidebreak"), 1)
    broken = only(deck.violations(TIDEBREAK))
    assert (broken.rule, broken.severity, broken.numbers) == ("unknown", "warning", ("TB09-001",))
    assert deck.legal(TIDEBREAK)


def restricted(*restrictions: Restriction) -> Format:
    return dataclasses.replace(TIDEBREAK, restrictions=restrictions)


BAN = Restriction("banned", CY.number, in_force=date(2025, 4, 1), until=date(2025, 6, 30))


@pytest.mark.parametrize(
    ("day", "banned"),
    [
        (date(2025, 3, 31), False),
        (date(2025, 4, 1), True),
        (date(2025, 6, 30), True),
        (date(2025, 7, 1), False),
        (None, False),
    ],
)
def test_a_ban_holds_from_its_first_to_its_last_day(day: date | None, banned: bool) -> None:
    expected = [("banned", (CY.number,))] if banned else []
    assert told(TINY_DECK, restricted(BAN), on=day) == expected


def test_without_a_day_the_latest_rules_hold_even_before_their_first_day() -> None:
    lasting = Restriction("banned", ADA.number, in_force=date(2999, 1, 1))
    assert told(TINY_DECK, restricted(lasting)) == [("banned", (ADA.number,))]
    assert told(TINY_DECK, restricted(lasting), on=date(2998, 12, 31)) == []


def test_a_limit_allows_its_copies_and_no_more() -> None:
    assert told(TINY_DECK, restricted(Restriction("limited", CY.number, most=4))) == []
    assert told(TINY_DECK, restricted(Restriction("limited", CY.number, most=1))) == [
        ("limited", (CY.number,))
    ]


def test_a_limit_binds_an_any_number_card_too() -> None:
    assert told(TINY_DECK, restricted(Restriction("limited", GIL.number, most=4))) == [
        ("limited", (GIL.number,))
    ]


def test_a_banned_pair_needs_both_cards_and_a_leader_may_be_one() -> None:
    pair = Restriction("banned_pair", ADA.number, partner=CY.number)
    assert told(TINY_DECK, restricted(pair)) == [("banned_pair", (ADA.number, CY.number))]
    assert told(Deck(TINY_DECK.cards, leader=BO), restricted(pair)) == []


def test_a_pair_whose_other_card_is_not_named_only_warns() -> None:
    broken = only(TINY_DECK.violations(restricted(Restriction("unresolved_pair", CY.number))))
    assert (broken.rule, broken.severity, broken.cards) == ("unresolved_pair", "warning", (CY,))


@pytest.mark.parametrize(
    ("restrictor", "offenders"),
    [
        (Restrictor(ADA.number, "", forbids=Selector(cost_least=5)), (FAY.number,)),
        (Restrictor(ADA.number, "", forbids=Selector(category=Category.EVENT)), (HEAT.number,)),
        (Restrictor(ADA.number, "", forbids=Selector(Category.EVENT, cost_least=2)), ()),
        (Restrictor(ADA.number, "", requires=Selector(type="Tiny")), ()),
        (Restrictor(ADA.number, "", requires=Selector(cost_most=3)), (FAY.number,)),
        (Restrictor(BO.number, "", forbids=Selector(cost_least=0)), ()),
    ],
)
def test_a_restrictor_binds_the_deck_it_is_in(
    restrictor: Restrictor, offenders: tuple[str, ...]
) -> None:
    rules = dataclasses.replace(TIDEBREAK, restrictors=(restrictor,))
    assert told(TINY_DECK, rules) == ([("restrictor", offenders)] if offenders else [])


def test_a_restricting_text_that_the_format_does_not_declare_is_warned_of() -> None:
    text = "Under the rules of this game, you cannot include cards of cost 9 in your deck."
    leader = dataclasses.replace(ADA, effect=text)
    broken = only(Deck(TINY_DECK.cards, leader=leader).violations(TIDEBREAK))
    assert (broken.rule, broken.severity, broken.cards) == ("restrictor", "warning", (leader,))


def test_cards_of_a_set_released_later_are_warned_of() -> None:
    rules = dataclasses.replace(TIDEBREAK, sets={"TY01": date(2025, 1, 10)})
    broken = only(TINY_DECK.violations(rules, on=date(2025, 1, 9)))
    assert (broken.rule, broken.severity, len(broken.cards)) == ("released", "warning", 7)
    assert told(TINY_DECK, rules, on=date(2025, 1, 10)) == []
    assert told(TINY_DECK, rules) == []


def test_a_rotation_allows_its_blocks_from_its_first_day_until_the_next() -> None:
    old = dataclasses.replace(CY, number="TY00-001", block=0)
    rules = dataclasses.replace(
        TIDEBREAK,
        rotations=(
            Rotation(date(2025, 1, 1), frozenset({1})),
            Rotation(date(2026, 1, 1), frozenset({0, 1})),
        ),
    )
    deck = swap(GIL, old, 1)
    assert told(deck, rules, on=date(2024, 12, 31)) == []
    assert told(deck, rules, on=date(2025, 12, 31)) == [("block", ("TY00-001",))]
    assert told(deck, rules, on=date(2026, 1, 1)) == []


LION = Card("Savannah Lions", "Savannah Lions", Category.CREATURE, ("W",), 1, game="magic")
PLAINS = Card("Plains", "Plains", Category.LAND, game="magic")


def test_a_limited_deck_has_at_least_forty_cards_from_its_pool_with_any_basic_lands() -> None:
    deck = Deck({LION: 23, PLAINS: 17})
    assert told(deck, LIMITED, pool=Collection({LION.number: 23})) == []
    assert told(Deck({LION: 23, PLAINS: 16}), LIMITED, pool=Collection({LION.number: 23})) == [
        ("size", ())
    ]
    broken = only(deck.violations(LIMITED, pool=Collection({LION.number: 22})))
    assert (broken.rule, broken.cards) == ("pool", (LION,))
    assert broken.message == "more than the pool holds: 23 of Savannah Lions (pool: 22)"


def test_a_limited_sideboard_comes_from_the_pool_too() -> None:
    deck = Deck({LION: 23, PLAINS: 17}, side={LION: 1})
    assert told(deck, LIMITED, pool=Collection({LION.number: 23})) == [("pool", (LION.number,))]


def test_two_printings_of_one_name_draw_on_both_of_their_pools() -> None:
    one = dataclasses.replace(LION, number="90001")
    other = dataclasses.replace(LION, number="90002")
    deck = Deck({one: 20, other: 3, PLAINS: 17})
    assert told(deck, LIMITED, pool=Collection({"90001": 20, "90002": 3})) == []
    assert told(deck, LIMITED, pool={"90001": 20, "90002": 2}) == [("pool", ("90001",))]


def test_a_limited_deck_without_a_pool_is_not_called_wrong() -> None:
    deck = Deck({LION: 23, PLAINS: 17})
    assert only(deck.violations(LIMITED)).severity == "warning"
    assert deck.legal(LIMITED)


def test_a_game_without_leaders_takes_none() -> None:
    deck = Deck({PLAINS: 40}, leader=LION)
    assert ("leader", (LION.number,)) in told(deck, LIMITED, pool={})


DECKS = st.builds(
    Deck,
    st.dictionaries(
        st.sampled_from([*TINY_CATALOG.cards, Card.unknown("TY09-001", game="tidebreak")]),
        st.sampled_from([1, 2, 3, 4, 5, 30, 34, 38]),
        max_size=8,
    ),
    leader=st.sampled_from([None, ADA, BO, CY]),
)


@given(DECKS)
def test_a_deck_is_legal_exactly_when_every_rule_checked_by_hand_holds(deck: Deck) -> None:
    lead = deck.leader
    holds = (
        sum(count for _, count in deck.cards) == 50
        and lead in (ADA, BO)
        and all(card not in (ADA, BO) for card, _ in deck.cards)
        and all(count <= 4 or card == GIL for card, count in deck.cards)
        and all(
            not card.known or lead is None or any(color in lead.colors for color in card.colors)
            for card, _ in deck.cards
        )
    )
    assert deck.legal(TIDEBREAK) == holds

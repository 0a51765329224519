"""Reasons: what forcing a card in or out costs, against building anew."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import CardError, DeckError
from tcb_analytics.strategies import build_deck, why
from tcb_analytics.strategies.asked import Asked
from tcb_analytics.strategies.measure import objective_of
from tcb_analytics.strategies.why_html import why_html
from tests.strategies import pools


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_each_change_is_that_of_the_best_deck_so_forced(seed: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 50)
    built = build_deck(catalog, "balanced", "TX01-001", format=pools.PLAIN)
    card = rng.choice([card for card, _ in built.deck.cards])
    copies = built.deck.counts[card.number]
    reason = built.why(card.number)

    def forced(**asked: dict[str, int]) -> float:
        other = build_deck(catalog, "balanced", "TX01-001", format=pools.PLAIN, **asked)
        return round(other.objective - built.objective, 4)

    assert reason.copies == copies
    assert reason.without is not None
    assert reason.without.change == forced(exclude={card.number: 0})
    assert reason.one_fewer is not None
    assert reason.one_fewer.change == forced(exclude={card.number: copies - 1})
    if copies < 4:
        assert reason.one_more.change == forced(include={card.number: copies + 1})
    else:
        assert reason.one_more.obstacle == "the format allows 4 copies"


def test_the_deck_told_is_worth_what_is_told() -> None:
    catalog = pools.catalogue(random.Random(7), 50)
    built = build_deck(catalog, "control", "TX01-001", format=pools.PLAIN)
    reason = built.why(built.deck.cards[0][0])
    assert reason.without is not None
    swaps = reason.without.swaps
    assert swaps is not None
    counts = dict(built.deck.counts) | {n: new for n, (_, new) in swaps.changed.items()}
    counts = {n: c for n, c in counts.items() if n not in swaps.removed} | dict(swaps.added)
    points = objective_of(built.question, built.question.counted(counts))
    assert points - built.objective == pytest.approx(reason.without.change)


def test_a_card_that_is_not_in_tells_what_it_would_cost_or_which_rule_forbids_it() -> None:
    catalog = pools.catalogue(random.Random(7), 50)
    built = build_deck(
        catalog, "control", "TX01-001", format=pools.PLAIN, evidence={"TX01-101": 0.4}
    )
    absent = [
        card for card in catalog.cards
        if card.life is None and card.number not in built.deck.counts
    ]  # fmt: skip
    colors = set(catalog["TX01-001"].colors)
    allowed = next(card for card in absent if colors & set(card.colors))
    foreign = next(card for card in absent if not colors & set(card.colors))
    reason = why(built, allowed)
    assert (reason.copies, reason.without, reason.one_fewer) == (0, None, None)
    assert reason.one_more.change is not None
    assert reason.one_more.change <= 0
    assert "no colour of the leader" in (why(built, foreign).one_more.obstacle or "")
    shares = [why(built, card).inclusion for card in (allowed, foreign)]
    assert shares == [{"TX01-101": 0.4}.get(card.number) for card in (allowed, foreign)]


def test_reasons_hold_where_missing_copies_cost_points() -> None:
    catalog = pools.catalogue(random.Random(7), 50)
    owned = dict.fromkeys(catalog, 1)
    asked = Asked(format=pools.PLAIN, collection=owned, missing=0.4)
    built = build_deck(catalog, "control", "TX01-001", **asked)
    card = built.deck.cards[0][0]
    without = build_deck(catalog, "control", "TX01-001", exclude=[card.number], **asked)
    reason = built.why(card)
    assert reason.without is not None
    assert reason.without.change == round(without.objective - built.objective, 4)


def test_a_card_that_cannot_be_spared_says_so() -> None:
    rng = random.Random(2)
    leader = pools.leader(rng, 1)
    cards = [pools.card(rng, at) for at in range(101, 140)]
    five = [card for card in cards if set(card.colors) & set(leader.colors)][:5]
    built = build_deck(Catalog([leader, *five]), "balanced", leader, format=pools.PLAIN)
    reason = built.why(five[0].number)
    assert reason.without is not None
    assert reason.without.obstacle == "the other demands leave no such deck"


def test_cards_that_can_be_in_no_deck_are_refused() -> None:
    catalog = pools.catalogue(random.Random(7), 50)
    built = build_deck(catalog, "control", "TX01-001", format=pools.PLAIN)
    with pytest.raises(CardError, match="no card 'TX99-001'"):
        built.why("TX99-001")
    with pytest.raises(DeckError, match="can be in no deck"):
        built.why("TX01-002")


def test_a_reason_is_plain_data_and_an_escaped_page() -> None:
    rng = random.Random(9)
    catalog = pools.catalogue(rng, 50)
    evil = type(catalog.cards[0])(
        number="TX01-900", name="<b onload=x>", category="Event", game="tidebreak", cost=1,
        colors=catalog["TX01-001"].colors,
    )  # fmt: skip
    built = build_deck(
        Catalog([*catalog.cards, evil]), "balanced", "TX01-001", format=pools.PLAIN,
        evidence={"TX01-900": 0.25},
    )  # fmt: skip
    reason = built.why("TX01-900")
    page = why_html(reason)
    assert "<b onload" not in page
    assert "in 25 % of the leader" in page
    assert reason.as_dict()["one_more"]["swaps"] is not None
    assert isinstance(built.deck, Deck)

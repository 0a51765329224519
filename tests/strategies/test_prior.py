"""The stated prior: what it rewards, and that every real or imaginary card has one."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.strategies.prior import BASE, prior_value
from tests.strategies import pools

PLAIN = Card(number="TX01-100", name="C", category=Category.CHARACTER, power=4000, game="tidebreak")


@pytest.mark.parametrize(
    ("better", "by"),
    [
        (replace(PLAIN, counter=1000), 0.3),
        (replace(PLAIN, counter=2000), 1.7),
        (replace(PLAIN, power=5000), 0.12),
        (replace(PLAIN, keywords=("Blocker",)), 1.1),
        (replace(PLAIN, effect="Draw 2 cards."), 0.7 + 0.013),
        (replace(PLAIN, effect="Look at 5 cards."), 1.1 + 0.016),
        (replace(PLAIN, rarity="Rare"), 0.9),
    ],
)
def test_each_figure_adds_its_stated_points(better: Card, by: float) -> None:
    assert prior_value(better) - prior_value(PLAIN) == pytest.approx(by)


def test_a_leader_is_worth_its_life_and_text() -> None:
    leader = Card(number="TX01-001", name="L", category=Category.LEADER, life=5, power=5000)
    assert prior_value(leader) == pytest.approx(BASE + 0.3)
    assert prior_value(replace(leader, effect="Draw 1 card.")) == pytest.approx(BASE + 1.0)


def test_every_card_of_a_random_catalogue_has_a_few_points() -> None:
    for card in pools.catalogue(random.Random(2), 300).cards:
        assert 2 < prior_value(card) < 10


@pytest.mark.real_data
def test_every_real_card_has_a_few_points(official: Catalog) -> None:
    points = [prior_value(card) for card in official.cards]
    assert min(points) > 1.5
    assert max(points) < 12

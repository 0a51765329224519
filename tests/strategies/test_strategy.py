"""The declared strategies: four that differ as their names say, and wrong ones refused."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tcb_analytics.cards.card import Category
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import Aim, Selector, Strategy, Weights, analyse, build_deck
from tcb_analytics.strategies.aggressive import STRATEGY as AGGRESSIVE
from tcb_analytics.strategies.balanced import STRATEGY as BALANCED
from tcb_analytics.strategies.control import STRATEGY as CONTROL
from tcb_analytics.strategies.tournament import STRATEGY as TOURNAMENT
from tests.strategies import pools

ALL = (AGGRESSIVE, BALANCED, CONTROL, TOURNAMENT)


def mean_cost(strategy: str) -> float:
    catalog = pools.catalogue(random.Random(31), 150)
    deck = build_deck(catalog, strategy, "TX01-001", format=pools.PLAIN).deck
    return analyse(deck).mean_cost or 0.0


def test_aggressive_decks_are_cheapest_and_control_decks_dearest() -> None:
    assert mean_cost("aggressive") < mean_cost("balanced") < mean_cost("control")


def test_a_control_deck_blocks_more_than_an_aggressive_one() -> None:
    catalog = pools.catalogue(random.Random(31), 150)
    blockers = [
        analyse(build_deck(catalog, name, "TX01-001", format=pools.PLAIN).deck).keywords
        for name in ("aggressive", "control")
    ]
    assert blockers[0].get("Blocker", 0) < blockers[1]["Blocker"]


@pytest.mark.parametrize("strategy", ALL, ids=lambda strategy: strategy.name)
def test_a_declaration_is_plain_data(strategy: Strategy) -> None:
    data = strategy.as_dict()
    assert sum(data["curve"].values()) == pytest.approx(1)
    assert data["summary"].endswith(".")
    assert all(isinstance(price, float) for price in data["weights"].values())


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"curve": {1: 0.5}}, "curve must be shares"),
        ({"land_curve": {1: 1.5, 2: -0.5}}, "land_curve must be shares"),
        ({"categories": {Category.EVENT: (0.4, 0.2)}}, "two shares between 0 and 1"),
        ({"aims": (Aim(Selector(), 0.0, 1.2),)}, "two shares between 0 and 1"),
        ({"types": 1.1}, "two shares between 0 and 1"),
        ({"counters": (2.0, 1.0)}, "the lesser first"),
        ({"slack": -1}, "slack must be at least 0"),
        ({"colors_most": 0}, "colors_most at least 1"),
        ({"weights": Weights(curve=-1)}, "weights and slack"),
    ],
)
def test_an_impossible_declaration_is_refused(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(DeckError, match=says) as caught:
        replace(BALANCED, **wrong)
    assert "strategy 'balanced'" in str(caught.value)

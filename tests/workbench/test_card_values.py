"""Learned values straight from the lake, for a leader and a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from tcb_analytics.errors import CardError, QueryError
from tcb_analytics.strategies import build_deck
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.card_values import LakeLearner, lake_learner, learned_values


def test_values_of_a_leader_come_from_its_lists_and_its_matches(league_lake: Lake) -> None:
    found = lake_learner(league_lake).evidence("TB01-001")
    assert found.lists > 100
    assert all(value.learned for value in found.values.values())


def test_the_best_deck_over_all_leaders_has_the_values_of_its_leader(
    league_lake: Lake, truth: dict[str, Any]
) -> None:
    catalog, rules = league_lake.catalog(), league_lake.format()
    values = learned_values(league_lake)
    assert isinstance(values, LakeLearner)
    built = build_deck(catalog, "tournament", format=rules, values=values)
    leader = built.deck.leader
    assert leader is not None
    assert built.leaders == len(catalog.leaders)
    own = values.evidence(leader).values
    assert all(value.value == pytest.approx(own[n].value, abs=1e-4)
               for n, value in built.values.items())  # fmt: skip
    core = next(one["core"] for one in truth["archetypes"] if one["leader"] == leader.number)
    assert len(set(core) & built.deck.counts.keys()) >= 9
    for other in catalog.leaders:
        alone = build_deck(catalog, "tournament", other, format=rules, values=values)
        assert alone.objective <= built.objective


def test_a_card_newer_than_every_list_is_guessed_on_the_same_scale(league_lake: Lake) -> None:
    values = lake_learner(league_lake, on=date(2026, 2, 1))(league_lake.catalog()["TB01-001"])
    newer = [value for number, value in values.items() if number.startswith("TB03")]
    assert newer
    assert not any(value.learned for value in newer)
    assert {value.basis for value in newer} == {"its figures"}
    assert np.mean([value.value for value in newer]) < 6


def test_a_game_that_the_lake_lacks_is_told_with_those_it_holds(league_lake: Lake) -> None:
    for game in ("magic", "onepiece"):
        with pytest.raises(QueryError, match=f"no game '{game}'; the lake holds: tidebreak"):
            learned_values(league_lake, game)


def test_a_day_hides_what_came_later(league_lake: Lake) -> None:
    day = date(2026, 2, 1)
    early = lake_learner(league_lake, on=day)
    assert {card.set_code for card in early.catalog.cards} == {"TB01", "TB02", "TS01"}
    assert early.evidence("TB01-001").lists < 40
    assert not any(n.startswith("TB03") for n in early.evidence("TB01-001").values)


def test_an_unknown_leader_and_an_early_day_are_refused(league_lake: Lake) -> None:
    with pytest.raises(CardError):
        lake_learner(league_lake).evidence("TB99-001")
    with pytest.raises(QueryError, match="2020"):
        lake_learner(league_lake, on=date(2020, 1, 1))

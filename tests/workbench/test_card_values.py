"""Learned values straight from the lake, for a leader and a day."""

from __future__ import annotations

from datetime import date

import pytest

from tcb_analytics.errors import CardError, QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.card_values import lake_learner, learned_values


def test_values_of_a_leader_come_from_its_lists_and_its_matches(league_lake: Lake) -> None:
    found = learned_values(league_lake, "TB01-001")
    assert found.lists > 100
    assert all(value.learned for value in found.values.values())


def test_a_day_hides_what_came_later(league_lake: Lake) -> None:
    day = date(2026, 2, 1)
    early = lake_learner(league_lake, on=day)
    assert {card.set_code for card in early.catalog.cards} == {"TB01", "TB02", "TS01"}
    assert early.evidence("TB01-001").lists < 40
    assert not any(n.startswith("TB03") for n in early.evidence("TB01-001").values)


def test_an_unknown_leader_and_an_early_day_are_refused(league_lake: Lake) -> None:
    with pytest.raises(CardError):
        learned_values(league_lake, "TB99-001")
    with pytest.raises(QueryError, match="2020"):
        lake_learner(league_lake, on=date(2020, 1, 1))

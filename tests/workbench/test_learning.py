"""Learned values: near what the sample was drawn from, and sure where much is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.errors import QueryError
from tcb_analytics.strategies import build_deck
from tcb_analytics.strategies.prior import BASE
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.learning import SPAN, CardEvidence, Learner, learn
from tcb_analytics.workbench.seasons import Seasons
from tcb_analytics.workbench.shelf import Shelf


@pytest.fixture(scope="module")
def learner(seasons: Seasons) -> Learner:
    return learn(seasons)


def asked(learner: Learner, shelf: Shelf, leader: str) -> CardEvidence:
    return learner.evidence(shelf.catalog[leader], learner.seasons.seasons[-1].out)


def test_the_core_of_an_archetype_is_worth_more_than_what_it_never_plays(
    learner: Learner, shelf: Shelf, truth: dict[str, Any]
) -> None:
    for archetype in truth["archetypes"]:
        values = asked(learner, shelf, archetype["leader"]).values
        core = [values[number].value for number in archetype["core"]]
        played = {*archetype["core"], *archetype["flex"]}
        rest = [found.value for number, found in values.items() if number not in played]
        assert min(core) > np.quantile(rest, 0.9), archetype["name"]
        assert min(core) > BASE + 0.6 * SPAN


def test_values_lie_between_a_card_that_nobody_and_one_that_everybody_plays(
    learner: Learner, shelf: Shelf
) -> None:
    found = asked(learner, shelf, "TB01-001")
    for value in found.values.values():
        assert BASE <= value.value <= BASE + SPAN
        assert value.uncertainty is not None
        assert 0 < value.uncertainty < SPAN
    assert set(found.values.values()) == {v for v in found.values.values() if v.learned}
    assert all(0 < share <= 1 for share in found.inclusion.values())


def test_a_leader_with_lists_is_better_known_than_one_without(
    seasons: Seasons, shelf: Shelf
) -> None:
    early = learn(seasons.before("TB03"))
    out = seasons.seasons[1].out
    known = early.evidence(shelf.catalog["TB01-001"], out)
    new = early.evidence(shelf.catalog["TB03-001"], out)
    assert known.lists > 0
    assert new.lists == 0
    assert not new.inclusion
    core = [number for number, share in known.inclusion.items() if share > 0.95]
    sure = np.mean([known.values[number].uncertainty or 0 for number in core])
    likely = sorted(new.values.values(), key=lambda value: -value.value)[: len(core)]
    assert sure < np.mean([value.uncertainty or 0 for value in likely]) / 2


def test_a_card_that_no_list_could_hold_is_not_called_learned(
    seasons: Seasons, shelf: Shelf
) -> None:
    early = learn(seasons.before("TB03"))
    values = early.evidence(shelf.catalog["TB01-001"], seasons.seasons[1].out).values
    learned = {number.split("-")[0] for number, value in values.items() if value.learned}
    guessed = {number.split("-")[0] for number, value in values.items() if not value.learned}
    assert guessed == {"TB03"}
    assert "TB03" not in learned


def test_typical_copies_are_those_of_the_lists(learner: Learner, shelf: Shelf) -> None:
    found = asked(learner, shelf, "TB01-001")
    assert all(1 <= copies < 4 for copies in found.most.values())
    core = {number for number, share in found.inclusion.items() if share > 0.95}
    assert not core & {number for number, copies in found.most.items() if copies < 3}


def test_the_engine_takes_them_as_they_are(
    learner: Learner, shelf: Shelf, league_lake: Lake, truth: dict[str, Any]
) -> None:
    archetype = truth["archetypes"][0]
    found = asked(learner, shelf, archetype["leader"])
    pool = shelf.catalog
    built = build_deck(
        pool, "tournament", archetype["leader"], format=league_lake.format(), values=found.values
    )
    assert built.gap == 0
    assert built.learned_share == 1
    assert len(set(archetype["core"]) & built.deck.counts.keys()) >= 9


def test_a_leader_that_nobody_played_still_gets_values(learner: Learner) -> None:
    stranger = Card("ZZ01-001", "Nobody", Category.LEADER, colors=("Blue",), game="tidebreak")
    found = learner.evidence(stranger, learner.seasons.seasons[-1].out)
    assert found.lists == 0
    assert len(found.values) > 20


def test_nothing_to_learn_from_is_said(seasons: Seasons) -> None:
    with pytest.raises(QueryError, match="no leader"):
        learn(seasons.before("TB02"))


def test_a_colour_has_values_of_its_own_from_all_its_leaders(
    learner: Learner, shelf: Shelf, truth: dict[str, Any]
) -> None:
    out = learner.seasons.seasons[-1].out
    archetypes = truth["archetypes"]
    color = shelf.catalog[archetypes[0]["leader"]].colors[0]
    found = learner.color(color.upper(), out)
    mine = [one for one in archetypes if color in shelf.catalog[one["leader"]].colors]
    assert found.lists >= max(asked(learner, shelf, one["leader"]).lists for one in mine)
    assert all(color in shelf.catalog[number].colors for number in found.values)
    assert all(value.learned for value in found.values.values())
    assert {value.basis for value in found.values.values()} == {f"{color} lists"}
    cores = {number for one in mine for number in one["core"] if number in found.values}
    ever = {n for one in mine for n in (*one["core"], *one["flex"])}
    core = np.mean([found.values[number].value for number in cores])
    rest = np.mean([v.value for n, v in found.values.items() if n not in ever])
    assert core > rest + 1


def test_a_colour_is_less_sure_than_a_leader_of_many_lists(learner: Learner, shelf: Shelf) -> None:
    leader = shelf.catalog["TB01-001"]
    own = asked(learner, shelf, leader.number).values
    wide = learner.color(leader.colors[0], learner.seasons.seasons[-1].out).values
    both = own.keys() & wide.keys()
    assert len(both) > 20
    doubt = [np.mean([values[n].uncertainty or 0 for n in both]) for values in (own, wide)]
    assert doubt[0] < doubt[1]


def test_an_unknown_colour_is_told_with_the_known(learner: Learner) -> None:
    with pytest.raises(QueryError, match="no card has the colour 'Mauve'; known: "):
        learner.color("Mauve", learner.seasons.seasons[-1].out)

"""What may be asked of a build, and what is noted when it is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tcb_analytics.app.services import builds
from tcb_analytics.app.services.builds import BuildAsked, DemandAsked
from tcb_analytics.app.services.refusals import InvalidError
from tests.app.harbour import OneLake, PlainLake, audited, harbour, visitor
from tests.app.worlds import GAME, NOON, World

Lake = OneLake[PlainLake]


def ask(world: World, asked: BuildAsked, lake: Lake | None = None) -> dict[str, Any]:
    job = builds.ask(world.begin(), lake or Lake(PlainLake()), visitor(world), asked)
    return dict(job.request)


def test_a_request_is_plain_data_with_the_only_game_there_is() -> None:
    world = harbour()
    asked = BuildAsked(
        "control", include={"HB01-001": 2}, exclude=("HB01-002",), on=date(2026, 1, 2),
        demands=(DemandAsked(least=3, category="Character"),),
    )  # fmt: skip

    request = ask(world, asked)

    assert (request["game"], request["on"], request["collection"]) == (GAME, "2026-01-02", None)
    assert ("job.ask") in {action for _, action in audited(world)}


def test_what_is_owned_is_noted_when_it_is_asked() -> None:
    world = harbour()
    who = visitor(world)
    with world.begin() as uow:
        keys = uow.cards.keys(GAME, ["HB01-001", "HB01-002"])
        uow.collections.put(who.id, {keys["HB01-001"]: 3, keys["HB01-002"]: 1}, NOON)
        uow.commit()

    job = builds.ask(world.begin(), Lake(PlainLake()), who, BuildAsked("control", owned=True))
    with world.begin() as uow:
        uow.collections.put(who.id, {keys["HB01-001"]: 0}, NOON)
        uow.commit()

    assert job.request["collection"] == {"HB01-001": 3, "HB01-002": 1}


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        (BuildAsked("nonsense"), None),
        (BuildAsked("control", leader="HB01-001"), "leader"),
        (BuildAsked("control", leader="XX"), None),
        (BuildAsked("control", include={"XX": 1}), None),
        (BuildAsked("control", exclude=("XX",)), None),
        (BuildAsked("control", demands=(DemandAsked(4, 3),)), "any card"),
        (BuildAsked("control", game="chess"), "game"),
    ],
)
def test_what_is_seen_to_be_wrong_is_no_job(asked: BuildAsked, where: str | None) -> None:
    world = harbour()

    with pytest.raises(InvalidError) as refused:
        ask(world, asked)

    assert refused.value.where == where
    assert "job.ask" not in {action for _, action in audited(world)}


def test_where_there_are_several_games_one_must_be_named() -> None:
    lake = Lake(PlainLake(games=(GAME, "chess")))

    with pytest.raises(InvalidError, match="which game"):
        ask(harbour(), BuildAsked("control"), lake)
    assert ask(harbour(), BuildAsked("control", game=GAME), lake)["game"] == GAME


def test_a_build_is_the_proven_best_and_plain_data() -> None:
    lake = Lake(PlainLake(cards=12))
    world = harbour()
    demand = DemandAsked(least=2, category="Character", cost_most=1)
    request = ask(world, BuildAsked("control", include={"HB01-003": 2}, demands=(demand,)), lake)
    told: list[float] = []

    result = builds.build(builds.KIND.prepare(lake.state, request), told.append)

    assert sum(result["cards"].values()) == 10
    assert result["cards"]["HB01-003"] >= 2
    assert (result["gap"], result["leader"], result["coverage"]) == (0, None, None)
    assert result["points"] == result["bound"]
    assert told == [0.0]


def test_every_strategy_has_a_name_and_a_sentence() -> None:
    assert {strategy.name for strategy in builds.strategies()} >= {"aggressive", "control"}
    assert all(strategy.summary for strategy in builds.strategies())

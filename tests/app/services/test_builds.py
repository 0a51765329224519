"""What may be asked of a build, and what is noted when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tcb_analytics.app.services import builds, leasing
from tcb_analytics.app.services.builds import BuildAsked, DemandAsked
from tcb_analytics.app.services.refusals import InvalidError
from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.cards.restriction import Restriction
from tcb_analytics.errors import DeckError
from tests.app.harbour import RULES, OneLake, PlainLake, audited, harbour, visitor
from tests.app.services.test_jobs import LEASE
from tests.app.worlds import GAME, NOON, World, card

Lake = OneLake[PlainLake]
LEADERS = [
    Card(number, f"Captain {number}", Category.LEADER, ("Red",), life=5, power=5000, game=GAME)
    for number in ("HB01-L1", "HB01-L2")
]


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


class Quay(PlainLake):
    """A game with leaders: two of them, and twelve characters of their colours."""

    def catalog(self, game: str) -> Catalog:
        """Every card of the one game."""
        assert game == GAME
        return Catalog([*LEADERS, *(replace(card(n), colors=("Red",)) for n in range(12))])

    def rules(self, game: str) -> Format:
        """With a leader, and a card that was banned for a while."""
        assert game == GAME
        away = Restriction("banned", "HB01-006", in_force=date(2026, 1, 1), until=date(2026, 6, 1))
        return replace(RULES, leader=True, colors_follow_leader=True, restrictions=(away,))


def built(asked: BuildAsked, owned: Mapping[str, int] | None = None) -> dict[str, Any]:
    """What comes out of a build of leaders' game."""
    lake, world = Quay(), harbour()
    who = visitor(world)
    with world.begin() as uow:
        keys = uow.cards.keys(GAME, list(owned or {}))
        uow.collections.put(who.id, {keys[n]: copies for n, copies in (owned or {}).items()}, NOON)
        uow.commit()
    request = builds.ask(world.begin(), OneLake(lake), who, asked).request
    return builds.build(builds.KIND.prepare(lake, request), lambda share: None)


def test_a_result_tells_all_that_a_page_shows() -> None:
    result = built(BuildAsked("control", leader="HB01-L2"))

    assert set(result) == {
        "game", "strategy", "leader", "cards", "points", "bound", "gap", "terms", "targets",
        "coverage", "shopping", "leaders",
    }  # fmt: skip
    assert (result["game"], result["strategy"], result["leader"]) == (GAME, "control", "HB01-L2")
    assert (result["leaders"], result["coverage"], result["shopping"]) == (1, None, [])
    assert sum(result["terms"].values()) == pytest.approx(result["points"], abs=0.01)
    assert {reading["term"] for reading in result["targets"]} == {"curve", "categories"}
    assert all(reading["binds"] for reading in result["targets"])
    assert built(BuildAsked("control"))["leaders"] == 2


def test_a_build_keeps_to_everything_that_was_asked() -> None:
    asked = BuildAsked(
        "control", leader="HB01-L1", include={"HB01-003": 3}, exclude=("HB01-001", "HB01-002"),
        demands=(DemandAsked(least=4, category="Character", cost_least=4, cost_most=4),), size=10,
    )  # fmt: skip
    cards = built(asked)["cards"]

    assert cards["HB01-003"] >= 3
    assert not {"HB01-001", "HB01-002"} & set(cards)
    assert cards.get("HB01-004", 0) + cards.get("HB01-011", 0) >= 4
    with pytest.raises(DeckError):
        built(replace(asked, size=9))
    with pytest.raises(DeckError):
        built(BuildAsked("control", include={"HB01-006": 1}, on=date(2026, 2, 1)))
    assert "HB01-006" in built(
        BuildAsked("control", include={"HB01-006": 1}, on=date(2025, 2, 1))
    )["cards"]  # fmt: skip


def test_a_build_of_what_is_owned_buys_nothing_unless_a_price_is_named() -> None:
    owned = {"HB01-000": 4, "HB01-001": 4, "HB01-002": 2}
    asked = BuildAsked("control", leader="HB01-L1", owned=True)

    kept = built(asked, owned)
    assert (kept["cards"], kept["coverage"], kept["shopping"]) == (owned, 1, [])
    short = {"HB01-000": 4, "HB01-001": 4}
    with pytest.raises(DeckError):
        built(asked, short)
    bought = built(replace(asked, missing=1000.0), short)
    assert bought["coverage"] == 0.8
    assert sum(one["copies"] for one in bought["shopping"]) == 2
    assert {one["number"] for one in bought["shopping"]} <= set(bought["cards"])
    assert bought["points"] < kept["points"]


def test_a_leader_that_is_none_or_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(InvalidError) as refused:
        built(BuildAsked("control", leader="HB01-001"))
    assert refused.value.where == "leader"


def test_a_build_is_a_job_of_its_kind_with_the_trace_that_asked() -> None:
    world = harbour()
    trace = {"traceparent": "00-1-2-01"}
    job = builds.ask(world.begin(), Lake(PlainLake()), visitor(world), BuildAsked("control"), trace)

    taken = leasing.take(world.begin(), job.id, now=NOON, lease=LEASE, attempts=1)
    assert (job.kind, taken and taken.kind, taken and taken.trace) == ("build", "build", trace)
    assert builds.KIND.name == "build"

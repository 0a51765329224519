"""Decks built by a strategy, as jobs: any card of the game, or what the player owns.

The strategies are data (``tcb_analytics.strategies``): a request names one, and one optimiser
interprets it. Leaves out keeping the deck, which is a deck of its own then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tcb_analytics.app.models.work import Job
from tcb_analytics.app.services import jobs
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.kinds import Kind, Tell, game_of
from tcb_analytics.app.services.lake import LakePort, LakeState
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import InvalidError
from tcb_analytics.cards.card import Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.cards.selector import Selector
from tcb_analytics.errors import CardError, DeckError
from tcb_analytics.strategies import Demand, build_deck
from tcb_analytics.strategies.asked import leader_for
from tcb_analytics.strategies.registry import all_strategies, get_strategy
from tcb_analytics.strategies.strategy import Strategy


@dataclass(frozen=True)
class DemandAsked:
    """So many copies of the cards that meet every given part."""

    least: int = 0
    most: int | None = None
    category: str | None = None
    cost_least: int | None = None
    cost_most: int | None = None
    keyword: str | None = None
    type: str | None = None
    color: str | None = None
    counter_least: int | None = None
    power_least: int | None = None


@dataclass(frozen=True)
class BuildAsked:
    """A deck that is wanted.

    Attributes:
        strategy: Name of a strategy.
        game: The game; may be left out where there is one.
        leader: Number of the leader; without one, the best over all leaders.
        include: Least copies by number.
        exclude: Numbers that must not be in it.
        demands: Further demands.
        size: Cards; by default the fewest that the format allows.
        on: Day whose rules hold; by default the latest known.
        owned: Whether only copies that the player owns may be in it.
        missing: Points that each copy not owned costs, where such copies may be in it.
    """

    strategy: str
    game: str | None = None
    leader: str | None = None
    include: Mapping[str, int] | None = None
    exclude: tuple[str, ...] = ()
    demands: tuple[DemandAsked, ...] = ()
    size: int | None = None
    on: date | None = None
    owned: bool = False
    missing: float | None = None


@dataclass(frozen=True)
class BuildTask:
    """All that building takes."""

    catalog: Catalog
    rules: Format
    request: Mapping[str, Any]


def strategies() -> tuple[Strategy, ...]:
    """Every strategy there is."""
    return all_strategies()


def ask(
    uow: UnitOfWork, lake: LakePort, visitor: Visitor, asked: BuildAsked,
    trace: Mapping[str, str] | None = None,
) -> Job:  # fmt: skip
    """Ask for a deck; what the player owns is noted now, and later changes do not matter.

    Args:
        uow: A transaction.
        lake: Where the cards are.
        visitor: Who asks.
        asked: What for.
        trace: The trace that asks.

    Raises:
        InvalidError: A strategy, game, card or demand is unknown or impossible.
        ConflictError: The player has too many unfinished jobs.
        UnavailableError: The lake cannot be read.
    """
    state = lake.look()
    game = game_of(state, asked.game)
    if game is None:
        raise InvalidError(f"which game? There are: {', '.join(state.games)}", where="game")
    request = asdict(asked) | {"game": game, "on": asked.on.isoformat() if asked.on else None}
    _check(state.catalog(game), state.rules(game), asked)
    request["collection"] = None
    if asked.owned:
        with uow:
            request["collection"] = dict(uow.collections.copies(visitor.id, game))
    return jobs.ask(uow, visitor, KIND.name, request, trace)


def _check(catalog: Catalog, rules: Format, asked: BuildAsked) -> None:
    """Refuse what can be seen to be wrong without solving anything."""
    try:
        get_strategy(asked.strategy)
        leader_for(catalog, asked.leader)
        for number in (*(asked.include or {}), *asked.exclude):
            catalog[number]
        for demand in asked.demands:
            _demand(asdict(demand))
    except (CardError, DeckError) as error:
        raise InvalidError(error.what, where=error.where, remedy=error.remedy) from error
    if asked.leader is not None and not rules.leader:
        raise InvalidError("this game has no leaders", where="leader")


def _prepare(state: LakeState, request: Mapping[str, Any]) -> BuildTask:
    game = str(request["game"])
    return BuildTask(state.catalog(game), state.rules(game), request)


def build(task: BuildTask, tell: Tell) -> dict[str, Any]:
    """Build a deck.

    Raises:
        CardError: A number is unknown.
        DeckError: What is asked cannot be, with the smallest set of demands that clash.
    """
    request = task.request
    tell(0.0)
    built = build_deck(
        task.catalog, request["strategy"], request["leader"], format=task.rules,
        include=request["include"] or {}, exclude=request["exclude"],
        demands=[_demand(demand) for demand in request["demands"]], size=request["size"],
        on=date.fromisoformat(request["on"]) if request["on"] else None,
        collection=request["collection"], missing=request["missing"],
    )  # fmt: skip
    leader = built.deck.leader
    return {
        "game": request["game"],
        "strategy": built.strategy,
        "leader": leader.number if leader else None,
        "cards": built.deck.counts,
        "points": built.objective,
        "bound": built.bound,
        "gap": built.gap,
        "terms": dict(built.terms),
        "targets": [reading.as_dict() for reading in built.binding],
        "coverage": built.coverage,
        "shopping": [{"number": one.number, "copies": one.copies} for one in built.shopping],
        "leaders": built.leaders,
    }


def _demand(asked: Mapping[str, Any]) -> Demand:
    parts = {name: asked[name] for name in Selector.__slots__ if name in asked}
    if parts["category"] is not None:
        parts["category"] = Category(parts["category"])
    return Demand(Selector(**parts), asked["least"], asked["most"])


KIND = Kind("build", _prepare, build)

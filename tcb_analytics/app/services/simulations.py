"""Many games of one deck against another, as jobs.

A request holds the decks as they are when it is made. Leaves out how a game is played
(``tcb_analytics.simulator``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tcb_analytics.app.models.work import Job
from tcb_analytics.app.services import jobs
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.kinds import Kind, Tell, game_of
from tcb_analytics.app.services.lake import LakePort, LakeState
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import InvalidError, UnknownError
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import CardError, TcbError
from tcb_analytics.simulator import PILOTS, simulate
from tcb_analytics.simulator.entry import check_decks

MOST_GAMES = 200_000
"""Games of one job: some ten seconds, and an interval of 0.4 points."""


@dataclass(frozen=True)
class DeckAsked:
    """A deck that plays: one of the player's, what a build gave, or a list.

    Attributes:
        deck: Key of a deck of the player.
        build: Key of a job of the player that built one.
        leader: Number of the leader of a list.
        cards: Copies by number of a list.
    """

    deck: str | None = None
    build: str | None = None
    leader: str | None = None
    cards: Mapping[str, int] | None = None


@dataclass(frozen=True)
class SimulationAsked:
    """Games that are wanted.

    Attributes:
        deck: The deck.
        opponent: The opponent's.
        game: The game; may be left out where there is one, or where a deck tells it.
        games: How many.
        seed: The same seed gives the same games.
        pilot: Who plays the deck.
        opponent_pilot: Who plays the opponent's; like ``pilot`` by default.
    """

    deck: DeckAsked
    opponent: DeckAsked
    game: str | None = None
    games: int = 10_000
    seed: int = 0
    pilot: str = "balanced"
    opponent_pilot: str | None = None


@dataclass(frozen=True)
class SimulationTask:
    """All that playing takes."""

    decks: tuple[Deck, Deck]
    request: Mapping[str, Any]


def pilots() -> tuple[str, ...]:
    """Names of those who can play."""
    return tuple(PILOTS)


def ask(
    uow: UnitOfWork, lake: LakePort, visitor: Visitor, asked: SimulationAsked,
    trace: Mapping[str, str] | None = None,
) -> Job:  # fmt: skip
    """Ask for games.

    Raises:
        InvalidError: A game, card or deck is unknown or cannot be played.
        UnknownError: The player has no such deck or build.
        ConflictError: The build is not done, or the player has too many unfinished jobs.
        UnavailableError: The lake cannot be read.
    """
    lists = [_list(uow, visitor, deck) for deck in (asked.deck, asked.opponent)]
    state = lake.look()
    told = {game for found in lists if (game := found["game"]) is not None}
    named = told | ({asked.game} if asked.game else set())
    if len(named) > 1:
        raise InvalidError(f"decks of different games: {', '.join(sorted(named))}", where="game")
    game = game_of(state, next(iter(named), None))
    if game is None:
        raise InvalidError(f"which game? There are: {', '.join(state.games)}", where="game")
    catalog = state.catalog(game)
    for found, where in zip(lists, ("deck", "opponent"), strict=True):
        _check(catalog, found, where)
    request = {
        "game": game, "decks": [found | {"game": game} for found in lists], "games": asked.games,
        "seed": asked.seed, "pilot": asked.pilot, "opponent_pilot": asked.opponent_pilot,
    }  # fmt: skip
    return jobs.ask(uow, visitor, KIND.name, request, trace)


def _list(uow: UnitOfWork, visitor: Visitor, asked: DeckAsked) -> dict[str, Any]:
    """A deck as it is now: game, name, leader and cards."""
    if asked.build is not None:
        result = jobs.done(uow, visitor, asked.build, "build").result or {}
        return {
            "game": result["game"], "name": f"built: {result['strategy']}",
            "leader": result["leader"], "cards": result["cards"],
        }  # fmt: skip
    if asked.deck is None:
        return {"game": None, "name": None, "leader": asked.leader, "cards": asked.cards or {}}
    with uow:
        deck = uow.decks.get(asked.deck)
        if deck is None or deck.owner_id != visitor.id:
            raise UnknownError("no such deck", where="deck")
        return {
            "game": deck.game, "name": deck.name,
            "leader": deck.leader.number if deck.leader else None,
            "cards": {held.card.number: held.copies for held in deck.cards},
        }  # fmt: skip


def _check(catalog: Catalog, found: Mapping[str, Any], where: str) -> None:
    try:
        check_decks(_deck(catalog, found))
    except TcbError as error:
        told = f"{error.where}: " if isinstance(error, CardError) and error.where else ""
        raise InvalidError(f"{told}{error.what}", where=where, remedy=error.remedy) from error


def _deck(catalog: Catalog, found: Mapping[str, Any]) -> Deck:
    leader = catalog[found["leader"]] if found["leader"] else None
    cards = {catalog[number]: copies for number, copies in found["cards"].items()}
    return Deck(cards, leader=leader, name=found["name"])


def _prepare(state: LakeState, request: Mapping[str, Any]) -> SimulationTask:
    catalog = state.catalog(str(request["game"]))
    deck, opponent = (_deck(catalog, found) for found in request["decks"])
    return SimulationTask((deck, opponent), request)


def play(task: SimulationTask, tell: Tell) -> dict[str, Any]:
    """Play the games, on one core.

    Raises:
        DeckError: A deck cannot be played.
    """
    request, played = task.request, 0

    def so_far(games: int) -> None:
        nonlocal played
        played += games
        tell(played / request["games"])

    found = simulate(
        *task.decks, games=request["games"], seed=request["seed"], pilot=request["pilot"],
        opponent_pilot=request["opponent_pilot"], cores=1, tell=so_far,
    )  # fmt: skip
    told = found.as_dict()
    del told["unmodelled"]
    return {"game": request["game"]} | told


KIND = Kind("simulation", _prepare, play)

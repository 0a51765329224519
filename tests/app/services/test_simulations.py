"""Which decks may play each other, and that a request holds them as they are."""

from __future__ import annotations

from typing import Any

import pytest

from tcb_analytics.app.models.holdings import DeckCard, StoredDeck
from tcb_analytics.app.services import jobs, leasing, simulations
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.refusals import ConflictError, InvalidError, UnknownError
from tcb_analytics.app.services.simulations import DeckAsked, SimulationAsked
from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import TcbError
from tcb_analytics.simulator import simulate
from tcb_analytics.simulator.entry import check_decks
from tests.app.conftest import GAME
from tests.app.harbour import OneLake, PlainLake, harbour, visitor
from tests.app.services.test_jobs import LEASE
from tests.app.worlds import NOON, World, some

CARDS = {f"TB01-{number:03}": 4 for number in range(20, 30)}
LEADERS = [
    Card(number, f"Captain {number}", Category.LEADER, ("Red",), life=5, power=5000, game=GAME)
    for number in ("TB01-001", "TB01-002")
]
CREW = [
    Card(
        number, f"Sailor {number}", Category.CHARACTER, ("Red",), 1 + place // 2,
        power=2000 + 500 * place, counter=1000, game=GAME,
    )
    for place, number in enumerate(CARDS)
]  # fmt: skip
LISTED = DeckAsked(leader="TB01-001", cards=CARDS)


class Sea(PlainLake):
    """A state with two leaders and ten characters of a game that is played here."""

    def catalog(self, game: str) -> Catalog:
        """Every card of the game."""
        if game != GAME:
            raise InvalidError(f"no cards of {game}", where="game")
        return Catalog([*LEADERS, *CREW])


@pytest.fixture(scope="module")
def lake() -> OneLake[Sea]:
    return OneLake(Sea(games=(GAME,)))


@pytest.fixture
def world() -> World:
    """A world without a database that has the lake's cards."""
    made = harbour(0)
    with made.begin() as uow:
        uow.cards.put([*LEADERS, *CREW], {}, NOON)
        uow.commit()
    return made


def kept(world: World, who: Visitor) -> StoredDeck:
    """A deck of a player."""
    with world.begin() as uow:
        keys = uow.cards.keys(GAME, [*CARDS, "TB01-001"])
        deck = StoredDeck(owner_id=who.id, game=GAME, name="Mine", leader_id=keys["TB01-001"])
        deck.cards = [DeckCard(card_id=keys[number], copies=4) for number in CARDS]
        uow.decks.add(deck)
        uow.commit()
    return deck


def built(world: World, who: Visitor, *, done: bool = True) -> str:
    """A build of a player."""
    key = jobs.ask(world.begin(), who, "build", {}).id
    if done:
        taken = some(leasing.take(world.begin(), key, now=NOON, lease=LEASE, attempts=3))
        result = {"game": GAME, "strategy": "control", "leader": "TB01-001", "cards": CARDS}
        leasing.finish(world.begin(), taken, result, now=NOON)
    return key


def test_a_deck_a_build_and_a_list_of_the_same_cards_play_the_same_games(
    world: World, lake: OneLake[Sea]
) -> None:
    who = visitor(world)
    sides = [LISTED, DeckAsked(deck=kept(world, who).id), DeckAsked(build=built(world, who))]
    results: list[dict[str, Any]] = []
    for side in sides:
        asked = SimulationAsked(side, LISTED, games=600, seed=5)
        request = simulations.ask(world.begin(), lake, who, asked).request
        task = simulations.KIND.prepare(lake.look(), request)
        told: list[float] = []
        results.append(dict(simulations.play(task, told.append)))
        assert told == sorted(told)
        assert told[-1] == 1

    names = [result.pop("deck") for result in results]
    assert names[1:] == ["Mine", "built: control"]
    assert results[0] == results[1] == results[2]
    assert results[0]["games"] == 600


def test_only_ones_own_decks_and_builds_that_are_done_play(
    world: World, lake: OneLake[Sea]
) -> None:
    who, other = visitor(world), visitor(world, "Bob Heron")
    deck, build = DeckAsked(deck=kept(world, other).id), DeckAsked(build=built(world, other))
    waits = DeckAsked(build=built(world, who, done=False))

    for side, why in ((deck, UnknownError), (build, UnknownError), (waits, ConflictError)):
        with pytest.raises(why):
            simulations.ask(world.begin(), lake, who, SimulationAsked(LISTED, side))


@pytest.mark.parametrize(
    "side",
    [
        DeckAsked(cards={}),
        DeckAsked(leader="TB01-001", cards={"TB01-020": 4}),
        DeckAsked(leader="TB01-020", cards=CARDS),
        DeckAsked(leader="TB01-001", cards=CARDS | {"XX01-001": 1}),
        DeckAsked(leader="TB01-001", cards=CARDS | {"TB01-002": 1}),
    ],
)
def test_a_deck_that_cannot_play_is_named(
    world: World, lake: OneLake[Sea], side: DeckAsked
) -> None:
    with pytest.raises(InvalidError) as refused:
        simulations.ask(world.begin(), lake, visitor(world), SimulationAsked(LISTED, side))
    assert refused.value.where == "opponent"


def test_decks_of_different_games_do_not_meet(world: World, lake: OneLake[Sea]) -> None:
    who = visitor(world)
    asked = SimulationAsked(DeckAsked(deck=kept(world, who).id), LISTED, game="chess")
    with pytest.raises(InvalidError, match="different games"):
        simulations.ask(world.begin(), lake, who, asked)


def test_everyone_who_can_play_is_named() -> None:
    assert simulations.pilots() == ("aggressive", "balanced", "control")


def test_a_request_holds_the_decks_and_all_that_was_asked(world: World, lake: OneLake[Sea]) -> None:
    who, trace = visitor(world), {"traceparent": "00-1-2-01"}
    asked = SimulationAsked(
        DeckAsked(build=built(world, who)), LISTED, games=30, seed=7, pilot="control",
        opponent_pilot="aggressive",
    )  # fmt: skip
    job = simulations.ask(world.begin(), lake, who, asked, trace)
    taken = some(leasing.take(world.begin(), job.id, now=NOON, lease=LEASE, attempts=1))

    assert (taken.kind, taken.trace) == (simulations.KIND.name, trace)
    assert simulations.KIND.name == "simulation"
    deck = {"game": GAME, "leader": "TB01-001", "cards": CARDS}
    assert taken.request == {
        "game": GAME, "games": 30, "seed": 7, "pilot": "control", "opponent_pilot": "aggressive",
        "decks": [deck | {"name": "built: control"}, deck | {"name": None}],
    }  # fmt: skip


def test_a_deck_of_another_kind_of_job_is_none(world: World, lake: OneLake[Sea]) -> None:
    who = visitor(world)
    key = jobs.ask(world.begin(), who, "simulation", {}).id
    taken = some(leasing.take(world.begin(), key, now=NOON, lease=LEASE, attempts=3))
    leasing.finish(world.begin(), taken, {"cards": CARDS}, now=NOON)

    with pytest.raises(UnknownError):
        simulations.ask(world.begin(), lake, who, SimulationAsked(DeckAsked(build=key), LISTED))


def test_a_faulty_deck_is_named_with_its_fault_and_side(world: World, lake: OneLake[Sea]) -> None:
    who = visitor(world)
    unknown = DeckAsked(leader="TB01-001", cards=CARDS | {"XX01-001": 1})
    for asked, where in ((SimulationAsked(unknown, LISTED), "deck"),
                         (SimulationAsked(LISTED, unknown), "opponent")):  # fmt: skip
        with pytest.raises(InvalidError, match="XX01-001") as refused:
            simulations.ask(world.begin(), lake, who, asked)
        assert refused.value.where == where
    short = DeckAsked(leader="TB01-001", cards={"TB01-020": 4})
    with pytest.raises(InvalidError) as told:
        simulations.ask(world.begin(), lake, who, SimulationAsked(short, LISTED))
    with pytest.raises(TcbError) as plain:
        check_decks(Deck({CREW[0]: 4}, LEADERS[0]))
    assert (told.value.what, told.value.remedy) == (plain.value.what, plain.value.remedy)


def test_a_kept_deck_without_a_leader_is_named(world: World, lake: OneLake[Sea]) -> None:
    who = visitor(world)
    with world.begin() as uow:
        deck = StoredDeck(owner_id=who.id, game=GAME, name="Mine")
        uow.decks.add(deck)
        uow.commit()
    with pytest.raises(InvalidError) as refused:
        simulations.ask(world.begin(), lake, who, SimulationAsked(DeckAsked(deck=deck.id), LISTED))
    assert refused.value.where == "deck"


def test_the_result_is_the_simulators_with_the_game_and_the_pilots(
    world: World, lake: OneLake[Sea]
) -> None:
    who = visitor(world)

    def played(**more: Any) -> dict[str, Any]:
        asked = SimulationAsked(LISTED, LISTED, games=200, **more)
        request = simulations.ask(world.begin(), lake, who, asked).request
        task = simulations.KIND.prepare(lake.look(), request)
        return dict(simulations.play(task, lambda share: None))

    decks = (Deck(dict.fromkeys(CREW, 4), LEADERS[0]),) * 2
    for more in ({}, {"seed": 3}, {"pilot": "control"}, {"opponent_pilot": "aggressive"}):
        alone = simulate(*decks, games=200, cores=1, **{"pilot": "balanced", **more}).as_dict()
        del alone["unmodelled"]
        assert played(**more) == {"game": GAME} | alone

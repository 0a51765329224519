"""Pages of cards are kept until a seed, and never kept where they may be of an older state."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from tcb_analytics.app.adapters.cache import DogpileCache
from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.services import card_pages, catalogue
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import CardSearch, UnitOfWork
from tcb_analytics.app.services.refusals import UnavailableError
from tests.app.harbour import harbour
from tests.app.worlds import GAME, World, card, later


def written(page: Page[StoredCard]) -> bytes:
    return ",".join(one.number for one in page.items).encode()


@dataclass
class Reader:
    """Reads pages."""

    world: World
    cache: DogpileCache = field(default_factory=lambda: DogpileCache("", 60))
    seconds: float = 0.0
    looks: int = 0

    def __post_init__(self) -> None:
        self.known = card_pages.KnownState(self.begin, lambda: self.seconds)

    def begin(self) -> UnitOfWork:
        """A transaction."""
        self.looks += 1
        return self.world.begin()

    def read(self, state: str) -> bytes:
        """A page of a state."""
        key = card_pages.key_under(state, {"size": 30})
        return card_pages.page(
            self.begin,
            self.cache,
            self.known,
            key,
            lambda: CardSearch(GAME),
            state=state,
            write=written,
        )


def seed(world: World, count: int) -> None:
    cards = [card(number) for number in range(count)]
    catalogue.seed(world.begin(), cards, {}, later(count))


def test_a_page_is_read_once_and_again_within_a_second_of_a_seed() -> None:
    reader = Reader(harbour(0))
    assert reader.known.now() == ""
    seed(reader.world, 3)
    reader.seconds += card_pages.FRESH
    state = reader.known.now()

    assert reader.read(state) == reader.read(state) == b"HB01-000,HB01-001,HB01-002"
    assert (reader.cache.counts.hits, reader.cache.counts.misses) == ({"cards": 1}, {"cards": 1})

    seed(reader.world, 4)
    assert reader.read(reader.known.now()) == b"HB01-000,HB01-001,HB01-002"
    reader.seconds += card_pages.FRESH
    moved = reader.known.now()
    assert moved != state
    assert reader.read(moved).endswith(b"HB01-003")


def test_the_state_is_looked_up_once_a_second_however_many_ask() -> None:
    reader = Reader(harbour(0))
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: reader.known.now(), range(100)))) == 1
    assert reader.looks == 1
    reader.seconds += card_pages.FRESH - 0.01
    reader.known.now()
    assert reader.looks == 1
    reader.known.forget()
    reader.known.now()
    assert reader.looks == 2


def test_without_a_database_the_state_is_not_guessed() -> None:
    def away() -> UnitOfWork:
        raise UnavailableError("the database does not answer")

    reader = Reader(harbour(0))
    known = card_pages.KnownState(away, lambda: reader.seconds)
    for _ in range(2):
        with pytest.raises(UnavailableError):
            known.now()


def test_what_is_of_another_state_is_answered_not_kept_and_tells_of_it() -> None:
    reader = Reader(harbour(0))
    seed(reader.world, 3)
    state = reader.known.now()
    seed(reader.world, 4)

    assert reader.read(state).endswith(b"HB01-003")
    assert reader.cache.counts.hits == {}
    assert reader.known.now() != state
    assert reader.read("a state that this copy has not reached")
    assert reader.cache.counts.hits == {}

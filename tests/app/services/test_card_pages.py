"""Pages of cards are kept until a seed, and never kept where they may be of an older state."""

from __future__ import annotations

from dataclasses import dataclass, field

from tcb_analytics.app.adapters.cache import DogpileCache
from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.services import card_pages, catalogue
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import CardSearch, UnitOfWork
from tests.app.harbour import harbour
from tests.app.worlds import GAME, World, card, later


def written(page: Page[StoredCard]) -> bytes:
    return ",".join(one.number for one in page.items).encode()


@dataclass
class Reader:
    """Reads pages."""

    world: World
    cache: DogpileCache = field(default_factory=lambda: DogpileCache("", 60))

    def begin(self) -> UnitOfWork:
        """A transaction."""
        return self.world.begin()

    def read(self, state: str) -> bytes:
        """A page of a state."""
        key = card_pages.key_under(state, {"size": 30})
        return card_pages.page(
            self.begin, self.cache, state, key, lambda: CardSearch(GAME), write=written
        )


def seed(world: World, count: int) -> None:
    cards = [card(number) for number in range(count)]
    catalogue.seed(world.begin(), cards, {}, later(count))


def test_a_page_is_read_once_and_again_after_a_seed() -> None:
    reader = Reader(harbour(0))
    assert card_pages.state_of(reader.begin()) == ""
    seed(reader.world, 3)
    state = card_pages.state_of(reader.begin())

    assert reader.read(state) == reader.read(state) == b"HB01-000,HB01-001,HB01-002"
    assert (reader.cache.counts.hits, reader.cache.counts.misses) == ({"cards": 1}, {"cards": 1})

    seed(reader.world, 4)
    moved = card_pages.state_of(reader.begin())
    assert moved != state
    assert reader.read(moved).endswith(b"HB01-003")


def test_what_a_lagging_copy_says_is_answered_and_not_kept() -> None:
    reader = Reader(harbour(0))
    seed(reader.world, 3)
    ahead = "a state that this copy has not reached"

    assert reader.read(ahead) == b"HB01-000,HB01-001,HB01-002"
    assert reader.read(ahead)
    assert reader.cache.counts.hits == {}

"""What services need of the world, as protocols; ``adapters`` implements each.

A repository holds one kind of entity. A unit of work holds the repositories of one transaction:
what is done in it is kept by ``commit``, all or nothing, and undone where that is never called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Literal, Protocol, Self

from tcb_analytics.app.models.accounts import Access, User
from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.models.holdings import OwnedCard, StoredDeck
from tcb_analytics.app.models.watching import AuditEntry, FeatureFlag
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports_work import Jobs, KeptAnswers
from tcb_analytics.cards.card import Card

CardOrder = Literal["name", "number", "cost", "power"]


@dataclass(frozen=True)
class CardSearch:
    """What cards are looked for.

    Attributes:
        game: Their game.
        text: Words that name, number or types must hold, in any order.
        colors: Any of these colours.
        categories: Any of these categories.
        types: Any of these types.
        sets: Any of these sets.
        cost: Least and most.
        power: Least and most.
        order: Sorted by.
        descending: Whether the other way round.
        cursor: The page after this.
        size: Rows of a page.
    """

    game: str
    text: str = ""
    colors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    cost: tuple[int | None, int | None] = (None, None)
    power: tuple[int | None, int | None] = (None, None)
    order: CardOrder = "name"
    descending: bool = False
    cursor: str | None = None
    size: int = 30


class Users(Protocol):
    """Accounts."""

    def add(self, user: User) -> None:
        """Add an account.

        Raises:
            ConflictError: Its name is taken.
        """
        ...

    def get(self, user_id: str) -> User | None:
        """An account by its key."""
        ...

    def named(self, folded: str) -> User | None:
        """An account by its folded name."""
        ...

    def hold(self, user: User) -> None:
        """Wait for whoever changes the account's jobs, decks or sessions; then keep others out.

        It lasts until the transaction ends. Rows come before the audit log, as everywhere: two
        who took them in another order would wait for each other.
        """
        ...

    def remove(self, user: User) -> None:
        """Remove an account and all that hangs on it."""
        ...


class Accesses(Protocol):
    """Sessions and tokens."""

    def add(self, access: Access) -> None:
        """Add one."""
        ...

    def by_digest(self, digest: str) -> tuple[Access, User] | None:
        """The one with this digest, and whose it is."""
        ...

    def of_user(self, user_id: str, kind: str) -> Sequence[Access]:
        """Those of a person, newest first."""
        ...

    def remove(self, access: Access) -> None:
        """Remove one."""
        ...

    def remove_of_user(self, user_id: str, kind: str | None = None) -> int:
        """Remove all of a person; how many."""
        ...

    def remove_expired(self, before: datetime) -> int:
        """Remove those that ended before; how many."""
        ...


class Cards(Protocol):
    """The catalogue."""

    def search(self, asked: CardSearch) -> Page[StoredCard]:
        """A page of cards, with set, colours and types."""
        ...

    def numbered(self, game: str, numbers: Sequence[str]) -> Mapping[str, StoredCard]:
        """Cards by number, those that are there."""
        ...

    def by_id(self, ids: Sequence[int]) -> Mapping[int, StoredCard]:
        """Cards by key, those that are there."""
        ...

    def keys(self, game: str, numbers: Sequence[str]) -> Mapping[str, int]:
        """Keys of cards by number, those that are there; one query, however many."""
        ...

    def games(self) -> Sequence[str]:
        """Games that have cards, in order."""
        ...

    def choices(self, game: str) -> Mapping[str, Sequence[str]]:
        """Values that cards of a game have, by ``colors``, ``categories``, ``sets``, ``types``."""
        ...

    def mark(self, game: str) -> str:
        """Changes when the cards of a game do."""
        ...

    def put(self, cards: Iterable[Card], releases: Mapping[str, date], at: datetime) -> int:
        """Add cards, and rewrite those that have changed; how many of both.

        Args:
            cards: Cards of any games.
            releases: First day of sets by code, where known.
            at: This moment.
        """
        ...


class Decks(Protocol):
    """Decks."""

    def add(self, deck: StoredDeck) -> None:
        """Add a deck."""
        ...

    def get(self, deck_id: str) -> StoredDeck | None:
        """A deck with its cards and their facts."""
        ...

    def of_owner(
        self, owner_id: str, game: str | None, cursor: str | None, size: int
    ) -> Page[StoredDeck]:
        """A player's decks with their cards (not their facts), last changed first."""
        ...

    def count(self, owner_id: str) -> int:
        """How many decks a player has."""
        ...

    def remove(self, deck: StoredDeck) -> None:
        """Remove a deck."""
        ...


class Collections(Protocol):
    """What players own."""

    def of_user(self, user_id: str, game: str, cursor: str | None, size: int) -> Page[OwnedCard]:
        """A page of what a player owns, by number, with facts of cards."""
        ...

    def copies(self, user_id: str, game: str) -> Mapping[str, int]:
        """All that a player owns: copies by number."""
        ...

    def put(self, user_id: str, copies: Mapping[int, int], at: datetime) -> None:
        """Set the copies of cards by key; 0 removes."""
        ...


class AuditLog(Protocol):
    """The chain of what was done; it can be added to and read, no more."""

    def append(self, actor: str, action: str, subject: str, detail: Mapping[str, object]) -> None:
        """Add an entry behind the last one."""
        ...

    def page(
        self, cursor: str | None, size: int, *, actor: str | None = None, action: str | None = None
    ) -> Page[AuditEntry]:
        """Entries, newest first: all, or those of an actor, or of an action."""
        ...

    def after(self, number: int, size: int) -> Sequence[AuditEntry]:
        """Entries behind a number, in order."""
        ...

    def digest_of(self, action: str) -> str:
        """Digest of the last entry of an action; nothing where there is none."""
        ...

    def last_of(self, actor: str) -> int:
        """Number of the last entry of somebody; 0 for none."""
        ...


class Flags(Protocol):
    """Feature flags."""

    def all(self) -> Sequence[FeatureFlag]:
        """All of them by name."""
        ...

    def put(self, flag: FeatureFlag) -> None:
        """Set one."""
        ...


class UnitOfWork(Protocol):
    """One transaction."""

    @property
    def users(self) -> Users:
        """Accounts."""
        ...

    @property
    def accesses(self) -> Accesses:
        """Sessions and tokens."""
        ...

    @property
    def cards(self) -> Cards:
        """The catalogue."""
        ...

    @property
    def decks(self) -> Decks:
        """Decks."""
        ...

    @property
    def collections(self) -> Collections:
        """What players own."""
        ...

    @property
    def jobs(self) -> Jobs:
        """Long work."""
        ...

    @property
    def answers(self) -> KeptAnswers:
        """Answers to repeated requests."""
        ...

    @property
    def audit(self) -> AuditLog:
        """The chain of what was done."""
        ...

    @property
    def flags(self) -> Flags:
        """Feature flags."""
        ...

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Undo what was not committed."""
        ...

    def commit(self) -> None:
        """Keep what was done.

        Raises:
            ConflictError: Something else took its place.
            StaleError: What was changed is not what was read.
            UnavailableError: The database does not answer, or has no room.
        """
        ...

    def wrote(self, actor: str) -> int:
        """Number of a person's last change; 0 where every read sees it anyway."""
        ...


class Hasher(Protocol):
    """Hashes passwords so that guessing is dear."""

    def hash(self, password: str) -> str:
        """The hash of a password."""
        ...

    def fits(self, password: str, hashed: str | None) -> bool:
        """Whether it is the password; as slow where there is no hash, and then false."""
        ...

    def aged(self, hashed: str) -> bool:
        """Whether the hash was made with other parameters than are used now."""
        ...

"""Searching cards, and filling the catalogue from the lake's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.services.paging import MOST, Page
from tcb_analytics.app.services.ports import CardSearch, UnitOfWork
from tcb_analytics.app.services.refusals import InvalidError, UnknownError
from tcb_analytics.cards.card import Card

AT_ONCE = 500
"""Cards that a seed writes in one transaction."""
_TICK = timedelta(microseconds=1)


def games(uow: UnitOfWork) -> Sequence[str]:
    """Games that have cards, in order."""
    with uow:
        return uow.cards.games()


def choices(uow: UnitOfWork, game: str) -> Mapping[str, Sequence[str]]:
    """What a search of a game can be narrowed by: its colors, categories, sets and types."""
    with uow:
        return uow.cards.choices(game)


def game_of(uow: UnitOfWork, asked: str | None) -> str:
    """The game that is meant: the one that is named, or the only one.

    Raises:
        UnknownError: There is no such game.
        InvalidError: None is named, and there are several.
    """
    with uow:
        games = uow.cards.games()
    if asked is None and len(games) == 1:
        return games[0]
    if asked is None and games:
        raise InvalidError(f"which game? There are: {', '.join(games)}", where="game")
    if asked is None or asked not in games:
        raise UnknownError(
            f"no such game; there are: {', '.join(games) or 'none yet'}",
            where="game",
            remedy="tcb db seed fills the catalogue from the lake",
        )
    return asked


def search(uow: UnitOfWork, asked: CardSearch) -> Page[StoredCard]:
    """A page of cards.

    Raises:
        InvalidError: The cursor is of another search.
    """
    with uow:
        return uow.cards.search(asked)


def leaders(uow: UnitOfWork, game: str) -> Sequence[StoredCard]:
    """All leaders of a game, by name."""
    found: list[StoredCard] = []
    cursor: str | None = ""
    with uow:
        while cursor is not None:
            asked = CardSearch(game, categories=("Leader",), size=MOST, cursor=cursor or None)
            page = uow.cards.search(asked)
            found += page.items
            cursor = page.next
    return found


def card(uow: UnitOfWork, game: str, number: str) -> StoredCard:
    """One card.

    Raises:
        UnknownError: There is none of this number.
    """
    with uow:
        found = uow.cards.numbered(game, [number]).get(number)
    if found is None:
        raise UnknownError("no such card", where="number")
    return found


def numbered(uow: UnitOfWork, game: str, numbers: Sequence[str]) -> Mapping[str, StoredCard]:
    """Cards by number, those that are there."""
    with uow:
        return uow.cards.numbered(game, numbers)


def mark(uow: UnitOfWork, game: str) -> str:
    """Changes when the cards of a game do."""
    with uow:
        return uow.cards.mark(game)


def seed(
    uow: UnitOfWork, cards: Iterable[Card], releases: Mapping[str, date], at: datetime,
    progress: Callable[[int], None] = lambda done: None,
) -> int:  # fmt: skip
    """Fill the catalogue: add new cards, rewrite changed ones; how many of both.

    It is done in short transactions, so that players who write meanwhile wait for none of them
    long; whoever interrupts it begins again and loses nothing.

    Args:
        uow: A transaction.
        cards: Cards of any games.
        releases: First day of sets by code, where known.
        at: This moment.
        progress: Told how many cards are done.
    """
    changed = done = 0
    waiting = iter(cards)
    while part := list(islice(waiting, AT_ONCE)):
        with uow:
            changed += uow.cards.put(part, releases, at)
            uow.commit()
        done += len(part)
        at += _TICK  # each part is a change of its own to who asks what changed last
        progress(done)
    with uow:
        uow.audit.append("-", "catalogue.seed", "catalogue", {"changed": changed})
        uow.commit()
    return changed

"""What players own: listed, set in bulk, read from text.

A change is all or nothing, and takes as many queries for thousands of cards as for one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tcb_analytics.app.models.holdings import OwnedCard
from tcb_analytics.app.services import deck_text
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.catalogue import game_of
from tcb_analytics.app.services.lake import LakeState
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import InvalidError

MOST_COPIES = 9_999
MOST_AT_ONCE = 5_000
"""Cards that one request may set."""
_TOLD = 100
"""Wrong lines that one answer names."""

Mode = Literal["set", "add"]
"""Whether a list tells all copies that are owned, or those that have come."""


@dataclass(frozen=True)
class Changed:
    """What a change did.

    Attributes:
        cards: Cards that it named.
        copies: Copies that are owned of them now.
    """

    cards: int
    copies: int


def owned(
    uow: UnitOfWork, visitor: Visitor, game: str, cursor: str | None, size: int
) -> Page[OwnedCard]:
    """A page of what the visitor owns of a game, by number.

    Raises:
        UnknownError: There is no such game.
        InvalidError: The cursor is of another list.
    """
    chosen = game_of(uow, game)
    with uow:
        return uow.collections.of_user(visitor.id, chosen, cursor, size)


def copies(uow: UnitOfWork, visitor: Visitor, game: str) -> Mapping[str, int]:
    """All that the visitor owns of a game: copies by number."""
    with uow:
        return uow.collections.copies(visitor.id, game)


def put(
    uow: UnitOfWork, visitor: Visitor, game: str, lines: Sequence[tuple[str, int]], *,
    now: datetime,
) -> Changed:  # fmt: skip
    """Set copies of cards, all or none; 0 takes a card out, cards that are not named stay.

    Args:
        uow: A transaction.
        visitor: Whose collection.
        game: Of which game.
        lines: Numbers and copies.
        now: This moment.

    Raises:
        UnknownError: There is no such game.
        InvalidError: Some lines are wrong; each of them is told.
    """
    chosen = game_of(uow, game)
    wrongs, seen = [], set()
    for place, (number, _) in enumerate(lines):
        if number in seen:
            wrongs.append((f"items.{place}.number", f"named twice: {number}"))
        seen.add(number)
    with uow:
        keys = uow.cards.keys(chosen, list(seen))
        for place, (number, copies) in enumerate(lines):
            if number not in keys:
                wrongs.append((f"items.{place}.number", f"no such card: {number}"))
            if not 0 <= copies <= MOST_COPIES:
                fault = f"expected 0 to {MOST_COPIES:,} copies, got {copies}"
                wrongs.append((f"items.{place}.copies", fault))
        _refuse(wrongs)
        return _set(uow, visitor, chosen, {keys[number]: n for number, n in lines}, now)


def read_in(
    uow: UnitOfWork, lake: LakeState, visitor: Visitor, game: str, text: str, *,
    mode: Mode, now: datetime,
) -> Changed:  # fmt: skip
    """Set or add the copies that a list names, in any style of writing, all or none.

    Raises:
        UnknownError: There is no such game.
        InvalidError: Some lines are wrong; each of them is told.
    """
    chosen = game_of(uow, game)
    listed = deck_text.read_copies(lake, chosen, text)
    with uow:
        keys = uow.cards.keys(chosen, list(listed))
        before: Mapping[str, int] = {}
        if mode == "add":
            # The entry is written when copies are, one at a time; so what is read here stays.
            _note(uow, visitor, chosen, len(listed))
            before = uow.collections.copies(visitor.id, chosen)
        wanted = {number: before.get(number, 0) + copies for number, copies in listed.items()}
        wrongs = [("text", f"no such card: {number}") for number in listed if number not in keys]
        wrongs += [
            ("text", f"more than {MOST_COPIES:,} copies of {number}")
            for number, copies in wanted.items()
            if copies > MOST_COPIES
        ]
        _refuse(wrongs)
        copies = {keys[number]: n for number, n in wanted.items()}
        return _set(uow, visitor, chosen, copies, now, noted=mode == "add")


def _set(
    uow: UnitOfWork, visitor: Visitor, game: str, copies: Mapping[int, int], now: datetime, *,
    noted: bool = False,
) -> Changed:  # fmt: skip
    if not noted:
        _note(uow, visitor, game, len(copies))
    uow.collections.put(visitor.id, copies, now)
    uow.commit()
    return Changed(len(copies), sum(copies.values()))


def _note(uow: UnitOfWork, visitor: Visitor, game: str, cards: int) -> None:
    uow.audit.append(visitor.pseudonym, "collection.put", "collection", {
        "game": game, "cards": cards,
    })  # fmt: skip


def _refuse(wrongs: Sequence[tuple[str, str]]) -> None:
    if wrongs:
        raise InvalidError(
            f"{len(wrongs)} {'line is' if len(wrongs) == 1 else 'lines are'} wrong",
            remedy="correct them; nothing was changed",
            wrongs=wrongs[:_TOLD],
        )

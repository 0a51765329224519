"""A database with some of everything in it, as people leave it behind."""

from __future__ import annotations

from datetime import date

from tcb_analytics.app.models.accounts import Access, User
from tcb_analytics.app.models.holdings import DeckCard, StoredDeck
from tcb_analytics.app.models.watching import FeatureFlag
from tcb_analytics.app.models.work import Job, JobState, KeptAnswer
from tcb_analytics.app.services.ports import UnitOfWork
from tests.app.worlds import GAME, NOON, card, later


def fill(uow: UnitOfWork, people: int = 3, cards: int = 12) -> list[User]:
    """Add people with sessions, decks, collections, jobs and answers; returns the people."""
    users = [
        User(name=f"Ann Ötter {n}", folded=f"ann {n}", password_hash="h", created_at=later(n / 7))
        for n in range(people)
    ]
    with uow:
        uow.cards.put([card(n) for n in range(cards)], {"HB01": date(2026, 1, 2)}, NOON)
        keys = list(uow.cards.keys(GAME, [card(n).number for n in range(cards)]).values())
        for n, user in enumerate(users):
            uow.users.add(user)
            uow.accesses.add(
                Access(user_id=user.id, kind="token", digest=f"d{n}", expires_at=later(n))
            )
            uow.decks.add(
                StoredDeck(
                    owner_id=user.id, game=GAME, name="Pier “patrol”", leader_id=keys[0],
                    cards=[DeckCard(card_id=key, copies=4) for key in keys[1:5]],
                )
            )  # fmt: skip
            uow.collections.put(user.id, dict.fromkeys(keys, n + 1), later(n))
            uow.jobs.add(
                Job(
                    owner_id=user.id, kind="build", request={"ü": [1, None, {"a": 0.1}]},
                    state=JobState.DONE if n % 2 else JobState.QUEUED, progress=n / 7,
                    result={"wins": n} if n % 2 else None, ended_at=later(n) if n % 2 else None,
                )
            )  # fmt: skip
            uow.answers.claim(
                KeptAnswer(user_id=user.id, key=f"k{n}", request="r", body=bytes(range(256)))
            )
            uow.audit.append(user.pseudonym, "account.register", "account", {"n": n})
        uow.flags.put(FeatureFlag(name="new-search", percent=10, meaning="m"))
        uow.commit()
    return users

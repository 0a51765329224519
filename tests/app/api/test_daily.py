"""What is done once a day is done by itself, and a database that is away stops nothing."""

from __future__ import annotations

import time
from dataclasses import replace

from tcb_analytics.app.api.daily import Daily, once
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import Access
from tcb_analytics.app.models.base import new_key
from tcb_analytics.app.services.accounts import register
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import UnavailableError
from tests.app.conftest import PASSWORD


def ended_token(parts: Parts) -> str:
    """A token that has ended; the key of its owner."""
    user = register(parts.begin(), parts.hasher, "Ann Otter", PASSWORD)
    with parts.begin() as uow:
        uow.accesses.add(
            Access(user_id=user.id, kind="token", digest=new_key() * 2, expires_at=parts.now())
        )
        uow.commit()
        return user.id


def tokens(parts: Parts, owner: str) -> int:
    """How many tokens somebody has."""
    with parts.look() as uow:
        return len(uow.accesses.of_user(owner, "token"))


def test_it_is_done_soon_after_the_start_and_again(parts: Parts) -> None:
    owner = ended_token(parts)
    daily = Daily(parts, first=0.05, every=0.05)
    until = time.monotonic() + 20
    while tokens(parts, owner) and time.monotonic() < until:
        time.sleep(0.05)
    daily.stop()

    assert tokens(parts, owner) == 0
    assert not daily._thread.is_alive()


def test_it_is_not_done_before_its_time(parts: Parts) -> None:
    owner = ended_token(parts)
    daily = Daily(parts)
    time.sleep(0.3)
    daily.stop()

    assert tokens(parts, owner) == 1


def test_a_database_that_is_away_is_tried_again_another_day(parts: Parts) -> None:
    def away() -> UnitOfWork:
        raise UnavailableError("the database does not answer")

    assert once(replace(parts, begin=away)) is None
    assert once(parts) is not None

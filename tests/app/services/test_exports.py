"""What an account takes along, without a database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tcb_analytics.app.models.accounts import Access, Role
from tcb_analytics.app.models.work import Job, JobState, KeptAnswer
from tcb_analytics.app.services import collections, decks, exports
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.decks import Draft
from tcb_analytics.app.services.refusals import UnprovenError
from tests.app.harbour import harbour, visitor
from tests.app.worlds import GAME, NOON, World, later, some


def filled(world: World, who: Visitor, count: int) -> None:
    """Some of everything for somebody."""
    for number in range(count):
        wanted = Draft(f"Deck {number}", "HB01-000", {"HB01-001": 3})
        decks.create(world.begin(), who, GAME, wanted, now=later(number))
    lines = [(f"HB01-{n:03}", n + 1) for n in range(count)]
    collections.put(world.begin(), who, GAME, lines, now=NOON)
    with world.begin() as uow:
        for kind in ("token", "session"):
            uow.accesses.add(
                Access(user_id=who.id, kind=kind, digest=f"{kind}{who.id}", name=kind,
                       expires_at=NOON + timedelta(days=1))
            )  # fmt: skip
        uow.jobs.add(Job(owner_id=who.id, kind="build", request={"of": who.name}))
        uow.answers.claim(KeptAnswer(user_id=who.id, key=who.name, request="x", body=b"secret"))
        uow.commit()


def test_all_of_an_account_is_told_and_nothing_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST", 5)
    world = harbour(12)
    ann, bob = visitor(world), visitor(world, "Bob Heron")
    filled(world, ann, 11)
    filled(world, bob, 1)
    told: dict[str, list[exports.Record]] = {}
    order = []
    for name, record in exports.everything(world.begin(), ann):
        told.setdefault(name, []).append(record)
        order.append(name)

    assert list(dict.fromkeys(order)) == ["account", *exports.LISTS]
    assert {name: len(records) for name, records in told.items()} == {
        "account": 1, "tokens": 1, "sessions": 1, "decks": 11, "collection": 11, "jobs": 1,
        "answers": 1, "audit": 12,
    }  # fmt: skip
    assert {deck["name"] for deck in told["decks"]} == {f"Deck {n}" for n in range(11)}
    assert told["decks"][0]["cards"] == {"HB01-001": 3}
    assert sorted((one["number"], one["copies"]) for one in told["collection"])[7] == (
        "HB01-007", 8,
    )  # fmt: skip
    assert told["jobs"][0]["request"] == {"of": "Ann Otter"}
    assert told["answers"][0]["key"] == "Ann Otter"
    assert (told["tokens"][0]["name"], told["sessions"][0]["name"]) == ("token", "session")
    everything = repr(told)
    for secret in ("Bob", bob.id, bob.pseudonym, f"token{ann.id}", "secret", "password'"):
        assert secret not in everything


def test_an_account_that_is_gone_takes_nothing_along() -> None:
    world = harbour(0)
    ann = visitor(world)
    with world.begin() as uow:
        user = uow.users.get(ann.id)
        assert user is not None
        uow.users.remove(user)
        uow.commit()
    with pytest.raises(UnprovenError):
        next(exports.everything(world.begin(), ann))


def test_a_record_holds_what_its_owner_would_look_for_and_no_more() -> None:
    world = harbour(2)
    ann = visitor(world)
    filled(world, ann, 1)
    told = dict(exports.everything(world.begin(), ann))
    with world.begin() as uow:
        user = some(uow.users.get(ann.id))
        (deck,) = uow.decks.of_owner(ann.id, None, None, 9).items
        (job,) = uow.jobs.of_owner(ann.id, None, 9).items
        accesses = {kind: uow.accesses.of_user(ann.id, kind)[0] for kind in ("token", "session")}
        first = uow.audit.after(0, 9)[0]

    assert told["account"] == {
        "id": ann.id, "name": "Ann Otter", "role": Role.PLAYER, "pseudonym": ann.pseudonym,
        "created_at": user.created_at, "password_at": user.password_at,
    }  # fmt: skip
    for kind, access in accesses.items():
        assert told[f"{kind}s"] == {
            "id": access.id, "name": kind, "created_at": access.created_at,
            "expires_at": NOON + timedelta(days=1), "used_at": None,
        }  # fmt: skip
    assert told["decks"] == {
        "id": deck.id, "game": GAME, "name": "Deck 0", "leader": "HB01-000",
        "cards": {"HB01-001": 3}, "version": deck.version, "created_at": NOON, "updated_at": NOON,
    }  # fmt: skip
    assert told["collection"] == {
        "game": GAME, "number": "HB01-000", "copies": 1, "updated_at": NOON,
    }  # fmt: skip
    assert told["jobs"] == {
        "id": job.id, "kind": "build", "request": {"of": "Ann Otter"}, "state": JobState.QUEUED,
        "progress": 0, "result": None, "error": None, "created_at": job.created_at,
        "ended_at": None,
    }  # fmt: skip
    answer = told["answers"]
    assert answer.pop("created_at")
    assert answer == {"key": "Ann Otter", "status": 0, "location": None}
    assert told["audit"] == {
        "number": 1, "at": first.at, "action": "deck.create", "subject": f"deck {deck.id}",
        "detail": {"game": GAME},
    }  # fmt: skip

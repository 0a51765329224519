"""What use cases note in the audit log, word for word, and that a changed log is found out."""

from __future__ import annotations

from typing import Any

import pytest

from tcb_analytics.app.adapters.memory.store import Store
from tcb_analytics.app.adapters.memory.unit_of_work import MemoryUnitOfWork
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.models.watching import FIRST
from tcb_analytics.app.services import (
    accounts,
    audit,
    catalogue,
    collections,
    decks,
    flags,
    jobs,
    leasing,
    retention,
    roles,
)
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.decks import Draft, Edit
from tests.app.harbour import PlainLake, harbour, visitor
from tests.app.services.test_accounts import PASSWORD, QUICK
from tests.app.services.test_jobs import LEASE
from tests.app.worlds import GAME, NOON, World, card, later, some

ENTRIES = 7
Told = tuple[str, str, str, dict[str, Any]]


def noted(world: World) -> list[Told]:
    """Every entry, in order."""
    with world.begin() as uow:
        return [(e.actor, e.action, e.subject, dict(e.detail)) for e in uow.audit.after(0, 100)]


def test_what_happens_to_an_account_is_noted_under_its_pseudonym() -> None:
    world = harbour(0)
    begin = world.begin
    actor = accounts.register(begin(), QUICK, "Ann Otter", PASSWORD).pseudonym

    def enter() -> Visitor:
        opened = accounts.log_in(begin(), QUICK, "Ann Otter", PASSWORD, until=later(9), now=NOON)
        return accounts.recognise(begin(), opened.secret, "session", now=NOON)

    ann = enter()
    made = accounts.make_token(begin(), ann, "laptop", later(9)).access.id
    accounts.revoke_token(begin(), ann, made)
    accounts.change_password(begin(), QUICK, ann, PASSWORD, PASSWORD + "!", now=NOON)
    accounts.change_password(begin(), QUICK, ann, PASSWORD + "!", PASSWORD, now=NOON)
    accounts.log_out(begin(), ann)
    for name in ("Ann Otter", "Nobody"):
        with pytest.raises(accounts.UnprovenError):
            accounts.log_in(begin(), QUICK, name, "wrong", until=later(9), now=NOON)
    roles.give(begin(), "Ann Otter", Role.ANALYST)
    roles.give(begin(), "Ann Otter", Role.ANALYST)
    accounts.leave(begin(), QUICK, enter(), PASSWORD)

    assert noted(world) == [
        (actor, "account.register", "account", {}),
        (actor, "login", "account", {}),
        (actor, "token.make", f"token {made}", {}),
        (actor, "token.revoke", f"token {made}", {}),
        (actor, "account.password", "account", {}),
        (actor, "account.password", "account", {}),
        (actor, "logout", "account", {}),
        (actor, "login.refused", "account", {}),
        ("-", "login.refused", "account", {}),
        ("-", "account.role", f"account {actor}", {"role": "analyst", "before": "player"}),
        (actor, "login", "account", {}),
        (actor, "account.delete", "account", {}),
    ]


def test_what_a_player_does_is_noted_with_its_subject() -> None:
    world = harbour()
    ann, begin = visitor(world), world.begin
    deck = decks.create(begin(), ann, GAME, Draft("Mine"), now=NOON).id
    decks.change(begin(), ann, deck, Edit(name="Other"), version=None, now=NOON)
    decks.remove(begin(), ann, deck, version=None)
    collections.put(begin(), ann, GAME, [("HB01-001", 1), ("HB01-002", 2)], now=NOON)
    text = "1 HB01-001\n1 HB01-002\n1 HB01-003"
    for mode in ("set", "add"):
        collections.read_in(begin(), PlainLake(), ann, GAME, text, mode=mode, now=NOON)
    done, ends = (jobs.ask(begin(), ann, "build", {}).id for _ in range(2))
    taken = some(leasing.take(begin(), done, now=NOON, lease=LEASE, attempts=3))
    leasing.finish(begin(), taken, {}, now=NOON)
    jobs.cancel(begin(), ann, ends, now=NOON)

    assert [entry[1:] for entry in noted(world)] == [
        ("deck.create", f"deck {deck}", {"game": GAME}),
        ("deck.change", f"deck {deck}", {}),
        ("deck.delete", f"deck {deck}", {}),
        ("collection.put", "collection", {"game": GAME, "cards": 2}),
        ("collection.put", "collection", {"game": GAME, "cards": 3}),
        ("collection.put", "collection", {"game": GAME, "cards": 3}),
        ("job.ask", f"job {done}", {"kind": "build"}),
        ("job.ask", f"job {ends}", {"kind": "build"}),
        ("job.done", f"job {done}", {"kind": "build", "attempt": 1}),
        ("job.cancel", f"job {ends}", {}),
    ]
    assert {entry[0] for entry in noted(world)} == {ann.pseudonym}


def test_what_the_operator_does_is_noted() -> None:
    world = harbour(0)
    who = visitor(world)
    admin = Visitor(who.id, who.name, Role.ADMIN, who.pseudonym, who.access, who.kind)
    catalogue.seed(world.begin(), [card(1), card(2)], {}, NOON)
    flags.turn(world.begin(), admin, flags.SERVER_TIMING, 30, now=NOON)
    with world.begin() as uow:
        uow.jobs.add(jobs.Job(owner_id=who.id, kind="x", request={}, state=jobs.JobState.DONE,
                              ended_at=NOON))  # fmt: skip
        uow.commit()
    retention.retain(world.begin(), days=1, now=later(60 * 48))
    retention.retain(world.begin(), days=1, now=later(60 * 48))

    assert noted(world) == [
        ("-", "catalogue.seed", "catalogue", {"changed": 2}),
        (who.pseudonym, "flag.turn", "flag server-timing", {"before": 0, "after": 30}),
        ("-", "retention", "database", {"accesses": 0, "jobs": 1, "answers": 0}),
    ]


def written() -> MemoryUnitOfWork:
    """A log with some entries."""
    uow = MemoryUnitOfWork(Store())
    with uow:
        for number in range(ENTRIES):
            uow.audit.append("someone", "deck.create", f"deck {number}", {"n": number})
        uow.commit()
    return uow


def test_a_log_that_nobody_touched_is_whole_in_steps_of_any_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    uow = written()
    whole = audit.verify(uow)
    with uow:
        last = uow.audit.after(ENTRIES - 1, 1)[0].digest

    assert whole == audit.Verdict(ENTRIES, (ENTRIES, last), None, "")
    for step in (1, 3, ENTRIES):
        monkeypatch.setattr(audit, "STEP", step)
        assert audit.verify(uow, whole.head) == whole
    assert audit.verify(MemoryUnitOfWork(Store())) == audit.Verdict(0, (0, FIRST))


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("subject", "deck 99", "it was changed after it was written"),
        ("digest", "f" * 64, "it was changed after it was written"),
        ("before", "f" * 64,
         "it does not follow 2: its hash of the entry before is another"),
    ],
)  # fmt: skip
def test_an_entry_that_was_changed_is_named_with_what_is_wrong_with_it(
    column: str, value: str, why: str
) -> None:
    uow = written()
    with uow:
        entry = uow.audit.after(2, 1)[0]
        setattr(entry, column, value)
        uow.commit()
        before = uow.audit.after(1, 1)[0]

    assert audit.verify(uow) == audit.Verdict(2, (2, before.digest), 3, why)


def test_an_entry_that_was_taken_out_is_missed_by_the_next() -> None:
    uow = written()
    with uow:
        uow.audit._rows.remove(uow.audit.after(3, 1)[0])
        uow.commit()

    verdict = audit.verify(uow)
    assert (verdict.entries, verdict.broken) == (3, 5)
    assert verdict.why == "it follows 3: what stood between is gone"


def test_whoever_noted_an_entry_finds_an_end_cut_off_and_a_forged_one() -> None:
    uow = written()
    head = audit.verify(uow).head

    cut = audit.verify(uow, (ENTRIES + 2, "f" * 64))
    assert (cut.entries, cut.head) == (ENTRIES, head)
    assert (cut.broken, cut.why) == (ENTRIES + 1, f"the log ends before the noted {ENTRIES + 2}")
    forged = audit.verify(uow, (4, "f" * 64))
    assert (forged.entries, forged.head[0], forged.broken) == (3, 3, 4)
    assert forged.why == "its hash is not the one noted"
    with uow:
        assert audit.verify(uow, (4, uow.audit.after(3, 1)[0].digest)).broken is None

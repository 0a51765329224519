"""What a refusal says: what was wrong, where, and what helps; clients and people go by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.models.work import JobState
from tcb_analytics.app.services import (
    accounts,
    builds,
    catalogue,
    collections,
    deck_check,
    deck_text,
    decks,
    flags,
    idempotency,
    jobs,
    leasing,
    paging,
    roles,
    simulations,
)
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.builds import BuildAsked
from tcb_analytics.app.services.decks import Draft
from tcb_analytics.app.services.refusals import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    RefusedError,
    StaleError,
    UnknownError,
    UnprovenError,
)
from tcb_analytics.app.services.simulations import DeckAsked, SimulationAsked
from tests.app.harbour import OneLake, PlainLake, harbour, visitor
from tests.app.services.test_accounts import PASSWORD, QUICK
from tests.app.worlds import GAME, NOON, World, some

GONE = "this account is gone"
NOBODY = "0" * 32


@dataclass
class Desk:
    """Somebody who asks, with an account in memory, and a lake of plain data."""

    world: World = field(default_factory=harbour)
    lake: PlainLake = field(default_factory=PlainLake)

    def __post_init__(self) -> None:
        self.ann = visitor(self.world)

    def deck(self, **cards: int) -> str:
        """A deck of hers."""
        wanted = Draft("Mine", None, {f"HB01-00{name[1]}": n for name, n in cards.items()})
        return decks.create(self.world.begin(), self.ann, GAME, wanted, now=NOON).id

    def person(self) -> Visitor:
        """Somebody with a password."""
        begin = self.world.begin
        user = accounts.register(begin(), QUICK, "Cleo Gull", PASSWORD)
        opened = accounts.log_in(
            begin(), QUICK, user.name, PASSWORD, until=NOON + timedelta(1), now=NOON
        )
        return accounts.recognise(begin(), opened.secret, "session", now=NOON)

    def job(self, state: JobState = JobState.QUEUED) -> str:
        """A job of hers."""
        key = jobs.ask(self.world.begin(), self.ann, "build", {}).id
        if state is not JobState.QUEUED:
            lease = timedelta(seconds=9)
            taken = leasing.take(self.world.begin(), key, now=NOON, lease=lease, attempts=3)
            if state is JobState.DONE:
                leasing.finish(self.world.begin(), some(taken), {}, now=NOON)
        return key


def build(desk: Desk, **asked: object) -> object:
    wanted = BuildAsked(**{"strategy": "control", **asked})  # type: ignore[arg-type]  # as told
    return builds.ask(desk.world.begin(), OneLake(desk.lake), desk.ann, wanted)


def simulate(desk: Desk, deck: DeckAsked, opponent: DeckAsked, **asked: object) -> object:
    wanted = SimulationAsked(deck, opponent, **asked)  # type: ignore[arg-type]  # as told
    return simulations.ask(desk.world.begin(), OneLake(desk.lake), desk.ann, wanted)


def gone(desk: Desk) -> Visitor:
    """Somebody whose account is gone."""
    who = desk.person()
    accounts.leave(desk.world.begin(), QUICK, who, PASSWORD)
    return who


def tokens(desk: Desk) -> object:
    for _ in range(accounts.MOST_TOKENS + 1):
        accounts.make_token(desk.world.begin(), desk.ann, "t", NOON)
    return None


def claims(desk: Desk, *requests: str) -> object:
    for request in requests:
        idempotency.begin(desk.world.begin(), desk.ann, "key", request, now=NOON)
    return None


def stale(desk: Desk) -> object:
    key = desk.deck()
    return decks.remove(desk.world.begin(), desk.ann, key, version=7)


SIDED = "Deck\n4 HB01-001\nSideboard\n1 HB01-002"
LIST = DeckAsked(cards={})
Act = Callable[[Desk], object]
REFUSALS: list[tuple[Act, type[RefusedError], str, str | None, str | None]] = [
    (
        lambda desk: accounts.register(desk.world.begin(), QUICK, "ab", PASSWORD),
        InvalidError, "a name has 3 to 40 printable characters", "name", None,
    ),
    (
        lambda desk: accounts.register(desk.world.begin(), QUICK, "Ann Otter", PASSWORD),
        ConflictError, "this name is taken", "name", None,
    ),
    (
        lambda desk: accounts.check_password("short", "Ann"),
        InvalidError, f"a password has {accounts.SHORTEST} to 128 characters", "password", None,
    ),
    (
        lambda desk: accounts.check_password("aaaabbbbcccc", "Ann"),
        InvalidError, "this password is among those that are guessed first", "password",
        "take several words that do not belong together",
    ),
    (
        lambda desk: accounts.check_password("i am ann otter", "Ann Otter"),
        InvalidError, "a password must not hold the name", "password", None,
    ),
    (
        lambda desk: accounts.log_in(
            desk.world.begin(), QUICK, "Nobody", PASSWORD, until=NOON, now=NOON
        ),
        UnprovenError, "name and password do not belong together", None, None,
    ),
    (
        lambda desk: accounts.recognise(desk.world.begin(), "guessed", "token", now=NOON),
        UnprovenError, "this session or token is not known, or has ended", None, None,
    ),
    (
        lambda desk: accounts.make_token(desk.world.begin(), desk.ann, " ", NOON),
        InvalidError, "a token's name has 1 to 60 printable characters", "name", None,
    ),
    (tokens, ConflictError, "an account has at most 20 tokens; revoke one first", None, None),
    (
        lambda desk: accounts.revoke_token(desk.world.begin(), desk.ann, NOBODY),
        UnknownError, "no such token", None, None,
    ),
    (
        lambda desk: accounts.change_password(
            desk.world.begin(), QUICK, desk.person(), "wrong", PASSWORD, now=NOON
        ),
        UnprovenError, "the old password is wrong", None, None,
    ),
    (
        lambda desk: accounts.leave(desk.world.begin(), QUICK, desk.person(), "wrong"),
        UnprovenError, "the password is wrong", None, None,
    ),
    (
        lambda desk: accounts.make_token(desk.world.begin(), gone(desk), "t", NOON),
        UnprovenError, GONE, None, None,
    ),
    (
        lambda desk: desk.ann.must_be(Role.ADMIN),
        ForbiddenError, "this takes the role admin; yours is player", None, None,
    ),
    (lambda desk: build(desk, game="chess"), InvalidError, "no format is declared", "game", None),
    (
        lambda desk: builds.ask(
            desk.world.begin(), OneLake(PlainLake(games=("go", "chess"))), desk.ann,
            BuildAsked("control"),
        ),
        InvalidError, "which game? There are: go, chess", "game", None,
    ),
    (
        lambda desk: catalogue.game_of(harbour(0).begin(), None),
        UnknownError, "no such game; there are: none yet", "game",
        "tcb db seed fills the catalogue from the lake",
    ),
    (
        lambda desk: catalogue.game_of(desk.world.begin(), "chess"),
        UnknownError, "no such game; there are: harbour", "game",
        "tcb db seed fills the catalogue from the lake",
    ),
    (
        lambda desk: (desk.world.cards(1, "quay"), catalogue.game_of(desk.world.begin(), None)),
        InvalidError, "which game? There are: harbour, quay", "game", None,
    ),
    (
        lambda desk: catalogue.card(desk.world.begin(), GAME, "ZZ"),
        UnknownError, "no such card", "number", None,
    ),
    (
        lambda desk: deck_check.check(
            desk.world.begin(), PlainLake(known="other"), desk.ann, desk.deck(), on=None
        ),
        ConflictError, "no rules are known for harbour", "game", None,
    ),
    (
        lambda desk: deck_text.read_deck(desk.lake, GAME, SIDED, None),
        InvalidError, "decks here have no sideboard", "text", "leave the sideboard out",
    ),
    (
        lambda desk: deck_text.read_deck(desk.lake, GAME, "\n" * 5001, None),
        InvalidError, "a list has at most 5,000 lines", "text", None,
    ),
    (stale, StaleError, "the deck has version 1, the change was made to 7", "If-Match",
     "read it again, and change that"),
    (lambda desk: desk.deck(c1=0), InvalidError, "1 of the cards cannot be taken", None, None),
    (
        lambda desk: desk.deck(c1=250, c2=1),
        InvalidError, "a deck has at most 250 cards", "cards", None,
    ),
    (
        lambda desk: decks.create(desk.world.begin(), desk.ann, GAME, Draft(" "), now=NOON),
        InvalidError, "a name has 1 to 80 printable characters", "name", None,
    ),
    (
        lambda desk: decks.read(desk.world.begin(), desk.ann, NOBODY),
        UnknownError, "no such deck", None, None,
    ),
    (
        lambda desk: flags.turn(
            desk.world.begin(), _admin(desk.ann), "unknown", 1, now=NOON
        ),
        UnknownError, "no such flag", "name", None,
    ),
    (
        lambda desk: flags.turn(
            desk.world.begin(), _admin(desk.ann), flags.SERVER_TIMING, 101, now=NOON
        ),
        InvalidError, "a percentage is 0 to 100", "percent", None,
    ),
    (
        lambda desk: idempotency.begin(desk.world.begin(), desk.ann, "", "r", now=NOON),
        InvalidError, "a key has 1 to 80 visible ASCII characters", "Idempotency-Key", None,
    ),
    (
        lambda desk: claims(desk, "one", "other"),
        InvalidError, "this key belongs to another request", "Idempotency-Key",
        "take a new key for each request that is to do something",
    ),
    (
        lambda desk: claims(desk, "one", "one"),
        ConflictError, "the first request with this key is still at work", "Idempotency-Key",
        "send it again in a moment",
    ),
    (
        lambda desk: [desk.job() for _ in range(jobs.MOST_UNFINISHED + 1)],
        ConflictError, "a player has at most 20 unfinished jobs", None,
        "wait for one, or cancel one",
    ),
    (
        lambda desk: jobs.read(desk.world.begin(), desk.ann, "x"),
        UnknownError, "no such job", "job_id", None,
    ),
    (
        lambda desk: jobs.done(desk.world.begin(), desk.ann, desk.job(JobState.DONE), "other"),
        UnknownError, "no such job", "job_id", None,
    ),
    (
        lambda desk: jobs.done(desk.world.begin(), desk.ann, desk.job()),
        ConflictError, "this job has no result: it is queued", None, "ask again later",
    ),
    (
        lambda desk: jobs.done(desk.world.begin(), desk.ann, cancelled(desk)),
        ConflictError, "this job has no result: it is cancelled", None, "ask for another job",
    ),
    (
        lambda desk: jobs.cancel(
            desk.world.begin(), desk.ann, desk.job(JobState.DONE), now=NOON
        ),
        ConflictError, "this job is done; it cannot be cancelled any more", None, None,
    ),
    (
        lambda desk: paging.key_of("name", "x", [str]),
        InvalidError, "not a cursor of this list in this order", "cursor",
        "leave it out for the first page; then use the `next` of the page before",
    ),
    (
        lambda desk: roles.give(desk.world.begin(), "Nobody", Role.ADMIN),
        UnknownError, "nobody has the name 'Nobody'", "name", None,
    ),
    (
        lambda desk: simulate(desk, DeckAsked(deck=NOBODY), LIST),
        UnknownError, "no such deck", "deck", None,
    ),
    (
        lambda desk: simulate(desk, DeckAsked(deck=desk.deck()), LIST, game="chess"),
        InvalidError, "decks of different games: chess, harbour", "game", None,
    ),
    (
        lambda desk: simulations.ask(
            desk.world.begin(), OneLake(PlainLake(games=("go", "chess"))), desk.ann,
            SimulationAsked(LIST, LIST),
        ),
        InvalidError, "which game? There are: go, chess", "game", None,
    ),
    (
        lambda desk: collections.put(desk.world.begin(), desk.ann, GAME, [("ZZ", 1)], now=NOON),
        InvalidError, "1 line is wrong", None, "correct them; nothing was changed",
    ),
]  # fmt: skip


def _admin(who: Visitor) -> Visitor:
    return Visitor(who.id, who.name, Role.ADMIN, who.pseudonym, who.access, who.kind)


def cancelled(desk: Desk) -> str:
    key = desk.job()
    jobs.cancel(desk.world.begin(), desk.ann, key, now=NOON)
    return key


@pytest.mark.parametrize(
    ("act", "kind", "what", "where", "remedy"),
    REFUSALS,
    ids=[f"{number} {told[2][:30]}" for number, told in enumerate(REFUSALS)],
)
def test_a_refusal_says_what_was_wrong_where_and_what_helps(
    act: Act, kind: type[RefusedError], what: str, where: str | None, remedy: str | None
) -> None:
    with pytest.raises(RefusedError) as refused:
        act(Desk())

    error = refused.value
    assert (type(error), error.what, error.where, error.remedy) == (kind, what, where, remedy)


def test_what_makes_one_field_wrong_is_told_by_field() -> None:
    desk = Desk()
    listed = "1 HB01-001\n1 HB01-011"
    few = Desk(harbour(3))

    def wrongs(act: Callable[[], object]) -> tuple[tuple[str, str], ...]:
        with pytest.raises(InvalidError) as refused:
            act()
        return refused.value.wrongs

    assert wrongs(lambda: desk.deck(c1=0)) == (
        ("cards.HB01-001", "expected 1 to 250 copies, got 0"),
    )
    lines = [("HB01-001", 1), ("HB01-001", 10_000), ("ZZ", 1)]
    assert wrongs(lambda: collections.put(desk.world.begin(), desk.ann, GAME, lines, now=NOON)) == (
        ("items.1.number", "named twice: HB01-001"),
        ("items.1.copies", "expected 0 to 9,999 copies, got 10000"),
        ("items.2.number", "no such card: ZZ"),
    )
    wanted = Draft("Mine", "ZZ-1", {"ZZ-2": 1})
    assert wrongs(lambda: decks.create(desk.world.begin(), desk.ann, GAME, wanted, now=NOON)) == (
        ("leader", "no such card: ZZ-1"),
        ("cards.ZZ-2", "no such card"),
    )
    assert wrongs(
        lambda: collections.read_in(
            few.world.begin(), few.lake, few.ann, GAME, listed, mode="set", now=NOON
        )
    ) == (("text", "no such card: HB01-011"),)
    full = [("HB01-001", collections.MOST_COPIES)]
    collections.put(desk.world.begin(), desk.ann, GAME, full, now=NOON)
    assert wrongs(
        lambda: collections.read_in(
            desk.world.begin(), desk.lake, desk.ann, GAME, "1 HB01-001", mode="add", now=NOON
        )
    ) == (("text", "more than 9,999 copies of HB01-001"),)

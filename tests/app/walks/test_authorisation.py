"""Nobody, a stranger and a player walk every route of the application and get nowhere.

The routes are read from the application's own map of addresses, so a new one is walked too. That
the walk knocks at real doors is shown by their owner, who is let in by each.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import Role, User
from tcb_analytics.app.services import accounts
from tcb_analytics.app.services.refusals import UnprovenError
from tests.app.walks.contents import contents
from tests.app.walks.people import Person, person
from tests.app.walks.steps import PUBLIC, Step, UnfilledError, Walk


def told_of(owner: Person, answer: TestResponse, sent: object) -> set[str]:
    """What an answer tells of somebody that was not in the request."""
    heard = answer.text + str(answer.headers)
    return {mark for mark in owner.marks if mark in heard and mark not in str(sent)}


def is_refused(step: Step, answer: TestResponse) -> bool:
    """Whether nobody was sent away to log in."""
    if answer.status_code == 401:
        return True
    page = not step.is_api and not step.writes
    to_login = answer.status_code == 303 and answer.location.startswith("/login?then=")
    return page and to_login


def nobody_walks(walk: Walk, owner: Person, engine: Engine) -> set[str]:
    """Endpoints that nobody in particular comes through; nothing is told or changed on the way."""
    before, let_in = contents(engine), set()
    for step in walk.steps():
        given = walk.filled(step, owner, owner)
        if step.endpoint in PUBLIC and step.writes:
            let_in.add(step.endpoint)  # login and registration: they have tests of their own
            continue
        answer = walk.send(step, given, None)
        assert answer.status_code < 500, step
        assert told_of(owner, answer, given) == set(), step
        if not is_refused(step, answer):
            let_in.add(step.endpoint)
    assert contents(engine) == before
    return let_in


def test_nobody_is_let_in_by_any_route_that_is_not_public(
    walk: Walk, owner: Person, engine: Engine
) -> None:
    assert nobody_walks(walk, owner, engine) == set(PUBLIC)


def test_an_invented_proof_is_nobodys(walk: Walk, owner: Person, engine: Engine) -> None:
    before = contents(engine)
    invented = Person(owner.visitor, "tcb_s_invented", "tcb_t_invented", owner.things, owner.named)
    for step in walk.steps():
        if step.endpoint not in PUBLIC:
            given = walk.filled(step, owner, owner)
            assert is_refused(step, walk.send(step, given, invented, token=step.is_api)), step

    assert contents(engine) == before


def is_known(parts: Parts, who: Person) -> bool:
    """Whether somebody's proofs are still good."""
    try:
        for secret, kind in ((who.session, "session"), (who.token, "token")):
            accounts.recognise(parts.begin(), secret, kind, now=parts.now())
    except UnprovenError:
        return False
    return True


def names(owner: Person, given: object) -> bool:
    """Whether a request names something of somebody."""
    return any(key in str(given) for key in owner.things.values())


def a_stranger_walks(walk: Walk, parts: Parts, owner: Person, engine: Engine, by: str) -> int:
    """How many requests named something of the owner's; each was refused and changed nothing."""
    before, strangers, named = contents(engine), [person(parts)], 0
    for step in walk.steps():
        if not step.is_api and by == "token":
            continue
        if not is_known(parts, strangers[-1]):
            strangers.append(person(parts))  # the last one left, or logged out, on the way
        stranger = strangers[-1]
        given = walk.filled(step, stranger, owner)
        answer = walk.send(step, given, stranger, token=by == "token")
        assert answer.status_code < 500, step
        assert told_of(owner, answer, given) == set(), step
        if names(owner, given) and step.endpoint not in PUBLIC:
            named += 1
            refused = {404} if names(owner, given["path"]) or step.is_api else {404, 422}
            assert answer.status_code in refused, f"{step}: {answer.status_code}"
    theirs = {key for who in strangers for key in (who.visitor.id, who.visitor.pseudonym)}
    assert contents(engine, theirs | newcomers(engine)) == before
    return named


@pytest.mark.parametrize("by", ["token", "cookie"])
def test_a_stranger_neither_reads_nor_changes_anything_of_another_player(
    walk: Walk, parts: Parts, owner: Person, engine: Engine, by: str
) -> None:
    assert a_stranger_walks(walk, parts, owner, engine, by) > 15


def newcomers(engine: Engine) -> set[str]:
    """Keys and pseudonyms of accounts that strangers registered on the way."""
    with engine.connect() as connection:
        rows = connection.execute(select(User.id, User.pseudonym, User.name)).all()
    return {key for row in rows if row.name.startswith("New ") for key in (row.id, row.pseudonym)}


def test_the_owner_is_let_in_by_every_door_that_the_walk_knocks_at(
    walk: Walk, parts: Parts
) -> None:
    people: dict[Role, Person] = {}
    for step in walk.steps(heads=False):
        role = step.role or Role.PLAYER
        who = people.get(role)
        if who is None or step.writes or not is_known(parts, who):
            who = people[role] = person(parts, role)
        given = walk.filled(step, who, who)
        answer = walk.send(step, given, who, token=step.is_api and step.writes)
        assert answer.status_code in range(200, 400), f"{step}: {answer.text[:400]}"
        assert not answer.headers.get("Location", "").startswith("/login"), step
        if step.writes:
            del people[role]  # some of their things may be gone


@pytest.mark.parametrize("role", [Role.PLAYER, Role.ANALYST])
def test_who_may_less_than_a_route_asks_for_is_refused_and_changes_nothing(
    walk: Walk, parts: Parts, engine: Engine, role: Role
) -> None:
    who, walked = person(parts, role), 0
    before = contents(engine)
    for step in walk.steps():
        if step.role is not None and not role.covers(step.role):
            given = walk.filled(step, who, who)
            for token in (True, False):
                answer = walk.send(step, given, who, token=token)
                assert answer.status_code == 403, step
                walked += 1

    assert walked >= 6
    after = contents(engine)
    assert {name for name in before if after[name] != before[name]} <= {"accesses"}


def _leak(walk: Walk) -> None:
    parts = walk.app.extensions["tcb"]

    @walk.app.get("/hole/<deck_id>")
    def leak(deck_id: str) -> str:
        with parts.begin() as uow:
            return str(uow.decks.get(deck_id).name)


def _vandal(walk: Walk) -> None:
    parts = walk.app.extensions["tcb"]

    @walk.app.get("/hole/<deck_id>")
    def vandal(deck_id: str) -> tuple[str, int]:
        with parts.begin() as uow:
            deck = uow.decks.get(deck_id)
            deck.name = deck.name[::-1]
            uow.commit()
        return "no such deck", 404


@pytest.mark.parametrize("hole", [_leak, _vandal])
def test_the_walk_finds_a_route_that_forgot_to_ask_who_is_there(
    parts: Parts, owner: Person, engine: Engine, hole: Callable[[Walk], None]
) -> None:
    walk = Walk(create_app(parts=parts), only="/hole")
    hole(walk)

    with pytest.raises(AssertionError):
        nobody_walks(walk, owner, engine)
    with pytest.raises(AssertionError):
        a_stranger_walks(walk, parts, owner, engine, "cookie")


@pytest.mark.parametrize(("rule", "method"), [("/of/<strange_id>", "GET"), ("/page", "POST")])
def test_a_route_that_cannot_be_filled_in_stops_the_walk(
    parts: Parts, owner: Person, rule: str, method: str
) -> None:
    walk = Walk(create_app(parts=parts))
    walk.app.add_url_rule(rule, "pages.strange", lambda **_: "", methods=[method])

    with pytest.raises(UnfilledError, match=rule):
        [walk.filled(step, owner, owner) for step in walk.steps()]


def test_every_public_route_is_there_and_has_a_reason(walk: Walk) -> None:
    there = {step.endpoint for step in walk.steps()}

    assert set(PUBLIC) <= there
    assert all(len(reason) > 15 for reason in PUBLIC.values())
    assert {step.endpoint for step in walk.steps() if step.role} & set(PUBLIC) == set()

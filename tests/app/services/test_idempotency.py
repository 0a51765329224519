"""Keys of repeated requests, without a database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tcb_analytics.app.services import idempotency
from tcb_analytics.app.services.idempotency import AT_WORK, LONGEST_KEY, Answer, fingerprint
from tcb_analytics.app.services.refusals import ConflictError, InvalidError
from tests.app.harbour import harbour, visitor
from tests.app.worlds import NOON, later

MADE = Answer(201, "application/json", b'{"id":1}', "/decks/1")
ONE, OTHER = fingerprint([b"one"]), fingerprint([b"other"])


def test_the_first_works_and_the_second_gets_its_answer() -> None:
    world = harbour(0)
    ann = visitor(world)
    assert idempotency.begin(world.begin(), ann, "key", ONE, now=NOON) is None
    with pytest.raises(ConflictError):
        idempotency.begin(world.begin(), ann, "key", ONE, now=later(1))
    idempotency.keep(world.begin(), ann, "key", MADE, claimed=NOON)

    assert idempotency.begin(world.begin(), ann, "key", ONE, now=later(2)) == MADE
    with pytest.raises(InvalidError):
        idempotency.begin(world.begin(), ann, "key", OTHER, now=later(2))


def test_another_request_is_refused_even_while_the_first_is_at_work() -> None:
    world = harbour(0)
    ann = visitor(world)
    idempotency.begin(world.begin(), ann, "key", ONE, now=NOON)
    with pytest.raises(InvalidError):
        idempotency.begin(world.begin(), ann, "key", OTHER, now=NOON)


def test_keys_are_per_account() -> None:
    world = harbour(0)
    ann, bob = visitor(world), visitor(world, "Bob Heron")
    idempotency.begin(world.begin(), ann, "key", ONE, now=NOON)
    idempotency.keep(world.begin(), ann, "key", MADE, claimed=NOON)

    assert idempotency.begin(world.begin(), bob, "key", OTHER, now=NOON) is None


def test_a_key_that_is_given_up_is_free() -> None:
    world = harbour(0)
    ann = visitor(world)
    idempotency.begin(world.begin(), ann, "key", ONE, now=NOON)
    idempotency.give_up(world.begin(), ann, "key", claimed=NOON)

    assert idempotency.begin(world.begin(), ann, "key", OTHER, now=later(1)) is None


def test_an_answer_that_is_kept_is_neither_given_up_nor_written_over() -> None:
    world = harbour(0)
    ann = visitor(world)
    idempotency.begin(world.begin(), ann, "key", ONE, now=NOON)
    idempotency.keep(world.begin(), ann, "key", MADE, claimed=NOON)
    idempotency.give_up(world.begin(), ann, "key", claimed=NOON)
    late = Answer(500, "text/plain", b"late", None)
    idempotency.keep(world.begin(), ann, "key", late, claimed=NOON)

    assert idempotency.begin(world.begin(), ann, "key", ONE, now=NOON) == MADE


def test_a_request_that_died_leaves_its_key_after_a_while_and_cannot_come_back() -> None:
    world = harbour(0)
    ann = visitor(world)
    idempotency.begin(world.begin(), ann, "key", ONE, now=NOON)
    soon, then = NOON + AT_WORK - timedelta(seconds=1), NOON + AT_WORK
    with pytest.raises(ConflictError):
        idempotency.begin(world.begin(), ann, "key", ONE, now=soon)
    assert idempotency.begin(world.begin(), ann, "key", OTHER, now=then) is None
    idempotency.keep(world.begin(), ann, "key", MADE, claimed=NOON)
    idempotency.give_up(world.begin(), ann, "key", claimed=NOON)
    with pytest.raises(ConflictError):
        idempotency.begin(world.begin(), ann, "key", OTHER, now=then)
    second = Answer(200, "text/plain", b"second", None)
    idempotency.keep(world.begin(), ann, "key", second, claimed=then)
    assert idempotency.begin(world.begin(), ann, "key", OTHER, now=then) == second


def test_a_secret_is_not_kept() -> None:
    world = harbour(0)
    ann = visitor(world)
    idempotency.begin(world.begin(), ann, "key", ONE, now=NOON)
    told = Answer(201, "application/json", None, None)
    idempotency.keep(world.begin(), ann, "key", told, claimed=NOON)
    found = idempotency.begin(world.begin(), ann, "key", ONE, now=NOON)

    assert found == Answer(201, "", None, None)


@pytest.mark.parametrize("key", ["", "x" * (LONGEST_KEY + 1), "a b", "\u00e9", "a\x00", "\x7f"])
def test_what_is_no_key_is_refused(key: str) -> None:
    world = harbour(0)
    with pytest.raises(InvalidError) as refused:
        idempotency.begin(world.begin(), visitor(world), key, ONE, now=NOON)
    assert refused.value.where == "Idempotency-Key"


def test_the_longest_key_and_every_sign_are_taken() -> None:
    world = harbour(0)
    ann = visitor(world)
    for key in ("x" * LONGEST_KEY, "!", "~"):
        assert idempotency.begin(world.begin(), ann, key, ONE, now=NOON) is None


def test_a_fingerprint_tells_where_one_part_ends() -> None:
    assert fingerprint([b"ab", b"c"]) != fingerprint([b"a", b"bc"])
    assert fingerprint([b"ab", b"c"]) == fingerprint([b"ab", b"c"])
    assert len(fingerprint([])) == 64

"""Passwords that are guessed first are known as such, and quickly."""

from __future__ import annotations

from time import process_time

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]  # it has no types

from tcb_analytics.app.services.accounts import LONGEST, SHORTEST, check_password
from tcb_analytics.app.services.guessing import OURS, guessed_first
from tcb_analytics.app.services.refusals import InvalidError

LONG_AND_COMMON = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST]


def test_every_common_password_that_is_long_enough_is_refused() -> None:
    assert len(FREQUENCY_LISTS["passwords"]) == 30_000
    assert len(LONG_AND_COMMON) > 200

    assert [word for word in LONG_AND_COMMON if not guessed_first(word, [])] == []


@pytest.mark.parametrize("word", FREQUENCY_LISTS["passwords"][:3000:50])
def test_what_people_make_of_a_common_password_to_be_let_in_is_refused(word: str) -> None:
    doubled = word * -(-SHORTEST // len(word))
    for wanted in (doubled, doubled.upper(), doubled[::-1], f"{word}123456789"[:LONGEST]):
        assert guessed_first(wanted, []), wanted


@pytest.mark.parametrize(
    "password", ["qwertyuiop[]", "123456123456", "11111111111111", "abcdefghijklm", "20012001 2001"]
)
def test_walks_repeats_and_dates_are_refused(password: str) -> None:
    assert guessed_first(password, [])


def test_words_that_are_near_at_hand_do_not_count() -> None:
    assert guessed_first("Trading Card Brain", [])
    assert guessed_first("tcb analytics", [])
    for word in OURS:
        assert guessed_first(word, [])
    assert not guessed_first("quorrel vexmith", [])
    assert guessed_first("quorrel vexmith", ["Quorrel Vexmith"])


@pytest.mark.parametrize(
    "password",
    ["seven quiet lanterns", "qm7-Vx2_kT!w", "tide ochre fennel", "日本語の合言葉は長い"],
)
def test_passwords_of_any_composition_are_fine(password: str) -> None:
    assert not guessed_first(password, ["Ann Otter"])


def test_the_longest_password_is_judged_before_anybody_waits() -> None:
    guessed_first("load the word lists", [])
    began = process_time()
    for password in ("".join(chr(33 + n % 90) for n in range(LONGEST)), "4@" * 64, "1" * LONGEST):
        guessed_first(password, [])
    assert process_time() - began < 3


def test_the_refusal_says_what_helps() -> None:
    with pytest.raises(InvalidError) as refused:
        check_password("passwordpassword", "Ann Otter")
    assert (refused.value.where, "several words" in str(refused.value.remedy)) == ("password", True)

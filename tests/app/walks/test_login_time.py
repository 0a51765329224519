"""How long a refused login takes does not tell whether the name exists.

Measured over HTTP with the parameters that are used in earnest, on both databases: attempts at a
name that exists and at one that does not, in turns, and the ratio of their medians. Both clocks
are looked at: the time that passed, which somebody outside can measure, and the processor time,
which other work on the machine does not change. More attempts are made while a ratio is outside
of its bounds, up to a limit: noise averages out, a difference stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median
from time import perf_counter, process_time

import pytest

from tcb_analytics.app.adapters.passwords import Argon2Hasher
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts
from tests.app.conftest import PASSWORD

LOW, HIGH = 0.8, 1.25
"""Bounds of the ratio of the medians."""
AT_ONCE, MOST = 7, 35
"""Attempts of each kind in a round, and until it is given up."""

Attempt = Callable[[str], int]


def ratios(attempt: Attempt, one: str, other: str) -> Iterator[tuple[float, float]]:
    """Ratios of passed time and of processor time, over more and more attempts."""
    took: dict[str, list[tuple[float, float]]] = {one: [], other: []}
    while len(took[one]) < MOST:
        for turn in range(AT_ONCE):
            for name in (one, other) if turn % 2 else (other, one):
                began = perf_counter(), process_time()
                assert attempt(name) == 401
                took[name].append((perf_counter() - began[0], process_time() - began[1]))
        passed, used = (
            median(times[clock] for times in took[one])
            / median(times[clock] for times in took[other])
            for clock in (0, 1)
        )
        yield passed, used


def alike(attempt: Attempt, one: str, other: str) -> bool:
    """Whether two names cannot be told apart by the clock."""
    return any(
        all(LOW <= ratio <= HIGH for ratio in found) for found in ratios(attempt, one, other)
    )


@pytest.fixture
def attempt(parts: Parts) -> Attempt:
    """Tries to log in with a wrong password, at an application with real parameters."""
    client = create_app(parts=replace(parts, hasher=Argon2Hasher())).test_client()
    who = {"name": "Ann Otter", "password": PASSWORD}
    assert client.post("/api/v1/accounts", json=who).status_code == 201

    def tried(name: str) -> int:
        given = {"name": name, "password": "not my password at all"}
        return client.post("/api/v1/sessions", json=given).status_code

    tried("Ann Otter")
    tried("Nobody")
    return tried


def test_a_wrong_password_and_an_unknown_name_take_as_long(attempt: Attempt) -> None:
    assert alike(attempt, "Ann Otter", "Nobody")


def test_the_measure_tells_an_application_that_hashes_for_known_names_alone(parts: Parts) -> None:
    class Hasty(Argon2Hasher):
        def fits(self, password: str, hashed: str | None) -> bool:
            return hashed is not None and super().fits(password, hashed)

    client = create_app(parts=replace(parts, hasher=Hasty())).test_client()
    who = {"name": "Ann Otter", "password": PASSWORD}
    assert client.post("/api/v1/accounts", json=who).status_code == 201

    def tried(name: str) -> int:
        return client.post(
            "/api/v1/sessions", json=who | {"name": name, "password": "x"}
        ).status_code

    passed, _ = next(ratios(tried, "Ann Otter", "Nobody"))
    assert passed > 2

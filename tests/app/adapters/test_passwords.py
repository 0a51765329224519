"""Password hashes: Argon2id as OWASP advises, renewed when that changes, and never a shortcut."""

from __future__ import annotations

from typing import Literal

import argon2
import pytest

from tcb_analytics.app.adapters.passwords import Argon2Hasher
from tcb_analytics.app.services.accounts import LONGEST

PASSWORD = "seven quiet lanterns"


class Spied(argon2.PasswordHasher):
    """Notes what is verified against."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.against: list[str | bytes] = []

    def verify(self, *given: str | bytes) -> Literal[True]:  # type: ignore[override]  # both by place
        """Verify, and note the hash."""
        self.against.append(given[0])
        return super().verify(*given)


def test_the_parameters_are_no_weaker_than_owasp_advises() -> None:
    hashed = Argon2Hasher().hash(PASSWORD)
    used = argon2.extract_parameters(hashed)

    assert hashed.startswith("$argon2id$")
    assert used.memory_cost >= 19_456  # KiB: OWASP's password storage cheat sheet
    assert used.time_cost >= 2
    assert used.parallelism >= 1
    assert (used.salt_len, used.hash_len) == (16, 32)


def test_a_name_that_nobody_has_is_verified_against_a_hash_that_costs_as_much() -> None:
    spied = Spied()
    hasher = Argon2Hasher(spied)
    real = hasher.hash(PASSWORD)

    assert not hasher.fits(PASSWORD, None)
    assert not hasher.fits("no account has this password", None)
    assert not hasher.fits("another password", real)
    dummy = spied.against[0]
    assert spied.against == [dummy, dummy, real]
    assert argon2.extract_parameters(str(dummy)) == argon2.extract_parameters(real)


def test_the_same_password_never_has_the_same_hash() -> None:
    hasher = Argon2Hasher(Spied())
    assert len({hasher.hash(PASSWORD) for _ in range(5)}) == 5


@pytest.mark.parametrize("changed", [{"time_cost": 2}, {"memory_cost": 16}, {"parallelism": 2}])
def test_a_hash_of_other_parameters_is_known_as_aged_and_still_fits(
    changed: dict[str, int],
) -> None:
    weak = {"time_cost": 1, "memory_cost": 16, "parallelism": 1}
    old = Argon2Hasher(argon2.PasswordHasher(**{**weak, "memory_cost": 8})).hash(PASSWORD)
    new = Argon2Hasher(argon2.PasswordHasher(**{**weak, **changed}))

    assert new.aged(old)
    assert new.fits(PASSWORD, old)
    assert not new.aged(new.hash(PASSWORD))


def test_a_password_counts_to_its_last_character_and_as_it_is_written() -> None:
    hasher = Argon2Hasher(Spied())
    long = "é" * (LONGEST - 1) + "x"
    hashed = hasher.hash(long)

    assert hasher.fits(long, hashed)
    for other in (long[:-1], long[:-1] + "y", long.upper(), f" {long}", f"{long} "):
        assert not hasher.fits(other, hashed)


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$v=19$m=8,t=1,p=1$x$x", "$2b$12$abc"])
def test_what_is_no_hash_fits_nothing(broken: str) -> None:
    assert not Argon2Hasher(Spied()).fits(PASSWORD, broken)

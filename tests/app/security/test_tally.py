"""The count of a run: an empty or one-sided run is told from a full one."""

from __future__ import annotations

from tests.app.security.tally import Tally


def test_what_was_never_asked_or_never_granted_falls_short() -> None:
    tally = Tally(["GET /a", "PUT /b", "POST /c"])
    for status in (200, 204, 404):
        tally.note("GET /a", status)
    for _ in range(3):
        tally.note("PUT /b", 422)

    assert tally.short(3, 1) == ["PUT /b", "POST /c"]
    assert tally.short(3, 0) == ["POST /c"]
    assert (tally.cases, tally.hits("GET /a"), tally.granted("GET /a")) == (6, 3, 2)


def test_the_share_of_what_was_granted_is_that_of_all_cases() -> None:
    tally = Tally(["GET /a", "PUT /b"])

    assert tally.good == 0
    tally.note("GET /a", 200)
    tally.note("PUT /b", 304)

    assert tally.good == 0.5


def test_the_table_names_every_operation_also_one_that_was_not_asked() -> None:
    tally = Tally(["GET /a", "PUT /b"])
    tally.note("GET /a", 201)
    tally.note("GET /a", 422)
    lines = [line.split() for line in tally.table().splitlines()]

    assert lines[1:] == [
        ["GET", "/a", "2", "1", "201:1", "422:1"], ["PUT", "/b", "0", "0"],
        ["all", "2", "1", "50.0%", "answered", "2xx"],
    ]  # fmt: skip

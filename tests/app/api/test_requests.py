"""What every request goes through: an id of its own, headers for browsers."""

from __future__ import annotations

import pytest

from tcb_analytics.app.api.requests import HEADERS
from tests.app.conftest import Caller

GIVEN = "0b5f3f8e-5a0f-4a52-9a53-0d9b7f1ce001"


def test_an_id_that_came_is_kept_and_anything_else_is_replaced(nobody: Caller) -> None:
    assert nobody("GET", "/cards", headers={"X-Request-Id": GIVEN}).headers["X-Request-Id"] == GIVEN
    for wrong in ("", "x", GIVEN.upper(), GIVEN + "0", "<script>", GIVEN + "\t"):
        found = nobody("GET", "/cards", headers={"X-Request-Id": wrong}).headers["X-Request-Id"]
        assert found not in ("", wrong)


@pytest.mark.parametrize("path", ["/cards", "/no-such-route", "/decks", "/cards?size=0"])
def test_every_answer_carries_the_headers_whatever_its_status(nobody: Caller, path: str) -> None:
    found = nobody("GET", path).headers

    assert {name: found[name] for name in HEADERS} == dict(HEADERS)
    assert "max-age" in found["Strict-Transport-Security"]
    assert found["Cache-Control"]

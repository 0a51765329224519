"""A query in which a name stands twice."""

from __future__ import annotations

import pytest

from tests.app.conftest import Caller


@pytest.mark.parametrize("path", ["/cards", "/decks", "/win-rates", "/collections/tidebreak"])
def test_a_parameter_that_is_given_twice_is_refused(player: Caller, path: str) -> None:
    answer = player("GET", f"{path}?size=5&size=5&game=tidebreak&game=other")

    assert answer.status_code == 422
    told = {one["field"]: one["message"] for one in answer.json["errors"]}
    assert told == dict.fromkeys(("query.size", "query.game"), "given more than once")


def test_several_values_are_given_with_commas(player: Caller) -> None:
    assert player("GET", "/cards?colors=Red,Blue&size=5").status_code == 200


def test_what_takes_no_query_does_not_mind(player: Caller) -> None:
    assert player("GET", "/strategies?x=1&x=2").status_code == 200

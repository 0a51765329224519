"""Links of the document: each leads to an operation that there is, with parameters that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tcb_analytics.app.api.links import LINKS
from tests.app.conftest import Caller

Spec = dict[str, Any]


@pytest.fixture
def operations(nobody: Caller) -> dict[str, Spec]:
    """Operations of the document by id."""
    document = nobody("GET", "/openapi.json").json
    return {
        operation["operationId"]: operation
        for path in document["paths"].values()
        for operation in path.values()
    }


def links(operations: dict[str, Spec]) -> Iterator[tuple[str, str, str, Spec]]:
    """Every link: operation, status, name, link."""
    for key, operation in operations.items():
        for status, response in operation["responses"].items():
            for name, link in response.get("links", {}).items():
                yield key, status, name, link


def test_every_link_stands_in_the_document(operations: dict[str, Spec]) -> None:
    told = {(key, status, name) for key, status, name, _ in links(operations)}

    assert told == {(*of, link.name) for of, found in LINKS.items() for link in found}


def test_a_link_names_parameters_that_its_operation_has(operations: dict[str, Spec]) -> None:
    for key, _, name, link in links(operations):
        target = operations[link["operationId"]]
        known = {one["name"] for one in target.get("parameters", ())}
        given = {one.rpartition(".")[2] for one in link.get("parameters", {})}

        assert given <= known, (key, name)
        assert ("requestBody" in link) <= ("requestBody" in target), (key, name)


def test_every_operation_is_part_of_a_way_through_the_api(operations: dict[str, Spec]) -> None:
    linked = {key for key, *_ in links(operations)}
    linked |= {link["operationId"] for *_, link in links(operations)}

    assert linked == operations.keys()


def test_a_link_can_be_followed_as_it_is_written(player: Caller) -> None:
    deck = player("POST", "/decks", json={"name": "Red tide"})
    link = next(one for one in LINKS["post_v1_decks_create", "201"] if one.name == "replace")
    body = {
        name: deck.json[re.sub(r"^.*#/", "", expression)] for name, expression in link.body.items()
    }
    headers = {"If-Match": deck.headers["ETag"]}
    answer = player("PUT", f"/decks/{deck.json['id']}", json=body, headers=headers)

    assert link.parameters == {
        "deck_id": "$response.body#/id", "header.if-match": "$response.header.ETag",
    }  # fmt: skip
    assert answer.status_code == 200, answer.text


def test_a_change_that_needs_a_version_says_so(operations: dict[str, Spec]) -> None:
    for key, needed in (("put_v1_decks_replace", True), ("delete_v1_decks_remove", False)):
        header = next(one for one in operations[key]["parameters"] if one["name"] == "if-match")
        assert header["required"] == needed, key


@pytest.mark.parametrize(
    "name", ["tab\there", "line\nbreak", "bell\x07", "\u202egnirts", "\ufdd0\u0378x"]
)
def test_names_hold_nothing_that_cannot_be_seen(player: Caller, name: str) -> None:
    for path in ("/decks", "/tokens"):
        assert player("POST", path, json={"name": name}).status_code == 422
    who = {"name": name, "password": "seven quiet lanterns"}

    assert player("POST", "/accounts", json=who).status_code == 422


@pytest.mark.parametrize("name", ["Ça va – 2 “ponts”!", "漁師 🐟", "no\u00a0break"])
def test_names_may_be_of_any_script(player: Caller, name: str) -> None:
    assert player("POST", "/decks", json={"name": name}).status_code == 201

"""Builds and simulations as a program meets them: asked for, watched, cancelled, fetched."""

from __future__ import annotations

import time
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tcb_analytics.app.bootstrap import Parts
from tests.app.conftest import Caller

LEADER = "TB01-001"


@pytest.fixture(autouse=True)
def one_thread(parts: Parts) -> None:
    """Enough for tests, on machines that have other things to do."""
    parts.jobs._count = 1  # type: ignore[attr-defined]  # jobs are in this process here


def location(answer: TestResponse) -> str:
    assert answer.status_code == 202, answer.text
    return answer.headers["Location"].removeprefix("/api/v1")


def ended(who: Caller, answer: TestResponse, seconds: float = 60) -> dict[str, Any]:
    """The job, once it has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = who("GET", location(answer)).json
        if job["state"] in ("done", "failed", "cancelled"):
            return dict(job)
        time.sleep(0.5)
    raise AssertionError("it took too long")


def fetched(who: Caller, job: dict[str, Any]) -> dict[str, Any]:
    assert job["state"] == "done", job
    answer = who("GET", job["result"].removeprefix("/api/v1"))
    assert answer.status_code == 200
    return dict(answer.json)


def test_a_deck_is_built_played_and_told_with_its_interval(player: Caller, nobody: Caller) -> None:
    names = [one["name"] for one in nobody("GET", "/strategies").json["items"]]
    asked = player("POST", "/builds", json={"strategy": names[0], "leader": LEADER})
    assert asked.json["state"] == "queued"
    job = ended(player, asked)
    built = fetched(player, job)

    assert sum(built["cards"].values()) == 50
    assert (built["leader"], built["gap"]) == (LEADER, 0)

    side = {"build": job["id"]}
    listed = {"leader": LEADER, "cards": built["cards"]}
    given = {"deck": side, "opponent": listed, "games": 2000, "seed": 7}
    played = fetched(player, ended(player, player("POST", "/simulations", json=given)))

    assert played["games"] == played["wins"] + played["losses"] + played["draws"] == 2000
    assert played["low"] <= played["rate"] <= played["high"]
    kinds = [one["kind"] for one in player("GET", "/jobs").json["items"]]
    assert kinds == ["simulation", "build"]


def test_a_built_deck_is_kept_as_one_of_the_players_own(player: Caller) -> None:
    asked = player("POST", "/builds", json={"strategy": "balanced", "leader": LEADER})
    built = fetched(player, ended(player, asked))
    wanted = {name: built[name] for name in ("game", "leader", "cards")}
    deck = player("POST", "/decks", json=wanted | {"name": "Built"})
    assert deck.status_code == 201, deck.text

    side = {"deck": deck.json["id"]}
    played = player("POST", "/simulations", json={"deck": side, "opponent": side, "games": 500})
    assert fetched(player, ended(player, played))["deck"] == "Built"


@pytest.mark.parametrize("key", ["%00", "%F0%9F%90%99", "%ED%A0%80", "x" * 500, "..%2F..", "'--"])
def test_a_key_of_no_job_is_unknown_whatever_it_holds(player: Caller, key: str) -> None:
    for method, path in (
        ("GET", f"/jobs/{key}"), ("POST", f"/jobs/{key}/cancel"), ("GET", f"/builds/{key}"),
        ("GET", f"/simulations/{key}"),
    ):  # fmt: skip
        assert player(method, path).status_code == 404


def test_what_cannot_be_built_fails_once_and_says_why(player: Caller) -> None:
    given = {
        "strategy": "control", "leader": LEADER,
        "demands": [{"least": 51, "category": "Character"}],
    }  # fmt: skip
    job = ended(player, player("POST", "/builds", json=given))

    assert (job["state"], job["attempt"], job["result"]) == ("failed", 1, None)
    assert "51" in job["error"]["detail"]
    assert player("GET", f"/builds/{job['id']}").status_code == 409


def test_a_deck_of_ones_own_cards_holds_no_others(player: Caller) -> None:
    empty = player("POST", "/builds", json={"strategy": "control", "leader": LEADER, "owned": True})
    assert ended(player, empty)["state"] == "failed"

    bought = {"strategy": "control", "leader": LEADER, "owned": True, "missing": 0.5}
    built = fetched(player, ended(player, player("POST", "/builds", json=bought)))
    assert built["coverage"] == 0
    assert sum(one["copies"] for one in built["shopping"]) == 50


def test_a_running_job_is_cancelled(player: Caller) -> None:
    deck = {"leader": LEADER, "cards": {f"TB01-{number:03}": 4 for number in range(20, 30)}}
    given = {"deck": deck, "opponent": deck, "games": 200_000}
    asked = player("POST", "/simulations", json=given)

    answer = player("POST", f"{location(asked)}/cancel")
    assert answer.status_code == 202
    assert ended(player, asked)["state"] == "cancelled"
    assert player("POST", f"{location(asked)}/cancel").status_code == 202
    assert player("GET", f"/simulations/{asked.json['id']}").status_code == 409


def test_nobody_sees_anothers_jobs(player: Caller, stranger: Caller, nobody: Caller) -> None:
    asked = player("POST", "/builds", json={"strategy": "control", "leader": LEADER})
    key = asked.json["id"]

    for method, path in (
        ("GET", f"/jobs/{key}"), ("POST", f"/jobs/{key}/cancel"), ("GET", f"/builds/{key}"),
        ("GET", f"/simulations/{key}"),
    ):  # fmt: skip
        assert stranger(method, path).status_code == 404
        assert nobody(method, path).status_code == 401
    assert stranger("GET", "/jobs").json["items"] == []
    side = {"build": key}
    given = {"deck": side, "opponent": side}
    assert stranger("POST", "/simulations", json=given).status_code == 404
    ended(player, asked)
    assert player("GET", f"/simulations/{key}").status_code == 404


BUILD = {"strategy": "control"}
SIDE = {"leader": LEADER, "cards": {"TB01-020": 4}}


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/builds", {}),
        ("/builds", {"strategy": "nonsense"}),
        ("/builds", BUILD | {"game": "chess"}),
        ("/builds", BUILD | {"leader": "TB01-020"}),
        ("/builds", BUILD | {"leader": "XX01-001"}),
        ("/builds", BUILD | {"include": {"XX01-001": 1}}),
        ("/builds", BUILD | {"include": {"TB01-020": 0}}),
        ("/builds", BUILD | {"exclude": ["XX"]}),
        ("/builds", BUILD | {"demands": [{"least": 4, "most": 3}]}),
        ("/builds", BUILD | {"demands": [{"category": "King"}]}),
        ("/builds", BUILD | {"size": 10**30}),
        ("/builds", BUILD | {"leader": "TB\0"}),
        ("/builds", BUILD | {"owner": "me"}),
        ("/simulations", {"deck": SIDE}),
        ("/simulations", {"deck": SIDE, "opponent": SIDE}),
        ("/simulations", {"deck": {}, "opponent": SIDE}),
        ("/simulations", {"deck": SIDE | {"build": "0" * 32}, "opponent": SIDE}),
        ("/simulations", {"deck": {"cards": {"XX": 20}}, "opponent": SIDE}),
        ("/simulations", {"deck": SIDE, "opponent": SIDE, "games": 200_001}),
        ("/simulations", {"deck": SIDE, "opponent": SIDE, "pilot": "nobody"}),
    ],
)
def test_what_cannot_be_asked_is_refused_before_it_is_a_job(
    player: Caller, path: str, given: dict[str, Any]
) -> None:
    answer = player("POST", path, json=given)

    assert answer.status_code == 422, answer.text
    assert answer.content_type == "application/problem+json"
    assert player("GET", "/jobs").json["items"] == []

"""Generated walks through the API: schemathesis follows the links of the API's own document.

Each walk has an account of its own, so that it begins in the same state whenever Hypothesis takes
it again to shrink it, and so that a walk may delete its account. What no schema can say, values
that exist, comes from dictionaries: games, numbers, lists, and the password of all accounts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any
from urllib.parse import quote

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis.errors import Flaky, FlakyFailure
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.core.transport import Response
from schemathesis.generation.stateful import APIStateMachine
from schemathesis.schemas import BaseSchema

from tcb_analytics.app.models.accounts import Role
from tests.app.conftest import GAME, PASSWORD
from tests.app.security.people import People, Person
from tests.app.security.tally import Tally

ENDINGS = {
    "DELETE /api/v1/account", "DELETE /api/v1/sessions/current", "PUT /api/v1/account/password",
}  # fmt: skip
"""After these a token is no longer good."""
FOR_ADMINS = {"Administration", "Audit"}
"""Tags of operations that players may not call."""
RESULTS = {"GET /api/v1/builds/{job_id}", "GET /api/v1/simulations/{job_id}"}
STEPS, WALKS = 30, 6
"""Steps of a walk, and walks that Hypothesis makes before the next seed."""


def known_values(leader: str, numbers: list[str], known: Person) -> dict[str, Any]:
    """Settings of schemathesis: dictionaries, and where each is drawn from, how often."""
    deck = [f"1x{leader}", *(f"4x{number}" for number in numbers[:12])]
    values = {
        "games": [GAME], "numbers": numbers, "passwords": [PASSWORD], "names": [known.name],
        "strategies": ["balanced", "control", "aggressive"], "leaders": [leader],
        "lists": ["\n".join(deck), "\n".join(deck[:2]), "\n".join(deck[:7])],
    }  # fmt: skip
    often = {
        "query.game": "games", "path.game": "games", "body.game": "games",
        "path.number": "numbers", "body.leader": "leaders", "body.items[*].number": "numbers",
        "body.exclude[*]": "numbers",
        "body.old": "passwords", "body.strategy": "strategies", "body.text": "lists",
    }  # fmt: skip
    proofs = {
        "DELETE /api/v1/account": {"body.password": "passwords"},
        "DELETE /api/v1/sessions": {"body.password": "passwords"},
        "DELETE /api/v1/sessions/{session_id}": {"body.password": "passwords"},
        "POST /api/v1/accounts": {"body.password": "passwords"},
        "POST /api/v1/sessions": {"body.password": "passwords", "body.name": "names"},
    }
    return {
        "dictionaries": {name: {"values": found} for name, found in values.items()},
        "parameters": _bound(often, 0.9),
        "operations": [
            {"include-name": name, "parameters": _bound(found, 0.8)}
            for name, found in proofs.items()
        ],
        "phases": {"stateful": {"inference": {"algorithms": []}}},  # only links that are told
        # What is well-formed may still be refused: a card that does not exist is a 422.
        "checks": {
            "positive_data_acceptance": {
                "expected-statuses": [
                    "2xx", "304", "401", "403", "404", "409", "412", "422", "428",
                ],
            },
            # What is wrong in two ways may be refused for a version that is not the latest.
            "negative_data_rejection": {
                "expected-statuses": ["400", "401", "403", "404", "409", "412", "422", "428"],
            },
            # Asks twice more for each case; a test walks every route as nobody and as a stranger.
            "ignored_auth": {"enabled": False},
        },
    }  # fmt: skip


def settings_of(leader: str, numbers: list[str], known: Person) -> SchemathesisConfig:
    """The same as schemathesis reads it."""
    return SchemathesisConfig.from_dict(known_values(leader, numbers, known))


def _bound(names: Mapping[str, str], probability: float) -> dict[str, Any]:
    return {
        field: {"dictionary": name, "probability": probability} for field, name in names.items()
    }


def walks(schema: BaseSchema, people: People, tally: Tally) -> type[APIStateMachine]:
    """A state machine that walks the links of a document and counts what it was answered."""
    _take_bodies_whole(schema.raw_schema)
    drawn: Any = schema.as_state_machine()
    admin = people.new(Role.ADMIN)
    turns = count()

    class Walk(drawn):  # type: ignore[misc]  # made while it runs
        def setup(self) -> None:
            self._person = people.new((Role.PLAYER, Role.ANALYST)[next(turns) % 2])

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            tags = case.operation.definition.raw.get("tags", ())
            person = admin if FOR_ADMINS & set(tags) else self._person
            return {"headers": person.headers}

        def before_call(self, case: Case) -> None:
            if case.operation.label in RESULTS:
                _wait_for(schema, str(case.path_parameters["job_id"]), self._person)

        def after_call(self, response: Response, case: Case) -> None:
            super().after_call(response, case)
            tally.note(case.operation.label, response.status_code)
            gone = case.operation.label in ENDINGS and response.status_code == 204
            if gone or response.status_code == 401:
                self._person = people.again(self._person)

    for name in drawn.root_rules:
        if name.endswith(("_cancel", "_simulations")):  # they need a job, or decks: links lead
            setattr(Walk, name, None)
    return Walk


def _take_bodies_whole(document: dict[str, Any]) -> None:
    """A link's body is what is sent, as OpenAPI has it; schemathesis would mix it with its own."""
    for path in document["paths"].values():
        for operation in path.values():
            for response in operation["responses"].values():
                for link in response.get("links", {}).values():
                    link["x-schemathesis"] = {"merge_body": False}


def _wait_for(schema: BaseSchema, job: str, person: Person, seconds: float = 20) -> None:
    """Until a job has ended, as a client does before it fetches the result."""
    ask = schema["/api/v1/jobs/{job_id}"]["GET"].Case(path_parameters={"job_id": quote(job, "")})
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = ask.call(headers=person.headers)
        if answer.status_code != 200 or answer.json()["ended_at"]:
            return
        time.sleep(0.05)


def run(machine: type[APIStateMachine], ended: Callable[[], bool], seed: int = 1) -> None:
    """Walk until it is enough; a failure is shrunk to the shortest walk that shows it.

    Raises:
        FailureGroup: An answer is not as the document says; it holds the request as `curl`.
    """
    chosen = hypothesis.settings(
        max_examples=WALKS, stateful_step_count=STEPS, deadline=None, database=None,
        phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    for number in count(seed):
        if ended():
            return
        try:
            hypothesis.seed(number)(machine).run(settings=chosen)
        except FlakyFailure:
            raise
        except Flaky:  # a job was done sooner than the time before: that walk is given up
            continue

"""schemathesis, stateful, against `tcb serve --production`: nothing that the document denies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
import requests
import schemathesis
from apiflask import APIFlask
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import BaseSchema

from tcb_analytics.app.bootstrap import Parts
from tests.app.databases import Databases, postgres
from tests.app.security.people import People
from tests.app.security.tally import Tally
from tests.app.security.walk import run, settings_of, walks
from tests.app.servers import Server

DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture(scope="module")
def databases() -> Iterator[Databases]:
    """PostgreSQL alone: payloads are tried on SQLite, and all tests of the API on both."""
    with postgres() as server:
        yield server


@pytest.fixture
def variables() -> dict[str, str]:
    """Jobs that are short, or fail."""
    return {"TCB_JOB_SECONDS": "20", "TCB_JOB_ATTEMPTS": "1"}


def list_of(site: str) -> tuple[str, list[str]]:
    """A leader and cards of its colour, of which a deck can be made."""
    search = f"{site}/api/v1/cards?size=20&categories="
    leader = requests.get(f"{search}Leader", timeout=30).json()["items"][0]
    same = f"{search}Character&colors={leader['colors'][0]}"
    cards = requests.get(same, timeout=30).json()["items"]
    return leader["number"], [card["number"] for card in cards]


def labels(schema: BaseSchema) -> list[str]:
    """Every operation of a document."""
    return [found.ok().label for found in schema.get_all_operations()]


@pytest.mark.parametrize(
    ("cases", "hits", "granted"),
    [
        pytest.param(1_000, 2, 1, id="1000"),
        pytest.param(
            20_000, 50, 10, id="20000", marks=[pytest.mark.deep, pytest.mark.timeout(7_200)]
        ),
    ],
)
def test_walks_through_the_api_find_nothing_that_its_document_denies(
    server: Server, people: People, capsys: pytest.CaptureFixture[str],
    cases: int, hits: int, granted: int,
) -> None:  # fmt: skip
    site = f"http://127.0.0.1:{server.port}"
    config = settings_of(*list_of(site), people.new())
    schema = schemathesis.openapi.from_url(site + DOCUMENT, config=config)
    tally = Tally(labels(schema))

    def enough() -> bool:
        all_seen = not tally.short(hits, granted)
        return tally.cases >= (cases if all_seen else cases * 6)

    try:
        run(walks(schema, people, tally), enough)
    finally:
        with capsys.disabled() if cases >= 20_000 else nullcontext():
            print(f"\n{tally.table()}")
    assert len(tally.operations) > 40
    assert tally.cases >= cases
    assert tally.good >= 0.6, tally.table()
    assert tally.short(hits, granted) == [], tally.table()
    assert not re.search(r'"status": 5\d\d', server.log.read_text())


def test_a_document_that_promises_too_much_is_found_out(app: APIFlask, parts: Parts) -> None:
    people = People(parts)
    config = settings_of("TB01-001", ["TB01-011", "TB01-012"], people.new())
    schema = schemathesis.openapi.from_wsgi(DOCUMENT, app, config=config)
    schema.raw_schema["components"]["schemas"]["DeckTold"]["required"].append("colour")
    tally = Tally(labels(schema))

    with pytest.raises(FailureGroup) as found:
        run(walks(schema, people, tally), lambda: tally.cases > 500)

    told = str(found.value.exceptions[0])
    assert "colour" in told
    assert "required" in told
    assert "curl -X" in str(found.value)

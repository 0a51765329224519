"""Leaving with everything: the export of an account, and what is left after its deletion."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask
from sqlalchemy import select

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.api.v1.exports import written
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.tables import METADATA
from tcb_analytics.app.models.work import Job
from tcb_analytics.app.services import audit
from tcb_analytics.app.services.exports import LISTS
from tests.app.conftest import GAME, PASSWORD, Caller


def filled(player: Caller, nobody: Caller, parts: Parts) -> None:
    """Some of everything that an account can have."""
    browser = player.client.application.test_client()
    known = {"name": player.name, "password": PASSWORD}
    opened = browser.post("/api/v1/sessions", json=known, base_url="https://localhost")
    assert opened.status_code == 201
    asked = {"game": GAME, "size": 100}
    cards = nobody("GET", "/cards", query_string=asked).json["items"]
    items = [{"number": card["number"], "copies": 2} for card in cards]
    assert player("PATCH", f"/collections/{GAME}", json={"items": items}).status_code == 200
    for name in ("First private deck", "Second private deck"):
        deck = {"name": name, "game": GAME, "cards": {cards[0]["number"]: 3}}
        headers = {"Idempotency-Key": f"key of {name}".replace(" ", "-")}
        assert player("POST", "/decks", json=deck, headers=headers).status_code == 201
    with parts.begin() as uow:
        who = uow.users.named(player.name.lower())
        assert who is not None
        uow.jobs.add(Job(owner_id=who.id, kind="build", request={"private": "wish"}))
        uow.commit()


def test_the_export_holds_all_that_the_account_has(
    parts: Parts, player: Caller, stranger: Caller, nobody: Caller
) -> None:
    filled(player, nobody, parts)
    filled(stranger, nobody, parts)
    answer = player("GET", "/account/export")
    told = answer.json

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert list(told) == ["exported_at", "account", *LISTS]
    assert told["account"]["name"] == player.name
    assert {deck["name"] for deck in told["decks"]} == {"First private deck", "Second private deck"}
    assert len(told["collection"]) == 100
    assert (len(told["tokens"]), len(told["sessions"]), len(told["jobs"])) == (1, 1, 1)
    assert {entry["action"] for entry in told["audit"]} >= {"account.register", "deck.create"}
    assert len(told["answers"]) == 2
    assert stranger.name not in answer.text
    assert "argon2" not in answer.text
    assert nobody("GET", "/account/export").status_code == 401


def test_the_export_is_written_while_it_is_read(player: Caller, app: APIFlask) -> None:
    answer = app.test_client().get("/api/v1/account/export", headers=player.headers)

    assert answer.is_streamed
    assert "Content-Length" not in answer.headers
    answer.close()


def test_an_empty_account_is_a_whole_document_too(player: Caller) -> None:
    told = player("GET", "/account/export").json

    assert told["decks"] == told["collection"] == told["jobs"] == told["answers"] == []
    assert len(told["audit"]) >= 2


def test_an_export_that_breaks_off_is_no_document(parts: Parts) -> None:
    def records() -> Any:
        yield "account", {"id": "1"}
        yield "decks", {"id": "2"}
        raise OSError

    pieces = []
    try:
        for piece in written(parts.now(), records()):
            pieces.append(piece)
    except OSError:
        pass

    assert "".join(pieces).count("{") > "".join(pieces).count("}")


def test_nothing_of_a_person_is_left_but_pseudonyms_in_an_unbroken_log(
    parts: Parts, player: Caller, stranger: Caller, nobody: Caller
) -> None:
    filled(player, nobody, parts)
    filled(stranger, nobody, parts)
    with parts.look() as uow:
        user = uow.users.named(player.name.lower())
        assert user is not None
        decks = uow.decks.of_owner(user.id, None, None, 10).items
        accesses = [
            *uow.accesses.of_user(user.id, "token"),
            *uow.accesses.of_user(user.id, "session"),
        ]
        jobs = uow.jobs.of_owner(user.id, None, 10).items
    traces = {user.id, user.name, user.folded, user.password_hash}
    traces |= {access.digest for access in accesses} | {job.id for job in jobs}
    keys = {user.pseudonym, *(deck.id for deck in decks), *(access.id for access in accesses)}
    assert len(accesses) == 2
    before = rows(parts)
    assert all(any(trace in row for _, row in before) for trace in traces)

    gone = player("DELETE", "/account", json={"password": PASSWORD})
    after = rows(parts)

    assert gone.status_code == 204
    assert [row for _, row in after for trace in traces if trace in row] == []
    shared = {"users", "decks", "deck_cards", "collections", "jobs", "kept_answers", "accesses"}
    halves = [sum(table == name for table, _ in before) for name in sorted(shared)]
    assert [2 * sum(table == name for table, _ in after) for name in sorted(shared)] == halves
    # Keys are random and lead nowhere now; the log names by them what was done.
    assert {table for table, row in after for key in keys if key in row} == {"audit_log"}
    assert audit.verify(parts.look()).broken is None
    assert player("GET", "/account").status_code == 401
    assert stranger("GET", "/account").status_code == 200


def rows(parts: Parts) -> list[tuple[str, str]]:
    """Every row of every table as text, with its table's name."""
    database = Database(parts.settings)
    with database.primary.connect() as connection:
        found = [
            (table.name, repr(tuple(row)))
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
        ]
    database.close()
    return found

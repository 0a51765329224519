"""`tcb serve`: a filled start in development; in production what is missing is named."""

from __future__ import annotations

import http.client
import json
import re
import socket
from pathlib import Path

import pytest

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import downgrade, upgrade
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.cli.serve import address_of, for_plain_http, is_local
from tests.app.servers import serving
from tests.cli.conftest import Tcb


def test_a_fresh_clone_shows_the_cards_of_the_sample(tmp_path: Path) -> None:
    environment = {"TCB_HOME": str(tmp_path / "home")}
    with serving(tmp_path / "log", environment=environment) as server:
        cards = json.loads(server.get("/api/v1/cards?size=100")[1])
        page = server.get("/cards")
        who = json.dumps({"name": "Ann Otter", "password": "seven quiet lanterns"})
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        for path in ("/api/v1/accounts", "/api/v1/sessions"):
            connection.request("POST", path, who, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
        log = server.log.read_text()

    assert len(cards["items"]) == 100
    assert page[0] == 200
    assert cards["items"][0]["name"] in page[1].decode()
    assert answer.status == 201
    assert "Secure" not in answer.getheader("Set-Cookie", "")
    assert "the database is empty" in log
    assert "importing the bundled sample" in log
    assert re.search(r"tidebreak: \d+ cards", log)
    assert f"serving on http://127.0.0.1:{server.port}/" in log

    with serving(tmp_path / "log2", environment=environment) as server:
        again = server.log.read_text()
    assert "serving on" in again
    assert "empty" not in again
    assert "cards" not in again


def test_a_port_that_is_taken_is_told_in_a_line(tcb: Tcb, sample_home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = tcb("serve", "--port", str(port), home=sample_home)

    assert done.code == 2
    assert f"http://127.0.0.1:{port}/" in done.err
    assert "tcb serve --port 0" in done.err


@pytest.mark.parametrize("options", [(), ("--production",)], ids=["development", "production"])
def test_a_database_of_an_older_revision_is_not_served(
    tcb: Tcb, tmp_path: Path, options: tuple[str, ...]
) -> None:
    settings = AppSettings(home=tmp_path)
    database = Database(settings)
    upgrade(database.primary)
    downgrade(database.primary, "0001")
    database.close()

    done = tcb("serve", "--port", "0", *options, home=tmp_path)

    assert done.code == 1
    assert "0001" in done.err
    assert "tcb db upgrade" in done.err


def test_an_empty_database_is_not_served_in_production(tcb: Tcb, tmp_path: Path) -> None:
    done = tcb("serve", "--production", "--port", "0", home=tmp_path)

    assert done.code == 1
    assert "revision none" in done.err
    assert "tcb db upgrade" in done.err


def test_several_workers_with_parts_of_their_own_are_refused(tcb: Tcb, tmp_path: Path) -> None:
    database = Database(AppSettings(home=tmp_path))
    upgrade(database.primary)
    database.close()

    done = tcb("serve", "--production", "--workers", "2", "--port", "0", home=tmp_path)

    assert done.code == 2
    assert "TCB_REDIS_URL" in done.err
    assert "TCB_CACHE_URL" in done.err
    assert "--workers 1" in done.err


def test_a_wrong_secret_is_refused_without_being_shown(
    tcb: Tcb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TCB_DATABASE_URL", "mysql://ann:p4ssw0rd@db/tcb")

    done = tcb("serve", home=tmp_path)

    assert done.code == 2
    assert "mysql" in done.err
    assert "p4ssw0rd" not in done.err


def test_cookies_do_without_tls_only_on_this_machine_and_when_nobody_said_otherwise() -> None:
    settings = AppSettings()

    assert [is_local(host) for host in ("127.0.0.1", "::1", "localhost")] == [True] * 3
    assert not for_plain_http(settings, "127.0.0.1").secure_cookies
    for host in ("0.0.0.0", "::", "10.0.0.3", "example.org"):
        assert for_plain_http(settings, host).secure_cookies
    assert for_plain_http(AppSettings(secure_cookies=True), "127.0.0.1").secure_cookies
    assert address_of("::1", 80) == "http://[::1]:80/"

"""Sessions in cookies: opened, rotated, proven by forms, ended."""

from __future__ import annotations

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from tcb_analytics.app.api.sessions import same_origin
from tcb_analytics.app.services.refusals import ForbiddenError
from tests.app.conftest import PASSWORD

HTTPS = {"base_url": "https://localhost"}
WHO = {"name": "Ann Otter", "password": PASSWORD}


@pytest.fixture
def browser(app: APIFlask) -> FlaskClient:
    """A browser whose person has an account and is logged in."""
    client = app.test_client()
    assert client.post("/api/v1/accounts", json=WHO, **HTTPS).status_code == 201
    assert client.post("/api/v1/sessions", json=WHO, **HTTPS).status_code == 201
    return client


def secret(browser: FlaskClient) -> str:
    cookie = browser.get_cookie("__Host-tcb", domain="localhost")
    assert cookie is not None
    return cookie.value


def test_a_cookie_is_for_https_this_host_and_no_script(browser: FlaskClient) -> None:
    set_cookie = browser.post("/api/v1/sessions", json=WHO, **HTTPS).headers["Set-Cookie"]

    assert set_cookie.startswith("__Host-tcb=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(set_cookie.split("; "))
    assert "Domain" not in set_cookie


def test_a_login_ends_the_session_that_was_there(app: APIFlask, browser: FlaskClient) -> None:
    before = secret(browser)
    browser.post("/api/v1/sessions", json=WHO, **HTTPS)
    thief = app.test_client()
    thief.set_cookie("__Host-tcb", before, domain="localhost", secure=True)

    assert secret(browser) != before
    assert browser.get("/api/v1/account", **HTTPS).status_code == 200
    assert thief.get("/api/v1/account", **HTTPS).status_code == 401


def test_changes_with_a_cookie_need_the_token_of_that_session(browser: FlaskClient) -> None:
    opened = browser.post("/api/v1/sessions", json=WHO, **HTTPS)
    for given in (None, "", "x" * 64, "é"):
        headers = {} if given is None else {"X-CSRF-Token": given}
        answer = browser.post("/api/v1/tokens", json={"name": "t"}, headers=headers, **HTTPS)
        assert answer.status_code == 403
    headers = {"X-CSRF-Token": opened.json["csrf"]}
    assert (
        browser.post("/api/v1/tokens", json={"name": "t"}, headers=headers, **HTTPS).status_code
        == 201
    )


def test_a_session_that_was_logged_out_is_gone(browser: FlaskClient) -> None:
    opened = browser.post("/api/v1/sessions", json=WHO, **HTTPS)
    headers = {"X-CSRF-Token": opened.json["csrf"]}

    assert browser.delete("/api/v1/sessions/current", headers=headers, **HTTPS).status_code == 204
    assert browser.get("/api/v1/account", **HTTPS).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil"}],
)
def test_a_form_that_another_site_sent_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(ForbiddenError):
        same_origin(EnvironBuilder(headers=headers).get_request())


def test_a_form_of_our_own_is_taken() -> None:
    for headers in ({}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}):
        same_origin(EnvironBuilder(headers=headers).get_request())

"""Registration, login and logout through forms."""

from __future__ import annotations

import re

import pytest
from apiflask import APIFlask

from tcb_analytics.app.api.limits import PROVING
from tests.app.api.pages.conftest import HTTPS, Reader, said
from tests.app.conftest import PASSWORD


def test_who_registers_is_logged_in_and_can_log_out(anyone: Reader) -> None:
    anyone.register("Ann Otter")
    assert "Ann Otter" in said(anyone.get("/cards"))

    answer = anyone.post("/logout")

    assert (answer.status_code, answer.location) == (303, "/cards")
    assert "Ann Otter" not in said(anyone.get("/cards"))


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(anyone: Reader) -> None:
    answer = anyone.post("/register", name="Ann Otter", password=PASSWORD)
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    attributes = {part.strip().split("=")[0] for part in rest.split(";")[1:]}

    assert name == "__Host-tcb"
    assert {"Secure", "HttpOnly", "Path", "SameSite", "Max-Age"} <= attributes
    assert "Domain" not in attributes
    assert "SameSite=Lax" in rest
    assert "Path=/" in rest


def test_logging_in_again_changes_the_secret_and_ends_the_old_one(
    app: APIFlask, ann: Reader
) -> None:
    old = ann.client.get_cookie("__Host-tcb", "localhost")
    assert old
    ann.post("/login", name="Ann Otter", password=PASSWORD)
    new = ann.client.get_cookie("__Host-tcb", "localhost")
    thief = Reader(app.test_client())
    thief.client.set_cookie("__Host-tcb", old.value, domain="localhost", secure=True)

    assert new
    assert new.value != old.value
    assert "Ann Otter" not in said(thief.get("/cards"))


def test_a_wrong_password_is_told_and_not_sent_back(ann: Reader, anyone: Reader) -> None:
    wrong = "not the password"
    answer = anyone.post("/login", name="Ann Otter", password=wrong)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert 'value="Ann Otter"' in answer.text
    assert wrong not in answer.text
    unknown = anyone.post("/login", name="Nobody Here", password=wrong)
    assert said(answer).replace("Ann Otter", "Nobody Here") == said(unknown)


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("ab", PASSWORD, "3 to 40"),
        ("Ann Otter", "short", "12 to 128"),
        ("Ann Otter", "ann otter 123", "must not hold the name"),
        ("ＡＮＮ　ＯＴＴＥＲ", PASSWORD, "taken"),
    ],
)
def test_what_is_wrong_with_a_registration_is_told_in_the_form(
    ann: Reader, anyone: Reader, name: str, password: str, told: str
) -> None:
    answer = anyone.post("/register", name=name, password=password)

    assert answer.status_code == 422
    assert told in said(answer)
    assert f'value="{name}"' in answer.text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
     "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "evil.example",
     " //evil.example",
     "/%5cevil.example\r\nX: 1", "", "http:evil.example", "///evil.example"],
)  # fmt: skip
def test_after_a_login_nobody_is_sent_to_another_site(
    ann: Reader, anyone: Reader, elsewhere: str
) -> None:
    answer = anyone.post("/login", name="Ann Otter", password=PASSWORD, then=elsewhere)

    assert (answer.status_code, answer.location) == (303, "/cards")


def test_after_a_login_one_is_where_one_wanted_to_be(ann: Reader, anyone: Reader) -> None:
    answer = anyone.post("/login", name="Ann Otter", password=PASSWORD, then="/cards?text=a b&x=ü")

    assert answer.status_code == 303
    assert answer.location.startswith("/cards?text=a")


@pytest.mark.parametrize("path", ["/login", "/register"])
@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"},
                {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}],
)  # fmt: skip
def test_forms_of_other_sites_log_nobody_in(
    anyone: Reader, path: str, headers: dict[str, str]
) -> None:
    form = {"name": "Ann Otter", "password": PASSWORD}
    answer = anyone.client.post(path, base_url=HTTPS, data=form, headers=headers)

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_a_form_without_the_sessions_token_does_nothing(ann: Reader) -> None:
    for token in ("", "0" * 64, "ü"):
        answer = ann.client.post("/logout", base_url=HTTPS, data={"csrf": token})
        assert answer.status_code == 403
        assert "load it again" in said(answer)

    assert "Ann Otter" in said(ann.get("/cards"))


def test_a_name_of_marks_is_shown_as_text(anyone: Reader) -> None:
    name = "<img src=x onerror=alert(1)>"
    page = anyone.register(name).get("/cards").text

    assert name not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_too_many_attempts_are_told_on_a_page(anyone: Reader) -> None:
    most = int(PROVING.split("/", maxsplit=1)[0])
    form = {"name": "Ann Otter", "password": "wrong wrong"}
    answers = [anyone.client.post("/login", base_url=HTTPS, data=form) for _ in range(most + 1)]

    assert [answer.status_code for answer in answers] == [422] * most + [429]
    assert answers[-1].mimetype == "text/html"
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert re.search(r"[Tt]oo many", said(answers[-1]))

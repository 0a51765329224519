"""One's own account: tokens, password, data, leaving."""

from __future__ import annotations

import re

from apiflask import APIFlask

from tests.app.api.pages.conftest import HTTPS, Reader, said
from tests.app.conftest import PASSWORD


def test_a_secret_is_told_once_works_and_ends_when_it_is_revoked(
    app: APIFlask, ann: Reader
) -> None:
    answer = ann.post("/account/tokens", name="My program")
    found = re.search(r"tcb_t_[\w-]+", answer.text)
    assert found
    assert answer.headers["Cache-Control"] == "no-store"
    page = ann.get("/account")
    assert found[0] not in page.text
    assert "My program" in said(page)

    headers = {"Authorization": f"Bearer {found[0]}"}
    program = app.test_client()
    assert program.get("/api/v1/account", headers=headers).status_code == 200
    revoke = re.search(r'action="(/account/tokens/[0-9a-f]+/revoke)"', page.text)
    assert revoke
    assert ann.post(revoke[1]).status_code == 303
    assert program.get("/api/v1/account", headers=headers).status_code == 401


def test_faults_are_told_by_the_form_that_they_are_of(ann: Reader) -> None:
    for path, form, part in (
        ("tokens", {"name": "x" * 61}, "tokens"), ("tokens", {"name": "a\0b"}, "tokens"),
        ("password", {"old": "wrong", "new": "another long password"}, "password-of"),
        ("password", {"old": PASSWORD, "new": "short"}, "password-of"),
        ("delete", {"password": "wrong"}, "leave"),
    ):  # fmt: skip
        answer = ann.post(f"/account/{path}", **form)
        assert answer.status_code == 422
        section = re.search(
            rf'<section[^>]+aria-labelledby="{part}".*?</section>', answer.text, re.S
        )
        assert section
        assert 'role="alert"' in section[0]
        assert answer.text.count('role="alert"') == 1


def test_a_changed_password_ends_other_sessions(app: APIFlask, ann: Reader) -> None:
    other = Reader(app.test_client())
    other.post("/login", name="Ann Otter", password=PASSWORD)
    answer = ann.post("/account/password", old=PASSWORD, new="eight loud lanterns")

    assert answer.status_code == 303
    assert "password was changed" in said(ann.get(answer.location))
    assert other.get("/account").status_code == 303
    again = Reader(app.test_client())
    assert again.post("/login", name="Ann Otter", password=PASSWORD).status_code == 422


def test_other_sessions_are_shown_and_ended_with_the_password(app: APIFlask, ann: Reader) -> None:
    others = [Reader(app.test_client()) for _ in range(2)]
    for other in others:
        other.post("/login", name="Ann Otter", password=PASSWORD)
    page = ann.get("/account")
    keys = re.findall(r'name="only" value="([0-9a-f]{32})"', page.text)
    assert len(keys) == 3
    assert said(page).count("(this browser)") == 1

    refused = ann.post("/account/sessions/end", password="wrong", only="")
    assert (refused.status_code, "the password is wrong" in said(refused)) == (422, True)
    answer = ann.post("/account/sessions/end", password=PASSWORD, only="")
    assert (answer.status_code, answer.location) == (303, "/account#sessions")
    assert [other.get("/account").status_code for other in others] == [303, 303]
    assert ann.get("/account").status_code == 200


def test_data_go_out_and_the_account_goes_with_its_password(ann: Reader, bob: Reader) -> None:
    ann.post("/collection/import", text="4xTB01-054", mode="set")
    exported = ann.get("/api/v1/account/export")
    assert exported.json["collection"][0]["number"] == "TB01-054"

    answer = ann.post("/account/delete", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/left")
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert "is deleted" in said(ann.get("/left"))
    assert ann.get("/account").location.startswith("/login")
    assert bob.get("/account").status_code == 200


def test_passwords_are_not_tried_without_end(ann: Reader) -> None:
    csrf = ann.csrf()
    form = {"csrf": csrf, "password": "wrong"}
    answers = [
        ann.client.post("/account/delete", base_url=HTTPS, data=form).status_code for _ in range(12)
    ]
    assert answers[0] == 422
    assert answers[-1] == 429

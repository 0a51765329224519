"""Tokens for programs: told once, listed without their secret, revoked by their owner alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from tcb_analytics.app.services.accounts import MOST_TOKENS
from tests.app.conftest import Caller


def test_a_token_tells_its_secret_once_and_lets_in(player: Caller) -> None:
    made = player("POST", "/tokens", json={"name": "laptop"}).json
    listed = player("GET", "/tokens").json["items"]

    assert made["secret"].startswith("tcb_t_")
    assert made["id"] in {token["id"] for token in listed}
    assert made["secret"] not in str(listed)
    other = Caller(player.client, headers={"Authorization": f"Bearer {made['secret']}"})
    assert other("GET", "/account").json["name"] == "Ann Otter"


def test_a_token_ends_on_the_day_that_the_operator_set(player: Caller) -> None:
    made = player("POST", "/tokens", json={"name": "t"}).json
    lasts = datetime.fromisoformat(made["expires_at"]) - datetime.fromisoformat(made["created_at"])

    assert timedelta(days=89) < lasts <= timedelta(days=90)


def test_a_revoked_token_lets_nobody_in_and_a_strangers_is_not_there(
    player: Caller, stranger: Caller
) -> None:
    made = player("POST", "/tokens", json={"name": "t"}).json
    other = Caller(player.client, headers={"Authorization": f"Bearer {made['secret']}"})

    assert stranger("DELETE", f"/tokens/{made['id']}").status_code == 404
    assert other("GET", "/account").status_code == 200
    assert player("DELETE", f"/tokens/{made['id']}").status_code == 204
    assert other("GET", "/account").status_code == 401
    assert player("DELETE", f"/tokens/{made['id']}").status_code == 404


def test_an_account_has_a_bounded_number_of_tokens(player: Caller) -> None:
    answers = [player("POST", "/tokens", json={"name": "t"}) for _ in range(MOST_TOKENS)]

    assert [answer.status_code for answer in answers].count(201) == MOST_TOKENS - 1
    assert answers[-1].status_code == 409

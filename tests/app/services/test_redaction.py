"""No secret comes through, in whatever shape it is logged; what is none stays readable."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, SecretStr, ValidationError

from tcb_analytics.app.services.redaction import GONE, REMEMBERED, Redactor

PASSWORD = "seven quiet lanterns"
TOKEN = "tcb_t_9fK2-xQz_81hVbnm3"
KNOWN = "postgresql://tcb:p%40ss-w0rd!@db.example:5432/tcb?sslmode=require"
REDACTOR = Redactor([KNOWN, "a-metrics-token", ""])


class Credentials(BaseModel):
    """As the API reads them."""

    name: str
    password: str


def refused() -> ValidationError:
    """An error of pydantic that quotes what was given."""
    with pytest.raises(ValidationError) as caught:
        Credentials.model_validate({"name": 3, "password": [PASSWORD]})
    return caught.value


SHAPES: list[Any] = [
    {"password": PASSWORD},
    {"user": {"new_password": PASSWORD, "old": {"Password": PASSWORD}}},
    [{"deep": [{"secret": PASSWORD}]}],
    ("password", PASSWORD),
    [(b"Cookie", b"__Host-tcb=" + TOKEN.encode())],
    {"headers": {"Authorization": f"Bearer {TOKEN}", "Set-Cookie": f"tcb={TOKEN}; Path=/"}},
    {"headers": [["X-CSRF-Token", PASSWORD], ["Cookie", f"tcb={TOKEN}"]]},
    f'{{"name": "Ann", "password": "{PASSWORD}"}}',
    json.dumps(json.dumps({"password": PASSWORD})),
    f"password={PASSWORD}",
    f"password: {PASSWORD}",
    f"name=Ann&password={PASSWORD.replace(' ', '+')}",
    f"Credentials(name='Ann', password='{PASSWORD}')",
    Credentials(name="Ann", password=PASSWORD),
    ValueError(f"could not log in: password={PASSWORD!r}"),
    ValueError(f"could not log in with password {PASSWORD!r}"),
    refused(),
    str(refused()),
    f"Authorization: Bearer {TOKEN}",
    f"authorization: Basic {TOKEN}==",
    f"GET /api/v1/decks Cookie: tcb={TOKEN}; theme=dark",
    f"the session {TOKEN} is gone",
    TOKEN.encode(),
    bytearray(TOKEN.encode()),
    KNOWN,
    f"cannot connect to {KNOWN}",
    "p%40ss-w0rd!",
    "p@ss-w0rd!",
    "redis://:p@ss-w0rd!@cache.example:6379/0",
    "rediss://cache.example/0?password=p@ss-w0rd!",
    'connection to server at "db.example", port 5432 failed: FATAL',
    'connection failed: connection to server at "10.1.2.3" (10.1.2.3), port 5432 failed',
    "https://ann:p@ss-w0rd!@tracker.example/7",
    "a-metrics-token",
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaGhhc2g",
    "-----BEGIN PRIVATE KEY-----\nMIIEv\n-----END PRIVATE KEY-----",
    f"INSERT INTO users ...\n[SQL: INSERT]\n[parameters: ('Ann', '{PASSWORD}')]\n(Background)",
    {"database_url": KNOWN, "TCB_REDIS_URL": "redis://x"},
    {1: {"tokens": (TOKEN,)}},
    {TOKEN: 1},
]
NEVER = (
    "lanterns", "9fK2", "ss-w0rd", "a-metrics-token", "db.example", "cache.example", "10.1.2.3",
    "c29tZXNhbHQ", "MIIEv",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
def test_a_secret_is_taken_out_of_every_shape(shape: Any) -> None:
    told = json.dumps(REDACTOR.clean({"event": shape, "more": [shape]}), ensure_ascii=False)

    assert [secret for secret in NEVER if secret in told] == []
    assert GONE in told


@given(st.text(min_size=6).filter(lambda text: text.strip() == text and len(set(text)) > 3))
def test_what_the_settings_hold_is_taken_out_wherever_it_stands(secret: str) -> None:
    told = Redactor([secret]).clean({"a": f"x{secret}y", "b": [secret, {"c": (f"{secret}",)}]})

    assert told == {"a": f"x{GONE}y", "b": [GONE, {"c": [GONE]}]}


@pytest.mark.parametrize(
    "text",
    [
        "a password has 10 to 128 characters",
        "this session or token is not known, or has ended",
        "/api/v1/tokens/<token_id>",
        "http://127.0.0.1:8000/healthz",
        "GET /api/v1/cards?text=lantern 200 in 3.1 ms",
        "job.ended kind=build attempt=1",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert REDACTOR.clean(text) == text


def test_plain_values_stay_what_they_are() -> None:
    told = {"status": 200, "ms": 1.5, "fine": True, "none": None, "password": None}

    assert REDACTOR.clean(told) == told


def test_what_cannot_be_shown_and_what_never_ends_is_told_all_the_same() -> None:
    class Silent:
        def __repr__(self) -> str:
            raise RuntimeError

    endless: list[Any] = []
    endless.append(endless)

    assert REDACTOR.clean(Silent()) == "<Silent>"
    assert "..." in json.dumps(REDACTOR.clean(endless))
    assert PASSWORD not in REDACTOR.clean(SecretStr(PASSWORD))


@pytest.mark.parametrize(
    "written",
    ["p%40ss-w0rd!", "p@ss-w0rd!", "p%40ss-w0rd%21", "p%40ss%2Dw0rd%21".replace("%2D", "-")],
)
def test_the_password_of_an_address_is_taken_out_alone_and_however_it_is_escaped(
    written: str,
) -> None:
    assert REDACTOR.text(f"tried <{written}> twice") == f"tried <{GONE}> twice"
    assert Redactor(["x y&z"]).text("?q=x y&z") == f"?q={GONE}"


def test_a_password_with_a_space_or_a_slash_is_known_in_every_form() -> None:
    redactor = Redactor(["redis://:a%20long%2Fone@host/0"])
    for written in ("a long/one", "a%20long%2Fone", "a+long%2Fone"):
        assert redactor.text(f"<{written}>") == f"<{GONE}>", written


def test_of_secrets_that_begin_alike_the_longest_is_taken_out_whole() -> None:
    for secrets in (["abcd", "abcd-efgh"], ["abcd-efgh", "abcd"]):
        assert Redactor(secrets).text("<abcd-efgh> <abcd>") == f"<{GONE}> <{GONE}>"


def test_what_is_shorter_than_four_signs_is_no_secret_and_nothing_is_none() -> None:
    assert Redactor(["abc"]).text("abc") == "abc"
    assert Redactor(["abcd"]).text("abcd") == GONE
    assert Redactor([]).text("nothing to hide") == "nothing to hide"
    assert Redactor(["http://[broken"]).text("see http://[broken") == f"see {GONE}"
    assert Redactor(["no-address:pass@x"]).text("pass") == "pass"


def test_values_are_looked_through_to_a_depth_and_shown_as_text_below() -> None:
    def nested(levels: int, wrap: Any) -> Any:
        value: Any = "x"
        for _ in range(levels):
            value = wrap(value)
        return value

    for wrap in (lambda inner: {"k": inner}, lambda inner: [inner]):
        assert REDACTOR.clean(nested(8, wrap)) == nested(8, wrap)
        deep = REDACTOR.clean(nested(9, wrap))
        for _ in range(8):
            (deep,) = deep.values() if isinstance(deep, dict) else deep
        assert deep == repr(wrap("x"))


def test_what_is_no_text_is_shown_as_python_shows_it_and_bytes_never_fail() -> None:
    assert REDACTOR.clean(ValueError("bad")) == "ValueError('bad'): bad"
    assert REDACTOR.clean(complex(1, 2)) == "(1+2j)"
    assert REDACTOR.clean(b"\xff\xfea") == "\ufffd\ufffda"
    assert REDACTOR.clean([b"\xe9", 3]) == ["\ufffd", 3]


def test_a_text_that_is_looked_through_again_is_told_the_same_and_few_are_remembered() -> None:
    redactor = Redactor(["deadbeef-0123"])
    for _ in range(2):
        assert redactor.text("deadbeef-0123") == GONE
        assert redactor.text(f"the session {TOKEN} is gone") == f"the session {GONE} is gone"
        assert redactor.text("GET") == "GET"
    for number in range(3 * REMEMBERED):
        redactor.text(f"/cards/{number}")
    assert redactor.remembered <= REMEMBERED

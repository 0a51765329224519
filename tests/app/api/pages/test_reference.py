"""The reference: every operation of the document, readable, with calls that work."""

from __future__ import annotations

import html
import json
import re
import shlex

from apiflask import APIFlask

from tcb_analytics.app.api.pages.reference import curl_of, example_of, grouped, kind_of, marked
from tests.app.api.pages.conftest import HTTPS, Reader
from tests.app.conftest import Caller


def test_every_operation_and_shape_of_the_document_is_there(app: APIFlask, anyone: Reader) -> None:
    page = anyone.get("/api/v1/reference").text
    operations = [one for group in grouped(app.spec, "").values() for one in group]

    assert len(operations) > 30
    for one in operations:
        assert f"<code><b>{one.method}</b> {html.escape(one.path)}</code>" in page
        assert page.count(f'id="{one.anchor}"') == 1
    for name in app.spec["components"]["schemas"]:
        assert f'id="shape-{name}"' in page


def test_links_within_the_page_lead_somewhere(anyone: Reader) -> None:
    page = anyone.get("/api/v1/reference").text
    ids = set(re.findall(r'id="([^"]+)"', page))

    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_the_calls_of_examples_are_taken_by_the_api(app: APIFlask, player: Caller) -> None:
    """Bodies that the page shows are valid: nothing is refused for its shape."""
    tried = 0
    for group in grouped(app.spec, HTTPS).values():
        for one in group:
            words = shlex.split(one.curl)
            if "-d" not in words or "/account" in one.path or "session" in one.path:
                continue
            body = json.loads(words[words.index("-d") + 1])
            path = re.sub(r"\{[^}]+\}", "x" * 3, one.path)
            answer = player(one.method, path.removeprefix("/api/v1"), json=body)
            assert answer.status_code < 500
            assert answer.status_code != 400, (one.path, body, answer.text)
            tried += 1
    assert tried > 5


def test_quotes_in_an_example_stay_in_the_shell() -> None:
    spec = {"components": {"schemas": {}}}
    schema = {"type": "string", "examples": ["it's; rm -rf /"]}
    told = {"requestBody": {"content": {"application/json": {"schema": schema}}}}
    words = shlex.split(curl_of("POST", "http://x/y", told, spec))

    assert json.loads(words[words.index("-d") + 1]) == "it's; rm -rf /"


def test_types_are_told_in_words() -> None:
    spec = {"components": {"schemas": {"A": {"type": "object", "required": ["n"], "properties": {
        "n": {"type": "integer", "minimum": 3}, "list": {"type": "array"},
    }}}}}  # fmt: skip
    assert example_of({"$ref": "#/components/schemas/A"}, spec) == {"n": 3}
    assert kind_of({"anyOf": [{"type": "string"}, {"type": "null"}]}) == "string or null"
    assert kind_of({"type": "array", "items": {"$ref": "#/x/A"}}) == "list of A"
    assert kind_of({"enum": ["a", "b"]}) == "a | b"
    assert kind_of({"type": "string", "format": "date"}) == "string (date)"
    assert kind_of({"additionalProperties": {"type": "integer"}}) == "integer by key"
    assert marked("`<b>` is <i>") == "<code>&lt;b&gt;</code> is &lt;i&gt;"

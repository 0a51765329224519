"""The export of an account: one JSON document, written while it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from apiflask import APIBlueprint
from flask import Response, stream_with_context
from pydantic import Field

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.v1.shapes import Told
from tcb_analytics.app.services import exports
from tcb_analytics.app.services.exports import LISTS, Record

Records = list[dict[str, Any]]


class Export(Told):
    """Everything that an account has."""

    exported_at: datetime
    account: dict[str, Any]
    tokens: Records
    sessions: Records
    decks: Records
    collection: Records = Field(description="Of every game.")
    jobs: Records
    answers: Records = Field(description="Idempotency keys that were sent.")
    audit: Records = Field(description="What the account did, newest first.")


def written(at: datetime, records: Iterator[tuple[str, Record]]) -> Iterator[str]:
    """The document, piece by piece; where reading fails it breaks off and is no JSON."""
    yield f'{{"exported_at":{_json(at)}'
    named = groupby(records, key=lambda record: record[0])
    _, account = next(named)
    yield f',"account":{_json(next(account)[1])}'
    waiting = list(LISTS)
    for name, found in named:
        while waiting[0] != name:
            yield f',"{waiting.pop(0)}":[]'
        waiting.pop(0)
        yield f',"{name}":['
        for place, (_, record) in enumerate(found):
            yield ("," if place else "") + _json(record)
        yield "]"
    yield "".join(f',"{name}":[]' for name in waiting) + "}\n"


def _json(value: object) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def routes() -> APIBlueprint:
    """The route of the export."""
    made = APIBlueprint("exports", __name__, tag="Accounts")

    @made.get("/account/export")
    @made.output(Export)
    @guarded(made)
    def export() -> Response:
        """Everything that one's account has, as one document."""
        here = parts()
        pieces = written(here.now(), exports.everything(here.look(), visitor()))
        first = next(pieces) + next(pieces)  # what is refused is refused before the answer begins

        def rest() -> Iterator[str]:
            yield first
            yield from pieces

        response = Response(stream_with_context(rest()), content_type="application/json")
        response.headers["Content-Disposition"] = 'attachment; filename="account.json"'
        return response

    return made

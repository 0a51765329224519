"""The header ``Idempotency-Key`` on every POST that an account sends.

What is the same request: method, path with query, content type and body. Refusals below 500 are
answers too and are kept, but for those that tell nothing about the request itself (who asks, how
often). Leaves out registration and login: nobody is known yet whose key it could be.
"""

from __future__ import annotations

import structlog
from apiflask import APIFlask
from flask import Response, current_app, g, make_response, request

from tcb_analytics.app.api.asking import optional_visitor, parts
from tcb_analytics.app.services import idempotency
from tcb_analytics.app.services.idempotency import LONGEST_KEY, Answer
from tcb_analytics.app.services.refusals import ConflictError, UnavailableError

HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
PARAMETER = {
    "name": HEADER, "in": "header", "required": False,
    "schema": {
        "type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$",
    },
    "description": (
        "A key of one's own for this request: sent again with the same key, it does its work once "
        f"and is answered as the first time, with `{REPLAYED}: true`. The same key with another "
        "request is refused (422); while the first is at work, so is the second (409)."
    ),
}  # fmt: skip
TRANSIENT = {401, 403, 408, 429}
"""Refusals that the same request may get over."""

log = structlog.get_logger()


def secret_answer() -> None:
    """Told by a view whose answer holds a secret: that it was given is kept, not what it was."""
    g.secret_answer = True


def keep_answers(app: APIFlask) -> None:
    """Keep answers to requests that name a key, and give them again."""

    @app.before_request
    def claim() -> Response | None:
        key = request.headers.get(HEADER)
        if key is None or request.method != "POST" or not _guarded():
            return None
        who = optional_visitor()
        if who is None:
            return None
        here = parts()
        now = here.now()
        told = (
            request.method, request.full_path, request.content_type or "",
        )  # fmt: skip
        body = request.get_data(cache=True)
        asked = idempotency.fingerprint([*(part.encode("utf-8", "replace") for part in told), body])
        found = idempotency.begin(here.begin(), who, key, asked, now=now)
        if found is None:
            g.claimed = (who, key, now)
            return None
        return _again(found)

    @app.after_request
    def keep(response: Response) -> Response:
        claimed = g.pop("claimed", None)
        if claimed is None:
            return response
        who, key, now = claimed
        here = parts()
        try:
            if response.status_code >= 500 or response.status_code in TRANSIENT:
                idempotency.give_up(here.begin(), who, key, claimed=now)
            else:
                idempotency.keep(here.begin(), who, key, _answer(response), claimed=now)
        except (UnavailableError, ConflictError) as error:  # the work is done: tell of that
            log.warning("answer.not_kept", status=response.status_code, why=error.what)
        return response


def _guarded() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "_spec", {}).get("guarded"))


def _answer(response: Response) -> Answer:
    secret = g.get("secret_answer") and response.status_code < 400
    return Answer(
        response.status_code, response.content_type or "",
        None if secret else response.get_data(), response.headers.get("Location"),
    )  # fmt: skip


def _again(found: Answer) -> Response:
    if found.body is None:
        raise ConflictError(
            "this was done when the key was first sent, and its secret was told then",
            where=HEADER,
            remedy="look for what was made; revoke it and make another with a new key",
        )
    response = make_response(found.body, found.status)
    response.content_type = found.kind
    response.headers[REPLAYED] = "true"
    if found.location is not None:
        response.headers["Location"] = found.location
    return response

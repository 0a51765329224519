"""Routes that have a successor: they still answer, and say so (RFC 9745, RFC 8594, RFC 8288)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from apiflask import APIBlueprint
from flask import Response, after_this_request, request, url_for
from werkzeug.http import http_date

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
DEPRECATED = datetime(2026, 12, 1, tzinfo=UTC)
"""From then on clients are asked to move."""
SUNSET = datetime(2027, 12, 1, tzinfo=UTC)
"""From then on it may be gone."""
TEXT = {"type": "string"}
HEADERS = {
    "Deprecation": {"description": "Since when, in Unix seconds (RFC 9745).", "schema": TEXT},
    "Sunset": {"description": "When it may be gone (RFC 8594).", "schema": TEXT},
    "Link": {"description": "Its successor, as `successor-version`.", "schema": TEXT},
}


def superseded(
    made: APIBlueprint, *, by: str, responses: Mapping[int, str], headers: Mapping[str, Any]
) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """A route that another takes the place of; its answers, refusals too, say so.

    Args:
        made: Its blueprint.
        by: Endpoint of the successor, which takes the same arguments.
        responses: What else it may answer.
        headers: Headers of its answer that it has anyway, as they are documented.
    """
    told: dict[Any, Any] = {200: {"headers": HEADERS | dict(headers)}}
    told |= {
        status: {"description": words, "headers": HEADERS} for status, words in responses.items()
    }
    since = f"@{int(DEPRECATED.timestamp())}"

    def decorate(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(view)
        def answered(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
            @after_this_request
            def tell(response: Response) -> Response:
                response.headers["Deprecation"] = since
                response.headers["Sunset"] = http_date(SUNSET)
                response.headers.add(
                    "Link", f'<{url_for(by, **(request.view_args or {}))}>; rel="successor-version"'
                )
                return response

            return view(*args, **kwargs)

        documented: Callable[Given, Answer] = made.doc(deprecated=True, responses=told)(answered)
        return documented

    return decorate

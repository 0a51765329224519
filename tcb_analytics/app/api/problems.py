"""Errors as problem documents (RFC 9457): one shape for every error, with the request's id."""

from __future__ import annotations

import http
from collections.abc import Mapping
from typing import Any

import structlog
from apiflask import APIFlask, HTTPError
from flask import Response, current_app, g, jsonify, request
from pydantic import BaseModel, Field
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException

from tcb_analytics.app.services import refusals
from tcb_analytics.errors import TcbError

KIND = "application/problem+json"
STATUS: Mapping[type[refusals.RefusedError], int] = {
    refusals.InvalidError: 422,
    refusals.UnknownError: 404,
    refusals.UnprovenError: 401,
    refusals.ForbiddenError: 403,
    refusals.ConflictError: 409,
    refusals.StaleError: 412,
    refusals.UnavailableError: 503,
}

log = structlog.get_logger()


class Wrong(BaseModel):
    """One field that is wrong."""

    field: str = Field(description="Where: part of the request and name, such as `json.name`.")
    message: str = Field(description="What is wrong with it.")


class Problem(BaseModel):
    """A problem document."""

    type: str = Field(description="Kind of problem, a relative address.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The HTTP status.", ge=400, le=599)
    detail: str = Field(description="What was wrong, for a person to read.")
    instance: str = Field(description="Id of the request, as in the log.")
    remedy: str | None = Field(default=None, description="What helps.")
    errors: list[Wrong] | None = Field(default=None, description="Each field that is wrong.")


def problem(
    status: int, code: str, detail: str, *, remedy: str | None = None,
    errors: list[Wrong] | None = None, headers: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """A problem document as a response."""
    told = Problem(
        type=f"/problems/{code}", title=http.HTTPStatus(status).phrase, status=status,
        detail=detail, instance=f"urn:uuid:{g.get('request_id', '')}", remedy=remedy, errors=errors,
    )  # fmt: skip
    response = jsonify(told.model_dump(exclude_none=True))
    response.status_code = status
    response.content_type = KIND
    response.headers.extend(headers or {})
    if status == http.HTTPStatus.UNAUTHORIZED:
        response.headers.setdefault("WWW-Authenticate", 'Bearer realm="tcb"')
    if status == http.HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers.setdefault("Retry-After", "5")
    return response


def show_problems(app: APIFlask) -> None:
    """Answer every error of an application with a problem document."""

    @app.error_processor
    def of_framework(error: HTTPError) -> Response:
        return problem(
            error.status_code, _code(error.status_code), error.message or "",
            errors=_wrongs(error.detail), headers=dict(Headers(error.headers)),
        )  # fmt: skip

    @app.errorhandler(HTTPException)
    def of_werkzeug(error: HTTPException) -> Response:
        status = error.code or 500
        headers = dict(error.get_headers())
        headers.pop("Content-Type", None)
        return problem(status, _code(status), error.description or "", headers=headers)

    @app.errorhandler(TcbError)
    def of_services(error: TcbError) -> Response:
        status = status_of(error)
        code = getattr(error, "code", "invalid")
        wrong = [Wrong(field=error.where, message=error.what)] if error.where else None
        if isinstance(error, refusals.InvalidError) and error.wrongs:
            wrong = [Wrong(field=field, message=fault) for field, fault in error.wrongs]
        return problem(status, code, error.what, remedy=error.remedy, errors=wrong)

    @app.errorhandler(RecursionError)
    def of_depth(error: RecursionError) -> Response:
        return problem(400, "bad-request", "what was sent is nested too deep")

    @app.errorhandler(Exception)
    def of_us(error: Exception) -> Response:
        tell_fault(error)
        return problem(500, "internal", "something went wrong here; the request's id finds it")


def tell_fault(error: Exception) -> None:
    """Log and report an error that is ours."""
    log.error("request.failed", exc_info=error)
    facts = {"request": g.get("request_id", ""), "route": str(request.url_rule or "-")}
    current_app.extensions["tcb"].operation.reports.report(error, facts)


def status_of(error: TcbError) -> int:
    """The HTTP status of an error of ours; what is no refusal is bad input."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 422)


def _code(status: int) -> str:
    return http.HTTPStatus(status).phrase.lower().replace(" ", "-").replace("'", "")


def _wrongs(detail: Any) -> list[Wrong] | None:
    """Fields of APIFlask's validation errors: ``{location: {field: [message]}}``."""
    if not isinstance(detail, dict) or not detail:
        return None
    return [
        Wrong(field=f"{location}.{field}", message=str(message))
        for location, fields in detail.items()
        if isinstance(fields, dict)
        for field, messages in fields.items()
        for message in (messages if isinstance(messages, list) else [messages])
    ]

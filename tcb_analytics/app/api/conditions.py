"""Conditional requests (RFC 9110): a version as an entity tag, changes only to what was read."""

from __future__ import annotations

import re
from typing import Annotated, Any

from flask import Response, make_response, request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired

_TAGS = Annotated[str, StringConstraints(max_length=200)]


_VERSION = re.compile("[0-9]{1,9}")


class IfMatch(BaseModel):
    """The header that a change must come with."""

    model_config = ConfigDict(extra="ignore")
    if_match: _TAGS = Field(
        default="", description="The ETag that was read, or `*`; without it nothing is changed."
    )


class IfNoneMatch(BaseModel):
    """The header of a reader who has a copy."""

    model_config = ConfigDict(extra="ignore")
    if_none_match: _TAGS = Field(default="", description="The ETag of the copy.")


ETAG: dict[str, Any] = {
    "ETag": {"required": True, "description": "Tells this version.", "schema": {"type": "string"}}
}
"""The header of :class:`Tagged`, where headers are documented by hand."""


class Tagged(BaseModel):
    """The header that tells a version."""

    ETag: str = Field(description="Tells this version.")


class Placed(BaseModel):
    """The headers of something new."""

    Location: str = Field(description="Where it is.")
    ETag: str = Field(default="", description="Its version; a kept answer leaves it out.")


def tag_of(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


def named_version() -> int | None:
    """The version that a change was made to; None for any.

    Raises:
        PreconditionRequired: The request names none.
        PreconditionFailed: It names what is no version of ours, or several.
    """
    if not request.headers.get("If-Match", "").strip():
        raise PreconditionRequired("send the ETag that was read in the header If-Match")
    asked = request.if_match
    if asked.star_tag:
        return None
    tags = [tag for tag in asked.as_set() if tag and _VERSION.fullmatch(tag)]  # "" is read as None
    if len(tags) != 1:
        raise PreconditionFailed("the header If-Match does not name a version that was told")
    return int(tags[0])


def optional_version() -> int | None:
    """The version that a deletion was meant for; None for whichever there is.

    Raises:
        PreconditionFailed: What is named is no version of ours.
    """
    return named_version() if request.headers.get("If-Match", "").strip() else None


def tagged(told: BaseModel, version: int) -> Response:
    """What was read, with its tag; nothing where the reader has it already."""
    response = make_response(told.model_dump_json())
    response.content_type = "application/json"
    response.set_etag(str(version))
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains_weak(str(version)):
        response.status_code = 304
        response.data = b""
    return response

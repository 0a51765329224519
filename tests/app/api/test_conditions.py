"""Versions named in headers."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired

from tcb_analytics.app.api import conditions
from tcb_analytics.app.api.conditions import named_version, optional_version, tag_of

HERE = Flask("test")


def asked(header: str | None) -> int | None:
    headers = {} if header is None else {"If-Match": header}
    with HERE.test_request_context(headers=headers):
        return named_version()


@given(version=st.integers(0, 999_999_999))
def test_a_tag_that_was_told_names_its_version(version: int) -> None:
    assert asked(tag_of(version)) == version
    assert asked(f'"other", {tag_of(version)}') == version


def test_a_star_names_any_version() -> None:
    assert asked("*") is None


@pytest.mark.parametrize("header", [None, "", "  "])
def test_without_a_version_nothing_is_changed(header: str | None) -> None:
    with pytest.raises(PreconditionRequired):
        asked(header)
    with HERE.test_request_context(headers={} if header is None else {"If-Match": header}):
        assert optional_version() is None


@pytest.mark.parametrize(
    "header", ['W/"1"', '"a"', '"1", "2"', '"-1"', '"1234567890"', "rubbish", '"\u00b2"', '""']
)
def test_what_is_no_version_fails(header: str) -> None:
    with pytest.raises(PreconditionFailed):
        asked(header)
    with HERE.test_request_context(headers={"If-Match": header}), pytest.raises(PreconditionFailed):
        optional_version()


def test_a_reader_who_has_the_version_is_sent_nothing() -> None:
    told = conditions.Tagged(ETag="x")
    with HERE.test_request_context(headers={"If-None-Match": '"2"'}):
        same, other = conditions.tagged(told, 2), conditions.tagged(told, 3)

    assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", '"2"')
    assert (other.status_code, other.json) == (200, {"ETag": "x"})
    assert other.headers["Cache-Control"] == "private, no-cache"

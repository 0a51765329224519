"""A view that lost its replica is called once more, if it only reads."""

from __future__ import annotations

import pytest
from apiflask import APIFlask
from flask import request

from tcb_analytics.app.api.again import read_again
from tcb_analytics.app.api.problems import show_problems
from tcb_analytics.app.services.refusals import LostCopyError


@pytest.mark.parametrize(
    ("method", "losses", "status", "calls"),
    [("GET", 0, 200, 1), ("GET", 1, 200, 2), ("GET", 9, 503, 2), ("POST", 1, 503, 1)],
)
def test_what_only_reads_is_begun_again_once_and_what_changes_something_never(
    method: str, losses: int, status: int, calls: int
) -> None:
    app, asked = APIFlask("lost"), []
    show_problems(app)
    read_again(app)

    @app.route("/lost", methods=["GET", "POST"])
    def lost() -> str:
        asked.append(request.method)
        if len(asked) <= losses:
            raise LostCopyError("the database does not answer; try again")
        return "found"

    assert app.test_client().open("/lost", method=method).status_code == status
    assert len(asked) == calls

"""A read that lost its replica in the middle begins again, on the primary; nobody is told."""

from __future__ import annotations

from apiflask import APIFlask
from flask import request
from flask.typing import ResponseReturnValue

from tcb_analytics.app.api.asking import SAFE
from tcb_analytics.app.services.refusals import LostCopyError


def read_again(app: APIFlask) -> None:
    """Call a view that only reads once more where its replica went away meanwhile."""
    dispatch = app.dispatch_request

    def dispatch_again() -> ResponseReturnValue:
        try:
            return dispatch()
        except LostCopyError:
            if request.method not in SAFE:
                raise
            return dispatch()

    app.dispatch_request = dispatch_again  # type: ignore[method-assign]  # views have no layer of their own

"""A parameter that is given more than once is refused: proxies and servers differ in which counts.

One that reads the first and one that reads the last see two requests in one, so that what the
first let through is not what the second does. Leaves out operations without a query.
"""

from __future__ import annotations

from flask import current_app, request

from tcb_analytics.app.services.refusals import InvalidError


def once_each() -> None:
    """Refuse a query in which a name stands twice.

    Raises:
        InvalidError: Some are given more than once; all of them are told.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    inputs = getattr(view, "_spec", {}).get("args") or ()
    if not any(where == "query" for _, where in inputs):
        return
    wrongs = [
        (f"query.{name}", "given more than once")
        for name, values in request.args.lists()
        if len(values) > 1
    ]
    if wrongs:
        raise InvalidError("a parameter is given more than once", wrongs=wrongs)

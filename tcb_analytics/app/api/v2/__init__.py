"""Version 2 of the API: what has changed its shape; all else is as in version 1."""

from __future__ import annotations

from apiflask import APIBlueprint

from tcb_analytics.app.api.repeats import once_each
from tcb_analytics.app.api.v2 import decks


def v2() -> APIBlueprint:
    """The blueprint of version 2, made anew for each application."""
    whole = APIBlueprint("v2", __name__, url_prefix="/api/v2")
    whole.before_request(once_each)
    whole.register_blueprint(decks.routes())
    return whole

"""Version 1 of the API."""

from __future__ import annotations

from apiflask import APIBlueprint

from tcb_analytics.app.api.repeats import once_each
from tcb_analytics.app.api.v1 import (
    accounts,
    audit,
    builds,
    cards,
    collections,
    decks,
    exports,
    flags,
    jobs,
    rates,
    sessions,
    simulations,
    tokens,
)

ROOMS = (
    accounts,
    audit,
    builds,
    cards,
    collections,
    decks,
    exports,
    flags,
    jobs,
    rates,
    sessions,
    simulations,
    tokens,
)


def v1() -> APIBlueprint:
    """The blueprint of version 1, made anew for each application."""
    whole = APIBlueprint("v1", __name__, url_prefix="/api/v1")
    whole.before_request(once_each)
    for room in ROOMS:
        whole.register_blueprint(room.routes())
    return whole

"""The pages: rendered here, usable without JavaScript, quicker with it."""

from __future__ import annotations

from apiflask import APIBlueprint

from tcb_analytics.app.api.pages import (
    account,
    catalogue,
    collection,
    decks,
    editor,
    jobs,
    matchups,
    people,
    pictures,
    reference,
    work,
)
from tcb_analytics.app.api.pages.assets import serve_assets
from tcb_analytics.app.api.pages.layout import dress

ROOMS = (
    catalogue, pictures, people, collection, decks, editor, matchups, work, jobs, account,
    reference,
)  # fmt: skip


def pages() -> APIBlueprint:
    """The blueprint of all pages, made anew for each application."""
    whole = APIBlueprint("pages", __name__, template_folder="templates", enable_openapi=False)
    dress(whole)
    serve_assets(whole)
    for room in ROOMS:
        whole.register_blueprint(room.routes())
    return whole

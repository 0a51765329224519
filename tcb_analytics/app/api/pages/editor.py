"""The editor of one deck: copies, leader and name, with curve, legality and what is owned.

Every press is a change of one version of the deck. A change to another version than the one that
was shown is not made; the page then tells it and lets the player choose.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, url_for

from tcb_analytics.app.api.asking import parts, visitor
from tcb_analytics.app.api.pages.decks import STYLE_NAMES
from tcb_analytics.app.api.pages.forms import copies, shaped, whole
from tcb_analytics.app.api.pages.layout import away, show
from tcb_analytics.app.api.v1.cards import Search
from tcb_analytics.app.models.holdings import StoredDeck
from tcb_analytics.app.services import catalogue, deck_check, decks
from tcb_analytics.app.services.decks import Edit
from tcb_analytics.app.services.refusals import (
    ConflictError,
    InvalidError,
    RefusedError,
    StaleError,
    UnavailableError,
)
from tcb_analytics.cards.card import Category

SEARCHED = ("text", "colors", "categories", "cost_max")
FOUND = 12
"""Cards that a search in the editor shows."""


def routes() -> APIBlueprint:
    """The pages of the editor."""
    made = APIBlueprint("editor", __name__, enable_openapi=False)

    @made.get("/decks/<deck_id>")
    def edit(deck_id: str) -> Response:
        return _editor(deck_id)

    @made.post("/decks/<deck_id>")
    def change(deck_id: str) -> Response:
        here, who = parts(), visitor()
        try:
            version = whole(request.form.get("version", ""), "version")
            decks.change(here.begin(), who, deck_id, _edit(), version=version, now=here.now())
        except StaleError:
            deck = decks.read(here.begin(), who, deck_id)
            kept = [
                (name, text)
                for name, text in request.form.items(multi=True)
                if name not in ("csrf", "version")
            ]
            return show("deck_stale.html", status=412, deck=deck, kept=kept, here=_here(deck_id))
        except (InvalidError, ConflictError) as error:
            return _editor(deck_id, error)
        return away(_here(deck_id))

    return made


def _here(deck_id: str) -> str:
    """Address of the editor with the search that is open in it."""
    kept = {name: text for name, text in request.args.items() if name in SEARCHED and text}
    return url_for("pages.editor.edit", deck_id=deck_id, **kept)  # type: ignore[arg-type]  # names of a query


def _edit() -> Edit:
    """What the form changes."""
    form = request.form
    leader = form.get("leader")
    return Edit(form.get("name"), leader or None, leader == "", copies())


def _editor(deck_id: str, error: RefusedError | None = None) -> Response:
    here, who = parts(), visitor()
    deck = decks.read(here.look(), who, deck_id)
    lines = sorted(deck.cards, key=lambda line: (line.card.cost, line.card.name))
    found = _found(deck)
    return show(
        "deck.html", status=422 if error else 200, deck=deck, lines=lines, error=error,
        size=sum(line.copies for line in lines), here=_here(deck_id), styles=STYLE_NAMES,
        held={line.card.number: line.copies for line in lines},
        covered=deck_check.covered(here.look(), who, deck), **_judged(deck), **found,
    )  # fmt: skip


def _judged(deck: StoredDeck) -> dict[str, Any]:
    """Curve and legality; without rules or lake it is told that nothing can be judged."""
    try:
        checked = deck_check.judged(parts().lake.look(), deck, on=None)
    except (ConflictError, UnavailableError) as error:
        return {"checked": None, "unjudged": error.what}
    return {"checked": checked, "unjudged": None}


def _found(deck: StoredDeck) -> dict[str, Any]:
    """What the search in the editor finds; at first, cards of the leader's colours."""
    uow = parts().look()
    given: dict[str, Any] = {
        name: text for name, text in request.args.items() if name in SEARCHED and text.strip()
    }
    asked = shaped(Search, given | {"sort": "cost", "size": FOUND})
    search = asked.asked(deck.game)
    choices = catalogue.choices(uow, deck.game)
    suggested = not given and deck.leader is not None
    if not given and deck.leader is not None:
        colors = tuple(found.color.name for found in deck.leader.colors)
        others = tuple(name for name in choices["categories"] if name != Category.LEADER)
        search = replace(search, colors=colors, categories=others)
    found = catalogue.search(uow, search)
    return {"asked": asked, "choices": choices, "found": found, "suggested": suggested}

"""Decks: make, list, read, change, delete, import."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response, url_for

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.conditions import (
    ETAG,
    IfMatch,
    IfNoneMatch,
    Placed,
    Tagged,
    named_version,
    optional_version,
    tag_of,
    tagged,
)
from tcb_analytics.app.api.succession import superseded
from tcb_analytics.app.api.v1.deck_answers import answers
from tcb_analytics.app.api.v1.deck_shapes import (
    DeckEdit,
    DeckLine,
    DeckLines,
    DeckPage,
    DeckText,
    DeckTold,
    NewDeck,
    WantedDeck,
)
from tcb_analytics.app.models.holdings import StoredDeck
from tcb_analytics.app.services import catalogue, deck_text, decks
from tcb_analytics.app.services.decks import Draft, Edit

Answer = tuple[DeckTold, int, dict[str, str]]


def routes() -> APIBlueprint:
    """The routes of decks."""
    made = APIBlueprint("decks", __name__, tag="Decks")
    _making(made)
    _reading(made)
    _changing(made)
    answers(made)
    return made


def _making(made: APIBlueprint) -> None:
    @made.post("/decks")
    @made.input(NewDeck, arg_name="given")
    @made.output(DeckTold, 201, headers=Placed)
    @made.doc(responses=[404, 409])
    @guarded(made)
    def create(given: NewDeck) -> Answer:
        """Make a deck."""
        return _made(given.game, given.draft())

    @made.post("/decks/import")
    @made.input(DeckText, arg_name="given")
    @made.output(DeckTold, 201, headers=Placed)
    @made.doc(responses=[404, 409])
    @guarded(made)
    def import_(given: DeckText) -> Answer:
        """Make a deck out of a list, in any style of writing."""
        here = parts()
        game = catalogue.game_of(here.look(), given.game)
        return _made(game, deck_text.read_deck(here.lake.look(), game, given.text, given.name))


def _made(game: str | None, wanted: Draft) -> Answer:
    here = parts()
    deck = decks.create(here.begin(), visitor(), game, wanted, now=here.now())
    where = url_for("v1.decks.read", deck_id=deck.id)
    return DeckTold.of(deck), 201, {"Location": where, "ETag": tag_of(deck.version)}


def _reading(made: APIBlueprint) -> None:
    @made.get("/decks")
    @made.input(DeckPage, location="query", arg_name="given")
    @made.output(DeckLines)
    @guarded(made)
    def mine(given: DeckPage) -> DeckLines:
        """One's decks, last changed first."""
        page = decks.mine(parts().look(), visitor(), given.game, given.cursor, given.size)
        return DeckLines(items=[DeckLine.of(deck) for deck in page.items], next=page.next)

    @made.get("/decks/<deck_id>")
    @made.input(IfNoneMatch, location="headers", arg_name="condition")
    @made.output(DeckTold)
    @superseded(
        made,
        by="v2.decks.read",
        headers=ETAG,
        responses={304: "Nothing has changed", 404: "No such deck"},
    )
    @guarded(made)
    def read(deck_id: str, condition: IfNoneMatch) -> Response:
        """A deck, its cards as copies by number."""
        deck = decks.read(parts().look(), visitor(), deck_id)
        return tagged(DeckTold.of(deck), deck.version)


def _changing(made: APIBlueprint) -> None:
    @made.put("/decks/<deck_id>")
    @made.input(IfMatch, location="headers", arg_name="condition")
    @made.input(WantedDeck, arg_name="given")
    @made.output(DeckTold, headers=Tagged)
    @made.doc(responses=[404, 412, 428])
    @guarded(made)
    def replace(deck_id: str, given: WantedDeck, condition: IfMatch) -> Answer:
        """Put another deck in a deck's place."""
        return _told(_changed(deck_id, given.draft()))

    @made.patch("/decks/<deck_id>")
    @made.input(IfMatch, location="headers", arg_name="condition")
    @made.input(DeckEdit, arg_name="given")
    @made.output(DeckTold, headers=Tagged)
    @made.doc(responses=[404, 412, 428])
    @guarded(made)
    def edit(deck_id: str, given: DeckEdit, condition: IfMatch) -> Answer:
        """Change some of a deck."""
        return _told(_changed(deck_id, given.edit()))

    @made.delete("/decks/<deck_id>")
    @made.input(IfMatch, location="headers", arg_name="condition")
    @made.output({}, 204)
    @made.doc(responses=[404, 412])
    @guarded(made)
    def remove(deck_id: str, condition: IfMatch) -> tuple[str, int]:
        """Delete a deck; where a version is named, only that one."""
        decks.remove(parts().begin(), visitor(), deck_id, version=optional_version())
        return "", 204


def _changed(deck_id: str, wanted: Draft | Edit) -> StoredDeck:
    here = parts()
    return decks.change(
        here.begin(), visitor(), deck_id, wanted, version=named_version(), now=here.now()
    )


def _told(deck: StoredDeck) -> Answer:
    return DeckTold.of(deck), 200, {"ETag": tag_of(deck.version)}

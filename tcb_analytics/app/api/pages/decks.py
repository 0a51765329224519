"""A player's decks: listed, made from nothing or from a list, deleted, written as a list."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response, make_response, request, url_for

from tcb_analytics.app.api.asking import parts, visitor
from tcb_analytics.app.api.pages.forms import shaped
from tcb_analytics.app.api.pages.layout import away, chosen_game, show
from tcb_analytics.app.api.v1.deck_shapes import DeckPage, DeckText
from tcb_analytics.app.services import catalogue, deck_check, deck_text, decks
from tcb_analytics.app.services.deck_facts import deck_of
from tcb_analytics.app.services.decks import Draft, Edit
from tcb_analytics.app.services.refusals import InvalidError, RefusedError
from tcb_analytics.cards.card import Category
from tcb_analytics.cards.deck_print import STYLES

STYLE_NAMES = {
    "compact": "4xTB01-002", "plain": "4 TB01-002", "named": "4 TB01-002 Name",
    "suffix": "4 Name (TB01-002)", "arena": "4 Name (SET) 2", "line": "one line",
}  # fmt: skip


def routes() -> APIBlueprint:
    """The pages of decks."""
    made = APIBlueprint("decks", __name__, enable_openapi=False)
    _having(made)
    _one(made)
    return made


def _having(made: APIBlueprint) -> None:
    @made.get("/decks")
    def mine() -> Response:
        given = {name: text for name, text in request.args.items() if text}
        asked = shaped(DeckPage, given)
        page = decks.mine(parts().look(), visitor(), asked.game, asked.cursor, asked.size)
        return show("decks.html", page=page, cursor=asked.cursor)

    @made.get("/decks/new")
    def new() -> Response:
        visitor()
        return _form()

    @made.post("/decks/new")
    def create() -> Response:
        here, who = parts(), visitor()
        try:
            draft = _draft(chosen_game())
            deck = decks.create(here.begin(), who, chosen_game(), draft, now=here.now())
        except RefusedError as error:
            return _form(error)
        return away(url_for("pages.editor.edit", deck_id=deck.id))


def _one(made: APIBlueprint) -> None:
    @made.get("/decks/<deck_id>/text")
    def text(deck_id: str) -> Response:
        style = request.args.get("style", "compact")
        if style not in STYLES:
            raise InvalidError(f"styles are {', '.join(STYLES)}", where="style")
        deck = deck_of(decks.read(parts().look(), visitor(), deck_id))
        response = make_response(deck.to_text(style) + "\n")
        response.content_type = "text/plain; charset=utf-8"
        response.headers["Content-Disposition"] = 'attachment; filename="deck.txt"'
        return response

    @made.get("/decks/<deck_id>/analysis")
    def analysis(deck_id: str) -> Response:
        here, who = parts(), visitor()
        deck = decks.read(here.look(), who, deck_id)
        found = deck_check.analysis(here.look(), here.lake.look(), who, deck_id, least=0.25)
        return show("analysis.html", deck=deck, found=found)

    @made.post("/cards/<game>/<number>/deck")
    def take(game: str, number: str) -> Response:
        here, who, deck_id = parts(), visitor(), request.form.get("deck", "")
        card = catalogue.card(here.look(), game, number)
        held = decks.draft_of(decks.read(here.begin(), who, deck_id)).cards
        leads = card.category == Category.LEADER
        edit = Edit(leader=number) if leads else Edit(cards={number: held.get(number, 0) + 1})
        decks.change(here.begin(), who, deck_id, edit, version=None, now=here.now())
        return away(url_for("pages.editor.edit", deck_id=deck_id))

    @made.post("/decks/<deck_id>/delete")
    def remove(deck_id: str) -> Response:
        decks.remove(parts().begin(), visitor(), deck_id, version=None)
        return away(url_for("pages.decks.mine"))


def _draft(game: str) -> Draft:
    """The deck that the form describes: a list, or a name and a leader."""
    form = request.form
    text, name = form.get("text", "").strip(), form.get("name", "").strip()
    if not text:
        return Draft(name, form.get("leader") or None)
    given = shaped(DeckText, {"text": text, "name": name or None})
    draft = deck_text.read_deck(parts().lake.look(), game, given.text, given.name)
    return Draft(draft.name, form.get("leader") or draft.leader, draft.cards)


def _form(error: RefusedError | None = None) -> Response:
    game = chosen_game()
    return show(
        "deck_new.html", status=422 if error else 200, game=game, error=error,
        leaders=catalogue.leaders(parts().look(), game), given=request.form,
    )  # fmt: skip

"""Pictures of cards, drawn from their facts: no publisher's image is kept or sent."""

from __future__ import annotations

from textwrap import wrap

from apiflask import APIBlueprint
from flask import Response, make_response, render_template, request

from tcb_analytics.app.api.asking import parts
from tcb_analytics.app.api.pages.packing import pack
from tcb_analytics.app.services import catalogue

TINTS = {
    "Red": "#c0392b", "Green": "#2e8b57", "Blue": "#2f6db5", "Purple": "#7b4ba3",
    "Black": "#3b3b44", "Yellow": "#c9a227", "White": "#b8b2a3", "Colorless": "#7d8590",
    "W": "#b8b2a3", "U": "#2f6db5", "B": "#3b3b44", "R": "#c0392b", "G": "#2e8b57",
}  # fmt: skip
PLAIN = "#7d8590"
_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
"""A picture loads nothing and runs nothing, also where it is opened by itself."""


def routes() -> APIBlueprint:
    """The route of pictures."""
    made = APIBlueprint("pictures", __name__, enable_openapi=False)

    @made.get("/pictures/<game>/<number>.svg")
    def picture(game: str, number: str) -> Response:
        card = catalogue.card(parts().look(), game, number)
        tints = [TINTS.get(found.color.name, PLAIN) for found in card.colors] or [PLAIN]
        drawn = render_template(
            "picture.svg", card=card, tints=tints, lines=_lines(card.name),
            kinds=" · ".join(found.type.name for found in card.types),
        )  # fmt: skip
        response = make_response(drawn)
        response.content_type = "image/svg+xml"
        response.headers["Cache-Control"] = "public, max-age=86400"
        response.headers["Content-Security-Policy"] = _POLICY
        response.add_etag(weak=True)
        return pack(make_response(response.make_conditional(request)))

    return made


def _lines(name: str) -> list[str]:
    """A name in two lines of large letters, or three of small ones; what is longer ends in "…"."""
    large = wrap(name, 17)
    return large if len(large) < 3 else wrap(name, 21, max_lines=3, placeholder=" …")

"""A catalogue as a small piece of HTML for notebooks.

Leaves out the cards themselves: a reader asks for those by filter and search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.html_parts import dots, shown, style

_MOST_ROWS = 15


def catalog_html(cards: Sequence[Card]) -> str:
    """How many cards there are by game, colour and category, as self-contained HTML.

    A card of two colours counts in both of their rows; at most fifteen rows.
    """
    if not cards:
        return f'{style()}<div class="tcb"><p class="tcb-title">Empty catalogue</p></div>'
    kinds = list(Counter(card.category for card in cards))
    cells = Counter(
        (card.game, color, card.category) for card in cards for color in card.colors or ("none",)
    )
    rows = Counter((card.game, color) for card in cards for color in card.colors or ("none",))
    head = "".join(f'<th class="tcb-num">{kind}</th>' for kind in kinds)
    body = "".join(
        f'<tr><td>{shown(game)}</td><td class="tcb-name">{dots((color,))} {shown(color)}</td>'
        + "".join(f'<td class="tcb-num">{cells[game, color, kind] or "–"}</td>' for kind in kinds)
        + f'<td class="tcb-num">{count:,}</td></tr>'
        for (game, color), count in rows.most_common(_MOST_ROWS)
    )
    sets = {(card.game, card.set_code) for card in cards if card.set_code}
    total = ", ".join(
        f"{n:,} {k}" for k, n in Counter(str(c.category) for c in cards).most_common()
    )
    return (
        f'{style()}<div class="tcb"><p class="tcb-title">Catalogue of {len(cards):,} cards</p>'
        f'<p class="tcb-sub">{total} · {len(sets)} sets · cards of two colours count in both</p>'
        '<table class="tcb-table"><thead><tr><th>Game</th><th class="tcb-name">Colour</th>'
        f'{head}<th class="tcb-num">All</th></tr></thead><tbody>{body}</tbody></table></div>'
    )

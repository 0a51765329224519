"""Small tables and lines for the results' pages, in the style of the cards' own pages.

Everything from data is escaped; a table has at most fifteen rows and says what it leaves out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.deck_html import deck_html
from tcb_analytics.cards.html_parts import shown, style
from tcb_analytics.cards.violation import Violation

MOST_ROWS = 15
"""Rows of a table; the rest is counted below it."""

_NAME, _FIGURE = 'class="tcb-name"', 'class="tcb-num"'
_TEXT = 'style="white-space:normal;min-width:15em"'


def page(title: str, sub: str, *parts: str) -> str:
    """A framed block with a title, a line below it and its parts."""
    return (
        f'{style()}<div class="tcb"><p class="tcb-title">{shown(title)}</p>'
        f'<p class="tcb-sub">{shown(sub)}</p>{"".join(parts)}</div>'
    )


def table(
    label: str,
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    texts: Collection[int] = (0,),
) -> str:
    """A table; empty without rows.

    Args:
        label: What it shows.
        head: A word for each column.
        rows: Its cells.
        texts: Columns of text; the others are figures.
    """
    if not rows:
        return ""
    kinds = [_TEXT if at in texts else _FIGURE for at in range(len(head))]
    kinds[0] = _NAME
    heads = "".join(
        f"<th {kind}>{shown(word)}</th>" for kind, word in zip(kinds, head, strict=True)
    )
    body = "".join(f"<tr>{_cells(row, kinds)}</tr>" for row in rows[:MOST_ROWS])
    more = len(rows) - MOST_ROWS
    rest = f'<p class="tcb-sub">and {more} more</p>' if more > 0 else ""
    return (
        f'<p class="tcb-label">{shown(label)}</p><table class="tcb-table"><thead><tr>{heads}</tr>'
        f"</thead><tbody>{body}</tbody></table>{rest}"
    )


def beside(*parts: str) -> str:
    """Narrow parts side by side where the page is wide enough, empty ones left out."""
    kept = [part for part in parts if part]
    cells = "".join(f'<div style="flex:1 1 330px;min-width:0">{part}</div>' for part in kept)
    return f'<div class="tcb-body">{cells}</div>' if kept else ""


def deck_block(deck: Deck, format_title: str | None, found: Sequence[Violation]) -> str:
    """A deck below a title of its own, so that its name is not told twice."""
    bare = Deck(deck.cards, leader=deck.leader, side=deck.side)
    block = deck_html(bare, deck.curve(), format_title, found)
    return f'<div style="margin:10px 0 4px">{block}</div>'


def points(value: float | None, *, signed: bool = False) -> str:
    """Points with two decimals; an en dash for none."""
    if value is None:
        return "–"
    return f"{value + 0.0:+.2f}" if signed and round(value, 2) else f"{value + 0.0:.2f}"


def percent(share: float | None) -> str:
    """A share as whole percent; an en dash for none."""
    return "–" if share is None else f"{100 * share:.0f} %"


def plain(amount: float) -> str:
    """A figure without needless decimals."""
    return f"{amount:.4g}"


def _cells(row: Sequence[object], kinds: Sequence[str]) -> str:
    return "".join(f"<td {kind}>{shown(cell)}</td>" for kind, cell in zip(kinds, row, strict=True))

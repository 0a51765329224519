"""Small tables and lines for the results' pages, in the style of the cards' own pages.

Everything from data is escaped; a table has at most fifteen rows and says what it leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence

from tcb_analytics.cards.html_parts import shown, style

MOST_ROWS = 15
"""Rows of a table; the rest is counted below it."""


def page(title: str, sub: str, *parts: str) -> str:
    """A framed block with a title, a line below it and its parts."""
    return (
        f'{style()}<div class="tcb"><p class="tcb-title">{shown(title)}</p>'
        f'<p class="tcb-sub">{shown(sub)}</p>{"".join(parts)}</div>'
    )


def table(label: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table; the first column is text, the others figures. Empty without rows."""
    if not rows:
        return ""
    heads = "".join(
        f'<th class="{"tcb-num" if at else "tcb-name"}">{shown(word)}</th>'
        for at, word in enumerate(head)
    )
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows[:MOST_ROWS])
    more = len(rows) - MOST_ROWS
    rest = f'<p class="tcb-sub">and {more} more</p>' if more > 0 else ""
    return (
        f'<p class="tcb-label">{shown(label)}</p><table class="tcb-table"><thead><tr>{heads}</tr>'
        f"</thead><tbody>{body}</tbody></table>{rest}"
    )


def points(value: float | None, *, signed: bool = False) -> str:
    """Points with two decimals; an en dash for none."""
    if value is None:
        return "–"
    return f"{value + 0.0:+.2f}" if signed else f"{value + 0.0:.2f}"


def percent(share: float | None) -> str:
    """A share as whole percent; an en dash for none."""
    return "–" if share is None else f"{100 * share:.0f} %"


def plain(amount: float) -> str:
    """A figure without needless decimals."""
    return f"{amount:.4g}"


def _cells(row: Sequence[object]) -> str:
    return "".join(
        f'<td class="{"tcb-num" if at else "tcb-name"}">{shown(cell)}</td>'
        for at, cell in enumerate(row)
    )

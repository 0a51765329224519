"""Fold the searched text of cards anew: punctuation and letters such as ø no longer count.

A migration of data alone. It holds its own copy of both ways to fold, because what the program
does today may change, and this step may not.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

AT_ONCE = 1000
_DROPPED = "'’‘ʼ`´"
_PARTING = '.,!?:;"“”„«»·・•/&()[]{}–—‑'
_LETTERS = {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
_SIGNS = str.maketrans({
    **dict.fromkeys(_DROPPED, ""), **dict.fromkeys(_PARTING, " "), **_LETTERS,
})  # fmt: skip
cards = sa.table(
    "cards", sa.column("id", sa.Integer), sa.column("name", sa.String),
    sa.column("number", sa.String), sa.column("folded", sa.Text),
)  # fmt: skip
links = sa.table(
    "card_has_types", sa.column("card_id", sa.Integer), sa.column("type_id", sa.Integer),
    sa.column("position", sa.Integer),
)  # fmt: skip
kinds = sa.table("card_types", sa.column("id", sa.Integer), sa.column("name", sa.String))


def upgrade() -> None:
    """Fold as from now on."""
    _rewrite(_new)


def downgrade() -> None:
    """Fold as before."""
    _rewrite(_old)


def _rewrite(fold: Callable[[str], str]) -> None:
    connection, last = op.get_bind(), 0
    wanted = sa.select(cards.c.id, cards.c.name, cards.c.number).order_by(cards.c.id)
    while rows := connection.execute(wanted.where(cards.c.id > last).limit(AT_ONCE)).all():
        types = _types(rows[0].id, rows[-1].id)
        connection.execute(
            sa.update(cards).where(cards.c.id == sa.bindparam("card")),
            [
                {"card": row.id, "folded": fold(" ".join((row.name, row.number, *types[row.id])))}
                for row in rows
            ],
        )
        last = rows[-1].id


def _types(first: int, last: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    wanted = sa.select(links.c.card_id, kinds.c.name).join(kinds, kinds.c.id == links.c.type_id)
    wanted = wanted.where(links.c.card_id.between(first, last))
    for row in op.get_bind().execute(wanted.order_by(links.c.card_id, links.c.position)):
        found[row.card_id].append(row.name)
    return found


def _old(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def _new(text: str) -> str:
    return " ".join(_old(text).translate(_SIGNS).split())

"""What the declarations of 17Lands' public logs share; reading them is ``log_intake``.

Logs that this project generates have the published shape to the letter, so what tells them apart
is part of it: their ids begin with a mark that is declared here and nowhere else. An importer
that sees it files the logs under the source ``sample``, with a key of their own, so that they
neither replace nor mix with logs of real games. A log of which some ids bear the mark and others
do not is filed by most of its beginning, and the other rows are rejected, as rows of another set
are: one real id that begins so by chance must not keep a whole set out.
"""

from __future__ import annotations

from tcb_analytics.warehouse.log_header import Text

GAME, SOURCE = "magic", "17lands"
SAMPLE = "sample"
"""Source of generated logs."""

DRAFT_MARK = "7cb000000000"
"""What the 32 hexadecimal digits of every generated ``draft_id`` begin with.

Of 2⁴⁸ real ids one begins so; a set has some hundred thousand drafts.
"""
CARD_MARK = "99000"
"""What the nine digits of every generated card's ``id`` begin with; Arena's have five or six."""

SET = Text("text")
PLAYER = {
    "user_n_games_bucket": Text("whole", most=1_000_000, empty=True),
    "user_game_win_rate_bucket": Text("rate", empty=True),
}
"""Columns of the player, in games and drafts alike."""


def generated_card(id_: str) -> bool:
    """Whether a card's id is one that this project made up."""
    return len(id_) == 9 and id_.startswith(CARD_MARK)


def data_set(name: str, *, generated: bool) -> tuple[str, str]:
    """Source of a file, and what the key of its data set begins with.

    Args:
        name: The format, such as ``17lands-games``.
        generated: Whether its ids bear the mark.
    """
    return (SAMPLE, name.replace(SOURCE, SAMPLE, 1)) if generated else (SOURCE, name)

"""What the declarations of 17Lands' public logs share; reading them is ``log_intake``."""

from __future__ import annotations

from tcb_analytics.warehouse.log_header import Text

GAME, SOURCE = "magic", "17lands"

SET = Text("text")
PLAYER = {
    "user_n_games_bucket": Text("whole", most=1_000_000, empty=True),
    "user_game_win_rate_bucket": Text("rate", empty=True),
}
"""Columns of the player, in games and drafts alike."""

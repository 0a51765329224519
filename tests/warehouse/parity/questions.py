"""The questions that are put to both libraries, and the words in which each is put to spells.

Names are shared but for those below. Metrics that spells lacks and its readers define by one
line (gd_wr, means a game) are defined so in ``tests/benchmarks/peer/spells_worker.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

HANDS = (
    "num_gp", "gp_wr", "num_oh", "oh_wr", "num_gd", "gd_wr", "num_gih", "num_gih_won", "gih_wr",
    "num_gns", "num_gns_won", "gns_wr", "iwd",
)  # fmt: skip
COPIES = (
    "deck", "won_deck", "sideboard", "won_sideboard", "opening_hand", "won_opening_hand",
    "drawn", "won_drawn", "tutored", "won_tutored", "num_in_pool", "pct_gp", "in_pool_wr",
    "gp_wr_z", "gih_wr_z",
)  # fmt: skip
TAKEN = (
    "num_taken", "taken_at", "ata", "num_drafts", "event_match_wins_sum",
    "event_match_losses_sum", "picked_match_wr", "is_trophy_sum", "trophy_rate",
    "maindeck_rate_sum", "sideboard_in_rate_sum",
)  # fmt: skip
SEEN = ("num_seen", "last_seen", "alsa", "pack_card")
GAMES = (
    "num_games", "num_won", "game_wr", "num_matches", "num_events", "num_on_play", "on_play_rate",
    "num_mulligans_sum", "num_mulligans_avg", "opp_num_mulligans_sum", "opp_num_mulligans_avg",
    "num_turns_sum", "num_turns_avg",
)  # fmt: skip
DECKS = ("deck_mana_value_avg", "deck_lands_avg", "deck_spells_avg")
RATES = ("num_gih", "gih_wr", "num_gns", "gns_wr", "iwd", "gih_wr_z")
CARDS = HANDS + COPIES
DRAFTS = TAKEN + SEEN


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        metrics: Names of metrics and counts.
        by: Columns to group by.
        where: By column a value, a list of values, or a mapping with ``from`` and ``to``.
    """

    metrics: tuple[str, ...]
    by: tuple[str, ...] = ("name",)
    where: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """How a test names it."""
        kept = ",".join(f"{column}={value}" for column, value in self.where.items())
        return f"{self.metrics[0]}... by {'+'.join(self.by) or 'nothing'} where {kept or 'all'}"

    @property
    def ours(self) -> dict[str, Any]:
        """Arguments of ``lake.limited``."""
        where = {
            column: (value.get("from"), value.get("to")) if isinstance(value, dict) else value
            for column, value in self.where.items()
        }
        return {"metrics": list(self.metrics), "by": list(self.by), "where": where}

    @property
    def theirs(self) -> dict[str, Any]:
        """What the peer's worker is asked."""
        return {"metrics": list(self.metrics), "by": list(self.by), "where": dict(self.where)}


BY_NAME = (
    Question(CARDS + DRAFTS),
    Question(RATES, ("name", "main_colors")),
    Question(HANDS + SEEN, ("name", "rank")),
    Question(RATES + SEEN, ("name", "draft_week")),
    Question(RATES + TAKEN, ("name", "player_cohort")),
    Question(RATES, ("name", "main_colors", "rank", "game_week")),
    Question(("num_oh", "oh_wr"), ("name", "opp_colors")),
    Question(DRAFTS, ("name", "pack_num")),
    Question(TAKEN, ("name", "event_match_wins")),
)
BY_CARDS = (
    Question(HANDS, ("color",)),
    Question(CARDS + DRAFTS, ("rarity",)),
    Question(RATES, ("color", "rarity", "on_play")),
    Question(("num_gp", "gp_wr"), ("card_type", "main_colors")),
    Question(("num_gd", "gd_wr", *TAKEN), ("mana_value", "player_cohort")),
)
BY_GAMES = (
    Question(GAMES + DECKS, ("main_colors",)),
    Question(GAMES + DECKS, ("player_cohort",)),
    *(
        Question(GAMES, by)
        for by in (
            ("main_colors", "opp_colors"), ("rank", "on_play"), ("opp_rank",),
            ("num_mulligans", "on_play"), ("num_turns",), ("won",), ("event_type",),
            ("build_index",), ("match_number", "game_number"), ("splash_colors",),
            ("num_colors",), ("has_splash",), ("game_date",), ("game_week",), ("game_hour",),
            ("game_day_of_week",), ("draft_date",), ("draft_week",), ("draft_hour",),
            ("draft_day_of_week",), ("format_day",), ("format_week",), ("user_n_games_bucket",),
            ("user_game_win_rate_bucket",),
        )
    ),
)  # fmt: skip
BY_PICKS = (
    Question(DRAFTS, ("pick_num", "pack_num")),
    *(
        Question(TAKEN, by)
        for by in (
            ("rank",), ("player_cohort",), ("draft_date",), ("format_week",),
            ("event_match_wins", "event_match_losses"), ("event_matches",), ("is_trophy",),
        )
    ),
)  # fmt: skip
FILTERED = (
    Question(HANDS, where={"rank": "mythic", "on_play": True}),
    Question(RATES, where={"rank": ["gold", "platinum"], "num_turns": {"from": 6, "to": 9}}),
    Question(RATES, where={"game_date": {"from": "2026-01-20"}, "opp_colors": ["W", "UB"]}),
    Question(RATES, ("name", "on_play"), {"main_colors": ["WU", "BR"], "won": False}),
    Question(("num_gp", "gp_wr"), ("color",), {"user_game_win_rate_bucket": {"from": 0.55}}),
    Question(("num_oh", "oh_wr"), ("rarity",), {"num_mulligans": {"from": 1}}),
    Question(RATES + SEEN, where={"player_cohort": "Top"}),
    Question(GAMES + DECKS, ("main_colors",), {"rank": "diamond", "opp_rank": ["gold", "diamond"]}),
    Question(GAMES, ("on_play",), {"draft_hour": {"from": 6, "to": 18}}),
    Question(GAMES, ("rank",), {"user_n_games_bucket": {"to": 100}}),
    Question(DRAFTS, where={"pack_number": 0, "pick_number": {"to": 3}}),
    Question(DRAFTS, ("rank",), {"event_match_wins": {"from": 6}}),
    Question(TAKEN, ("player_cohort",), {"is_trophy": True}),
)
QUESTIONS = BY_NAME + BY_CARDS + BY_GAMES + BY_PICKS + FILTERED
"""Every question of the comparison."""

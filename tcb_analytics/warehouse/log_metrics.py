"""Every statistic of Limited logs, each declared once as SQL over counts.

The counts are those of ``log_counts.py``, and a metric may name other metrics. Definitions and
names are those that 17Lands and readers of its logs use. A metric of one's own is one
statement, given to ``lake.limited`` beside the names::

    Metric("kept_share", "limited", "opening_hand / NULLIF(deck, 0)", "copies in opening hands")

A rate names its ``sample``: it is withheld where that is few, and carries an interval and a
shrunk value (``queries/log_finishing.py``). Copies of a card in one game share its result, which
``squares`` accounts for. A share of copies (``pct_gp``) has no interval, for games with one deck
repeat each other.
"""

from __future__ import annotations

from collections.abc import Mapping

from tcb_analytics.warehouse.log_counts import CARD_SUMS, COUNTS, CardSum
from tcb_analytics.warehouse.metrics import Metric

QUESTION = "limited"

CARD_DEFAULTS = (
    "num_seen", "alsa", "num_taken", "ata", "num_gp", "gp_wr", "num_oh", "oh_wr", "num_gih",
    "gih_wr", "iwd",
)  # fmt: skip
"""What is told of cards when no metric is named, as far as the lake and the filters allow."""

GAME_DEFAULTS = ("num_games", "game_wr")
"""What is told of games."""

PICK_DEFAULTS = ("num_taken", "ata", "picked_match_wr", "trophy_rate")
"""What is told of picks."""


def card_mean(column: str, over: str = "deck") -> Metric:
    """The mean of a column of cards over copies, such as the ``gih_wr`` of a deck's cards.

    Args:
        column: A numeric column of cards, most often one of a ``context``.
        over: The count that weighs them: ``deck``, ``opening_hand``, ``num_taken`` …
    """
    total, known = f"{over}_{column}", f"{over}_with_{column}"
    found = f"CASE WHEN {column} IS NOT NULL THEN 1 END"
    return Metric(
        f"{over}_mean_{column}",
        QUESTION,
        f"{total} / NULLIF({known}, 0)",
        f"mean {column} over copies counted by {over}; cards without one are left out",
        sums=(
            CardSum(total, over, column, f"{column} summed over {over}"),
            CardSum(known, over, found, f"{over} of cards with {column}"),
        ),
    )


def _number(name: str, sql: str, meaning: str) -> Metric:
    return Metric(name, QUESTION, sql, meaning)


def _ratio(name: str, part: str, whole: str, meaning: str) -> Metric:
    return Metric(name, QUESTION, f"{_whole(part)} / NULLIF({whole}, 0)", meaning)


def _whole(sql: str) -> str:
    """SQL that may be divided: in brackets where it is a sum."""
    return f"({sql})" if " " in sql else sql


def _rate(
    name: str, part: str, sample: str, meaning: str, *, of: str = "", squares: str | None = None
) -> Metric:
    sql = f"{_whole(part)} / NULLIF({of or sample}, 0)"
    return Metric(name, QUESTION, sql, meaning, sample=sample, squares=squares)


def _z_score(rate: str, won: str, sample: str) -> Metric:
    """Deviation from the mean over the answer's rows, in standard deviations, both weighed."""
    won, sample = _whole(won), _whole(sample)
    total = f"NULLIF(SUM({sample}) OVER (), 0)"
    mean = f"SUM({won}) OVER () / {total}"
    squares = f"SUM({won} * {won} / NULLIF({sample}, 0)) OVER () / {total}"
    spread = f"SQRT(GREATEST({squares} - ({mean}) * ({mean}), 0))"
    meaning = f"standard deviations of {rate} above its mean over the answer, weighed by copies"
    return Metric(f"{rate}_z", QUESTION, f"({rate} - {mean}) / NULLIF({spread}, 0)", meaning)


def _played(stem: str, sample: str, won: str, squares: str, meaning: str) -> tuple[Metric, ...]:
    """Count, wins, win rate and its z-score of one way to have a card."""
    count, rate = f"num_{stem}", f"{stem}_wr"
    return (
        _number(count, sample, f"copies {meaning}"),
        _number(f"{count}_won", won, f"copies {meaning}, in games won"),
        _rate(rate, won, count, f"games won over copies {meaning}", of=sample, squares=squares),
        _z_score(rate, won, sample),
    )


LIMITED: tuple[Metric, ...] = (
    *_played("gp", "deck", "won_deck", "deck_squares", "in main decks"),
    *_played("oh", "opening_hand", "won_opening_hand", "oh_squares", "in opening hands"),
    *_played("gd", "drawn", "won_drawn", "gd_squares", "drawn from the first turn on"),
    *_played(
        "gih", "opening_hand + drawn", "won_opening_hand + won_drawn", "gih_squares", "in hand"
    ),
    *_played(
        "gns", "deck - from_deck", "won_deck - won_from_deck",
        "deck_squares - from_deck_squares", "never seen",
    ),
    Metric(
        "iwd", QUESTION, "gih_wr - gns_wr", "improvement when drawn: gih_wr less gns_wr",
        between=("gih_wr", "gns_wr"),
    ),
    _number("num_in_pool", "deck + sideboard", "copies in decks and sideboards"),
    _ratio("pct_gp", "deck", "deck + sideboard", "share of copies that are in the main deck"),
    _ratio(
        "in_pool_wr", "won_deck + won_sideboard", "deck + sideboard",
        "games won over copies in decks and sideboards",
    ),
    _ratio("alsa", "last_seen", "num_seen", "average pick at which a card was last seen"),
    _ratio("ata", "taken_at", "num_taken", "average pick at which a card was taken"),
    _rate("trophy_rate", "is_trophy_sum", "num_taken", "share of picks whose event was won"),
    _number(
        "num_picked_matches", "event_match_wins_sum + event_match_losses_sum",
        "matches of the events of picks",
    ),
    _rate(
        "picked_match_wr", "event_match_wins_sum", "num_picked_matches",
        "matches won over the events of picks", of="event_match_wins_sum + event_match_losses_sum",
    ),
    _ratio(
        "maindeck_rate", "maindeck_rate_sum", "num_taken",
        "mean share of its draft's games that a pick was in the deck",
    ),
    _ratio(
        "sideboard_in_rate", "sideboard_in_rate_sum", "num_taken",
        "mean share of its draft's games that a pick was boarded in",
    ),
    _rate("game_wr", "num_won", "num_games", "games won over games"),
    _rate("on_play_rate", "num_on_play", "num_games", "share of games in which one went first"),
    _ratio("num_mulligans_avg", "num_mulligans_sum", "num_games", "mulligans a game"),
    _ratio(
        "opp_num_mulligans_avg", "opp_num_mulligans_sum", "num_games", "opponent's mulligans a game"
    ),
    _ratio("num_turns_avg", "num_turns_sum", "num_games", "turns a game"),
    _ratio(
        "deck_mana_value_avg", "deck_mana_value", "deck_spells",
        "mean mana value of the cards in main decks that are no lands",
    ),
    _number(
        "deck_lands_avg",
        "CASE WHEN deck_lands + deck_spells > 0 THEN deck_lands / NULLIF(num_games, 0) END",
        "lands in a main deck; null where no catalogue knows the cards",
    ),
    _number(
        "deck_spells_avg",
        "CASE WHEN deck_lands + deck_spells > 0 THEN deck_spells / NULLIF(num_games, 0) END",
        "cards in a main deck that are no lands; null where no catalogue knows the cards",
    ),
)  # fmt: skip
"""Every metric. Counts may be asked for by their own names as well."""

BY_NAME: Mapping[str, Metric] = {
    **{count.name: _number(count.name, count.name, count.meaning) for count in COUNTS},
    **{added.name: _number(added.name, added.name, added.meaning) for added in CARD_SUMS},
    **{metric.name: metric for metric in LIMITED},
}
"""Everything that can be asked for, by name."""

"""What cards, leaders and games are called in a report's sentences."""

from __future__ import annotations

from tcb_analytics.cards.format import default_format
from tcb_analytics.reports.wording import is_missing


def card_label(number: object, name: object) -> str:
    """Name and number, since names repeat: ``Nami OP01-016``; the number where unnamed."""
    if is_missing(name) or str(name) in ("", str(number)):
        return str(number)
    return f"{name} {number}"


def game_title(game: str) -> str:
    """A game's name for readers: that of its format, else its own with capitals."""
    rules = default_format(game)
    return rules.title.split(",")[0] if rules else game.replace("-", " ").title()

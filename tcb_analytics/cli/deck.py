"""`tcb deck`: build, improve, look at, check and rewrite deck lists; one file a verb."""

from __future__ import annotations

import click

from tcb_analytics.cli.lazy import Noun, declared

VERBS = {
    "build": Noun("tcb_analytics.cli.deck_build", "build", "Build the best deck of a strategy."),
    "improve": Noun("tcb_analytics.cli.deck_improve", "improve", "Exchange a few cards, exactly."),
    "values": Noun(
        "tcb_analytics.cli.deck_values", "values", "Show card values learned from the lake."
    ),
    "analyse": Noun("tcb_analytics.cli.deck_analyse", "analyse", "Curve, make-up and chances."),
    "check": Noun("tcb_analytics.cli.deck_check", "check", "Hold a deck against its rules."),
    "convert": Noun("tcb_analytics.cli.deck_convert", "convert", "Write a list in another style."),
    "simulate": Noun(
        "tcb_analytics.cli.deck_simulate", "simulate_", "Play many games against another deck."
    ),
    "coverage": Noun(
        "tcb_analytics.cli.deck_coverage", "coverage_", "Show what the simulator models, by set."
    ),
}
"""Every verb of decks; importing the solver or the simulator waits until one is used."""


@click.group(cls=declared(VERBS), epilog="Example: tcb deck build control --leader TB01-001 --list")
def deck() -> None:
    """Build decks that are proven best, and look at deck lists."""

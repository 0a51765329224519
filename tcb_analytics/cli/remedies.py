"""What an error advises, in the words of the command line.

Errors are raised in rooms that know no face, and advise what a notebook would write, such as
``lake.tables()``. A person at a command line is told the command or option that does the same.
"""

from __future__ import annotations

import re

_SAME = (
    (r"lake\.tables\(\)", "tcb data show"),
    (r"lake\.decks\(\)", "tcb query decks"),
    (r'lake\.catalog\(game="([^"]*)"\)', r"name the game, such as --game \1"),
    (r"meta_share\(leader=…\)", "tcb query meta-share --leader NUMBER"),
    (r"\{\"leader\": \"([^\"]*)\"\} or \"leader = '[^']*'\"", r"--where leader=\1"),
    (r'by="(\w+)"', r"--by \1"),
    (r"the pool as collection=\{[^}]*\}", "the pool as a deck list: --collection FILE"),
    (r"prices=\{[^}]*\}", "--prices FILE"),
    (r"missing= in points", "--missing POINTS"),
    (r"missing= out", "--missing out"),
    (r"(include|exclude)=\{number: copies\}, or only numbers", r"--\1 NUMBER=COPIES"),
    (r"changes=(\d+)(, or None for any number)?", r"--changes \1"),
    (r"n=(\d+), distance=(\d+)", r"--alternatives \1 --distance \2"),
    (r"format=, such as format='(\w+)'", r"--format, such as --format \1"),
    (r"\bload_format\b", "--format"),
    (r"\bbuild_deck\b", "tcb deck build"),
    (r"open it again: open_lake\(\)", "run the command again"),
)
"""What a notebook writes, as a pattern, and what a command line says instead."""

_PATTERNS = tuple((re.compile(pattern), words) for pattern, words in _SAME)


def in_commands(remedy: str) -> str:
    """The remedy with the commands and options that do what it advises.

    Args:
        remedy: What an error of any room advises.
    """
    for pattern, words in _PATTERNS:
        remedy = pattern.sub(words, remedy)
    return remedy

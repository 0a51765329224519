"""Keywords in rules text: what a card can do by itself, and when.

Two kinds, both printed in square brackets. Abilities are the keyword effects of the
comprehensive rules (Blocker, Rush ...); timings say when or under which condition an effect
works (On Play, DON!! x1 ...). A card *has* a keyword when it opens a line or sentence of
its text, alone or after other bracketed words, or when the text says that this very card
gains it. A mere mention ("your opponent cannot activate [Blocker]", "K.O. a Character with
[Rush]", "your Characters gain [Banish]") is not counted. Leaves out names in brackets.
"""

from __future__ import annotations

import re

ABILITIES = (
    "Blocker",
    "Rush",
    "Rush: Character",
    "Double Attack",
    "Banish",
    "Unblockable",
    "Trigger",
)
"""Keyword effects: what the card itself can do."""

TIMINGS = (
    "On Play",
    "When Attacking",
    "Activate: Main",
    "Main",
    "Counter",
    "On K.O.",
    "On Block",
    "On Your Opponent's Attack",
    "End of Your Turn",
    "End of Your Opponent's Turn",
    "Your Turn",
    "Opponent's Turn",
    "Once Per Turn",
    "DON!! x1",
    "DON!! x2",
    "DON!! x3",
)
"""When, or under which condition, an effect works."""

KEYWORDS = ABILITIES + TIMINGS
"""Every keyword that is looked for, abilities first."""

_TAGS = r"\[[^\[\]]+\](?:\s*(?:/|,|and|or)?\s*\[[^\[\]]+\])*"
_LEADING = re.compile(rf"(?:^|\n|[.)]\s+|[.)]\n)({_TAGS})")
_GAINED = re.compile(rf"[Tt]his (?:Character|Leader|card)(?: [^.:\n\[]*)? gains? ({_TAGS})")
_TAG = re.compile(r"\[([^\[\]]+)\]")
_ATTACHED = re.compile(r"[A-Z][A-Za-z!]* x[0-9]{1,2}")
_BY_FOLD = {word.casefold().replace(" ", ""): word for word in KEYWORDS}


def find_keywords(effect: str | None, trigger: str | None = None) -> tuple[str, ...]:
    """The keywords a card has, in the order of ``KEYWORDS``.

    Conditions of the form ``DON!! x2`` of any game (``Surge x1``) are kept as printed, last.

    Args:
        effect: Rules text in plain form (see ``plain_text``).
        trigger: Trigger text; a card with one has ``Trigger``.
    """
    found = {"Trigger"} if trigger and trigger.strip() not in ("", "-") else set[str]()
    for text in (effect or "", trigger or ""):
        for run in (*_LEADING.findall(text), *_GAINED.findall(text)):
            for tag in _TAG.findall(run.replace("×", "x")):
                word = _BY_FOLD.get(tag.casefold().replace(" ", ""))
                if word or _ATTACHED.fullmatch(tag):
                    found.add(word or tag)
    rest = sorted(found.difference(KEYWORDS))
    return (*(word for word in KEYWORDS if word in found), *rest)

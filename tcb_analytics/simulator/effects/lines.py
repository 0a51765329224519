"""One line of rules text split into its tags, its costs and its body.

``[Activate: Main] [Once Per Turn] You may rest this Character: Draw 1 card.`` has two tags, a
cost and a body. Leaves out what any of them means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tcb_analytics.simulator.effects.kinds import Keyword, Timing

TIMINGS = {
    "On Play": Timing.ON_PLAY,
    "When Attacking": Timing.WHEN_ATTACKING,
    "On Your Opponent's Attack": Timing.ON_OPPONENT_ATTACK,
    "On Block": Timing.ON_BLOCK,
    "On K.O.": Timing.ON_KO,
    "Activate: Main": Timing.ACTIVATE_MAIN,
    "Main": Timing.MAIN,
    "Counter": Timing.COUNTER,
    "Trigger": Timing.TRIGGER,
    "End of Your Turn": Timing.END_OF_YOUR_TURN,
    "End of Your Opponent's Turn": Timing.END_OF_OPPONENT_TURN,
    "Start of Your Turn": Timing.START_OF_YOUR_TURN,
}
"""Tags that say when an ability works."""

KEYWORDS = {
    "Blocker": Keyword.BLOCKER,
    "Rush": Keyword.RUSH,
    "Rush: Character": Keyword.RUSH_CHARACTERS,
    "Double Attack": Keyword.DOUBLE_ATTACK,
    "Banish": Keyword.BANISH,
    "Unblockable": Keyword.UNBLOCKABLE,
}
"""Tags that are keyword abilities."""

TAGS = frozenset((*TIMINGS, *KEYWORDS))
"""Every bracketed word that names no card."""

_TAG = re.compile(r"\s*/?\s*\[([^\]]+)\]")
_DON = re.compile(r"(?:DON!!|Surge) x(\d+)")
_QUALIFIERS = ("Once Per Turn", "Your Turn", "Opponent's Turn")
_MASKED = re.compile(r"\[[^\]]*\]|\{[^}]*\}|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Line:
    """The parts of a line.

    Attributes:
        text: The whole line.
        keywords: Keyword abilities that it opens with.
        timings: Timing tags; several are alternatives ("[On Play]/[When Attacking]").
        don: Number of the tag "[DON!! xN]"; 0 without.
        once: Whether it is tagged "[Once Per Turn]".
        your_turn: Whether it is tagged "[Your Turn]".
        opponent_turn: Whether it is tagged "[Opponent's Turn]".
        cost: Text before the colon; empty without.
        body: The rest.
    """

    text: str
    keywords: Keyword = Keyword.NONE
    timings: tuple[Timing, ...] = ()
    don: int = 0
    once: bool = False
    your_turn: bool = False
    opponent_turn: bool = False
    cost: str = ""
    body: str = ""


def split_line(text: str) -> Line:
    """Split a clean line (see ``clean_lines``) into its parts."""
    keywords, don, position = Keyword.NONE, 0, 0
    timings: list[Timing] = []
    qualifiers: set[str] = set()
    while match := _TAG.match(text, position):
        tag = match[1]
        if tag in KEYWORDS and not timings and not qualifiers and not don:
            keywords |= KEYWORDS[tag]
        elif tag in TIMINGS:
            timings.append(TIMINGS[tag])
        elif counted := _DON.fullmatch(tag):
            don = int(counted[1])
        elif tag in _QUALIFIERS:
            qualifiers.add(tag)
        else:
            break
        position = match.end()
    cost, body = _split_cost(text[position:].strip())
    return Line(
        text=text,
        keywords=keywords,
        timings=tuple(timings),
        don=don,
        once="Once Per Turn" in qualifiers,
        your_turn="Your Turn" in qualifiers,
        opponent_turn="Opponent's Turn" in qualifiers,
        cost=cost,
        body=body,
    )


def mask(text: str) -> str:
    """The text with everything in brackets, braces and quotes blanked, of the same length."""
    return _MASKED.sub(lambda match: "_" * len(match[0]), text)


def _split_cost(text: str) -> tuple[str, str]:
    first_line = mask(text).partition("\n")[0]
    colon = first_line.find(":")
    is_head_of_choice = "\n" in text and colon == len(first_line) - 1
    if colon < 0 or is_head_of_choice or "." in first_line[:colon].replace("K.O.", ""):
        return "", text
    return text[:colon].strip(), text[colon + 1 :].strip()


def sentences(text: str) -> list[str]:
    """The sentences of a text; "K.O." ends none, and each keeps no final stop."""
    masked = mask(text).replace("K.O.", "____")
    cuts = [match.end() for match in re.finditer(r"\.(?=\s|$)", masked)]
    parts, start = [], 0
    for cut in [*cuts, len(text)]:
        part = text[start:cut].strip()
        if part:
            parts.append(part.removesuffix(".").strip() if cut in cuts else part)
        start = cut
    return parts

"""A card's whole text read as effects: every line must be understood, or the card is not.

Leaves out how a line is read (``abilities``) and counting over catalogues (``coverage``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tcb_analytics.cards.card import Card
from tcb_analytics.simulator.effects.abilities import read_line
from tcb_analytics.simulator.effects.game_wording import reword
from tcb_analytics.simulator.effects.ir import MAX_ABILITIES, Ability, CardEffects
from tcb_analytics.simulator.effects.kinds import Keyword, Timing
from tcb_analytics.simulator.effects.lines import TIMINGS, Line, split_line
from tcb_analytics.simulator.effects.variants import variants
from tcb_analytics.simulator.effects.wording import clean_lines

_NO_EFFECT_IN_PLAY = (
    re.compile(r"(?:Under the rules of this game, )?[Aa]lso treat this card's name as .+\."),
    re.compile(
        r"Under the rules of this game, you may have any number of this card in your deck\."
    ),
    re.compile(r"Under the rules of this game, you can(?:not|'t| only) include .+ in your deck\."),
)
"""Sentences about names (``filters.names_of`` reads them) and about deck building."""

_REPEAT = re.compile(r"\[Trigger\] Activate this card's \[(?P<tag>[^\]]+)\] effect\.?")


@lru_cache(maxsize=16_384)
def read_effects(card: Card) -> CardEffects:
    """What a card's effect and trigger text say; total on every card.

    A card counts as modelled only if every line of its text is understood from end to end.
    Otherwise ``unmodelled`` lists the lines that are not, ``abilities`` is empty, and only the
    keywords that stand as lines of their own are kept.
    """
    keywords = Keyword.NONE
    abilities: list[Ability] = []
    unmodelled: list[str] = []
    lines = [*clean_lines(card.effect), *_trigger_lines(card.trigger)]
    for number, text in enumerate(reword(line, card.game) for line in lines):
        line = split_line(text)
        keywords |= line.keywords
        if any(pattern.fullmatch(text) for pattern in _NO_EFFECT_IN_PLAY):
            continue
        if line.keywords and text_is_only_tags(text):
            continue
        read = _repeated(text, abilities) or _read_variants(line)
        if read is None or len(abilities) + len(read) > MAX_ABILITIES:
            unmodelled.append(lines[number])
        else:
            abilities += (replace(ability, group=number) for ability in read)
    modelled = not unmodelled
    return CardEffects(
        number=card.number,
        abilities=tuple(abilities) if modelled else (),
        keywords=keywords,
        modelled=modelled,
        unmodelled=tuple(unmodelled),
        has_text=bool(lines),
    )


def _read_variants(line: Line) -> tuple[Ability, ...] | None:
    """The abilities of every line that the line stands for, all of them or none."""
    made: list[Ability] = []
    for one in variants(line):
        read = read_line(one)
        if read is None:
            return None
        made += read
    return tuple(made)


def text_is_only_tags(text: str) -> bool:
    """Whether a line holds nothing but bracketed words."""
    return not re.sub(r"\[[^\]]+\]", "", text).strip()


def _trigger_lines(trigger: str | None) -> tuple[str, ...]:
    lines = clean_lines(trigger)
    if lines and not lines[0].startswith("[Trigger]"):
        return (f"[Trigger] {lines[0]}", *lines[1:])
    return lines


def _repeated(text: str, abilities: list[Ability]) -> tuple[Ability, ...] | None:
    """The abilities that a trigger borrows from another timing of the same card."""
    match = _REPEAT.fullmatch(text)
    timing = TIMINGS.get(match["tag"]) if match else None
    if timing is None:
        return None
    borrowed = [ability for ability in abilities if ability.timing is timing]
    return tuple(replace(ability, timing=Timing.TRIGGER) for ability in borrowed) or None

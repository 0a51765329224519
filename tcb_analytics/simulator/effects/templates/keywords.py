"""Keyword abilities given to cards, alone or together with power or cost."""

from __future__ import annotations

import re

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Duration, Keyword, Owner, Pick, Place
from tcb_analytics.simulator.effects.lines import KEYWORDS
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import (
    Actions,
    lasts,
    on_each,
    on_field,
    template,
)
from tcb_analytics.simulator.effects.templates.power import KINDS

_WORD = r"\[(?:" + "|".join(KEYWORDS) + r")\]"
_WORDS = rf"(?P<words>{_WORD}(?:(?:,| and) {_WORD})*)"
_AMOUNT = r"[+](?P<n>\d+) (?P<what>power|cost)"


def _mask(words: str) -> int:
    found = re.findall(r"\[([^\]]+)\]", words)
    return int(sum((KEYWORDS[word] for word in found), start=Keyword.NONE))


def _gain(match: re.Match[str]) -> Actions | None:
    mask = _mask(match["words"])
    return on_each(match["noun"], Action(ActionKind.KEYWORDS, amount=mask, duration=lasts(match)))


def _given(target: Target, words: str, duration: Duration) -> Action:
    return Action(ActionKind.KEYWORDS, target=target, amount=_mask(words), duration=duration)


def _gain_with(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or not on_field(target):
        return None
    duration = lasts(match)
    again = target
    if target.pick is Pick.CHOOSE:
        again = Target(owner=Owner.EITHER, places=Place.FIELD, pick=Pick.SAME)
    change = Action(KINDS[match["what"]], target=again, amount=int(match["n"]), duration=duration)
    return (_given(target, match["words"], duration), change)


def _attacks_active(match: re.Match[str]) -> Actions | None:
    mask = int(Keyword.ATTACKS_ACTIVE)
    return on_each(match["noun"], Action(ActionKind.KEYWORDS, amount=mask, duration=lasts(match)))


def _attacks_at_once(match: re.Match[str]) -> Actions | None:
    mask = int(Keyword.RUSH_CHARACTERS)
    return on_each(match["noun"], Action(ActionKind.KEYWORDS, amount=mask, duration=lasts(match)))


TEMPLATES = (
    template(
        "<noun> can attack Characters on the turn in which (?:it is|they are) played<for>",
        _attacks_at_once,
    ),
    template(f"<noun> gains? {_WORDS}<for>", _gain),
    template(f"<noun> has {_WORDS}<for>", _gain),
    template(f"<noun> gains? {_WORDS} and {_AMOUNT}<for>", _gain_with),
    template(f"<noun> gains? {_AMOUNT} and {_WORDS}<for>", _gain_with),
    template("<noun> can also attack (?:your opponent's )?active Characters<for>", _attacks_active),
    template("<noun> can also attack your opponent's active Characters<for>", _attacks_active),
)

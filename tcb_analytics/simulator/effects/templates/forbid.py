"""What cards cannot do or suffer, and effects that are negated."""

from __future__ import annotations

import re
from collections.abc import Callable

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action
from tcb_analytics.simulator.effects.kinds import Duration, Forbid, Owner, Pick
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import (
    Actions,
    Template,
    lasts,
    on_field,
    template,
)


def _forbid(mask: Forbid) -> Callable[[re.Match[str]], Actions | None]:
    def build(match: re.Match[str]) -> Actions | None:
        target = read_noun(match["noun"])
        if target is None or not on_field(target):
            return None
        return (Action(ActionKind.FORBID, target=target, amount=int(mask), duration=lasts(match)),)

    return build


def _stay_rested(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or not on_field(target) or target.owner is not Owner.OPPONENT:
        return None
    if not target.what.names and target.places.bit_count() > 2:
        return None
    return (
        Action(
            ActionKind.FORBID,
            target=target,
            amount=int(Forbid.STAND),
            duration=Duration.OPPONENT_REFRESH,
        ),
    )


def _negate(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or not on_field(target):
        return None
    return (Action(ActionKind.NEGATE, target=target, duration=lasts(match)),)


def _stop_blockers(match: re.Match[str]) -> Actions | None:
    phrase = match["noun"] if match["noun"] else "Characters"
    target = read_noun("all of your opponent's " + phrase)
    if target is None or not on_field(target) or target.pick is not Pick.ALL:
        return None
    return (Action(ActionKind.STOP_BLOCKERS, target=target, duration=lasts(match)),)


_RULES: tuple[tuple[str, Forbid], ...] = (
    ("<noun> cannot attack<for>", Forbid.ATTACK),
    ("<noun> cannot activate \\[Blocker\\]<for>", Forbid.BLOCK),
    ("<noun> cannot be K.O.'d in battle<for>", Forbid.BATTLE_KO),
    ("<noun> cannot be K.O.'d by effects<for>", Forbid.EFFECT_KO),
    ("<noun> cannot be K.O.'d by your opponent's effects<for>", Forbid.OPPONENT_KO),
    (
        "<noun> cannot be removed from the field by your opponent's effects<for>",
        Forbid.OPPONENT_REMOVAL,
    ),
    ("<noun> cannot be K.O.'d<for>", Forbid.BATTLE_KO | Forbid.EFFECT_KO),
    ("<noun> cannot be rested<for>", Forbid.REST),
)

TEMPLATES: tuple[Template, ...] = (
    *(template(text, _forbid(mask)) for text, mask in _RULES),
    template(
        "<noun> (?:will|do|does) not become active in (?:your opponent's|their) next Refresh Phase",
        _stay_rested,
    ),
    template("negate the effects? of <noun><for>", _negate),
    template("your opponent cannot activate \\[Blocker\\]<for>(?P<noun>)", _stop_blockers),
    template(
        "your opponent cannot activate (?:a|the) \\[Blocker\\] (?P<noun>Character with .+?)<for>",
        _stop_blockers,
    ),
    template(
        "your opponent cannot activate the \\[Blocker\\] of any "
        "(?P<noun>Character with .+?|Character that has .+?)<for>",
        _stop_blockers,
    ),
)

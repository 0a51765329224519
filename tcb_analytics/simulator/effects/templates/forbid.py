"""What cards cannot do or suffer, and effects that are negated."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.conditions import read_condition
from tcb_analytics.simulator.effects.ir import Action
from tcb_analytics.simulator.effects.kinds import (
    ConditionKind,
    Duration,
    Forbid,
    Op,
    Owner,
    Pick,
)
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import (
    Actions,
    Template,
    lasts,
    on_each,
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
    if target is None or not on_field(target):
        return None
    if target.pick is not Pick.SAME and target.owner is not Owner.OPPONENT:
        return None
    if target.pick is not Pick.SAME and not target.what.names and target.places.bit_count() > 2:
        return None
    return (
        Action(
            ActionKind.FORBID,
            target=target,
            amount=int(Forbid.STAND),
            duration=Duration.OPPONENT_REFRESH,
        ),
    )


def _stay_rested_yours(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or target.pick not in (Pick.SAME, Pick.THIS):
        return None
    stand, until = int(Forbid.STAND), Duration.OPPONENT_REFRESH
    return (Action(ActionKind.FORBID, target=target, amount=stand, duration=until),)


def _negate(match: re.Match[str]) -> Actions | None:
    return on_each(match["noun"], Action(ActionKind.NEGATE, duration=lasts(match)))


def _selected(match: re.Match[str]) -> Actions | None:
    """Such as: select up to 1 Character. The selected Character cannot attack."""
    clause = f"{match['noun']} {match['other']}"
    return next(filter(None, (entry.read(clause) for entry in PLAIN)), None)


def _unless(match: re.Match[str]) -> Actions | None:
    """Such as: this Character cannot attack unless you have 2 or more Characters."""
    target, conditions = read_noun(match["noun"]), read_condition(match["other"])
    if target is None or not on_field(target) or not conditions or len(conditions) > 1:
        return None
    held = conditions[0]
    if held.kind is not ConditionKind.COUNT or held.op is not Op.AT_LEAST:
        return None
    fails = replace(held, op=Op.AT_MOST, amount=held.amount - 1)
    mask = int(Forbid.ATTACK)
    return (Action(ActionKind.FORBID, target=target, amount=mask, conditions=(fails,)),)


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
    ("<noun> cannot be rested by your opponent's effects<for>", Forbid.OPPONENT_REST),
    (
        "<noun> cannot be K.O.'d or rested by your opponent's effects<for>",
        Forbid.OPPONENT_KO | Forbid.OPPONENT_REST,
    ),
    ("none of <noun> can be K.O.'d<for>", Forbid.BATTLE_KO | Forbid.EFFECT_KO),
    ("none of <noun> can be K.O.'d by effects<for>", Forbid.EFFECT_KO),
    ("none of <noun> can be K.O.'d by your opponent's effects<for>", Forbid.OPPONENT_KO),
)

PLAIN = tuple(template(text, _forbid(mask)) for text, mask in _RULES)
"""Prohibitions of named cards."""

TEMPLATES: tuple[Template, ...] = (
    template("<noun> cannot attack unless <other>", _unless),
    *PLAIN,
    template("select <noun>. The selected (?:Character|card) (?P<other>cannot .+)", _selected),
    template("<noun> will not become active in your next Refresh Phase", _stay_rested_yours),
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

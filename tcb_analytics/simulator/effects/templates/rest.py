"""Resting cards and DON!!, setting them as active, and keeping them from standing."""

from __future__ import annotations

import re

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Place
from tcb_analytics.simulator.effects.nouns import read_noun
from tcb_analytics.simulator.effects.templates.base import Actions, on_field, template, whose


def _rest(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    # "cards" without a name are Leader, Characters, Stage and DON!! cards alike.
    if not on_field(target) or target is None or _any_card(target):
        return None
    return (Action(ActionKind.REST, target=target),)


def _any_card(target: Target) -> bool:
    return target.places == Place.FIELD and not target.what.names and target.pick == 0


def _stand(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or not on_field(target) or _any_card(target):
        return None
    return (Action(ActionKind.STAND, target=target, at_end_of_turn=bool(match["end"])),)


def _stand_two(match: re.Match[str]) -> Actions | None:
    first, second = read_noun(match["noun"]), read_noun(match["other"])
    if first is None or second is None or not (on_field(first) and on_field(second)):
        return None
    if _any_card(first) or _any_card(second):
        return None
    return (Action(ActionKind.STAND, target=first), Action(ActionKind.STAND, target=second))


def _rest_don(match: re.Match[str]) -> Actions:
    target = Target(
        owner=whose(match),
        places=Place.DON_ACTIVE,
        count=int(match["n"]),
        up_to="up to" in match[0],
    )
    return (Action(ActionKind.REST, target=target),)


def _rest_don_sign(match: re.Match[str]) -> Actions:
    count = ord(match["sign"]) - 0x245F
    return (Action(ActionKind.REST, target=Target(places=Place.DON_ACTIVE, count=count)),)


def _stand_don(match: re.Match[str]) -> Actions:
    target = Target(
        owner=Owner.YOU,
        places=Place.DON_RESTED,
        count=int(match["n"]),
        up_to="up to" in match[0],
    )
    return (Action(ActionKind.STAND, target=target, at_end_of_turn=bool(match["end"])),)


_END = "(?P<end> at the end of this turn)?"

TEMPLATES = (
    template("rest (?:up to )?<n> of <whose> (?:active )?DON!! cards?", _rest_don),
    template("(?P<sign>[\u2460-\u2469])", _rest_don_sign),
    template("set (?:up to )?<n> of your (?:rested )?DON!! cards? as active" + _END, _stand_don),
    template("rest <noun>", _rest),
    template("set <noun> as active" + _END, _stand),
    template("set <noun> and <other> as active", _stand_two),
)

"""Playing cards by an effect, and making the next one cheaper."""

from __future__ import annotations

import re
from dataclasses import replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Pick, Place
from tcb_analytics.simulator.effects.nouns import of_kind, read_noun
from tcb_analytics.simulator.effects.templates.base import Actions, template

_KINDS = ("Character", "Stage")


def _play(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or target.owner is not Owner.YOU:
        return None
    if not target.places or target.places & ~(Place.HAND | Place.TRASH):
        return None
    if not target.what.categories:
        # A bare name may be an Event's too; only Characters and Stages can be played.
        target = replace(target, what=of_kind(target.what, _KINDS))
    if set(target.what.categories) - set(_KINDS):
        return None
    return (Action(ActionKind.PLAY, target=target, flag=bool(match["rested"])),)


def _play_two(match: re.Match[str]) -> Actions | None:
    both: list[Action] = []
    for phrase in (match["noun"], match["other"]):
        one = _PLAY.read(f"play {phrase} {match['place']}")
        if one is None or not phrase.startswith("up to "):
            return None
        both += one
    return tuple(both)


def _play_this(match: re.Match[str]) -> Actions:
    target = Target(places=Place.HAND | Place.TRASH | Place.LIFE, pick=Pick.THIS)
    return (Action(ActionKind.PLAY, target=target, flag=bool(match["rested"])),)


def _discount(match: re.Match[str]) -> Actions | None:
    target = read_noun("1 " + re.sub(r"^an? ", "", match["noun"]) + " from your hand")
    if target is None:
        return None
    amount = int(match["n"])
    return (Action(ActionKind.DISCOUNT_NEXT, target=target, amount=amount),)


_PLAY = template("play <noun>(?P<rested> rested)?", _play)

TEMPLATES = (
    template("the next <noun> you play this turn costs <n> less", _discount),
    template(
        "the next time you play <noun> from your hand during this turn, the cost will be reduced "
        "by <n>",
        _discount,
    ),
    template("play this card(?P<rested> rested)?", _play_this),
    template("play this Character card from your trash(?P<rested> rested)?", _play_this),
    _PLAY,
    template(
        "play <noun> and (?P<other>up to .+) (?P<place>from your (?:hand or trash|hand|trash))",
        _play_two,
    ),
)

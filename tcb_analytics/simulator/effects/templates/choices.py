"""Choices between two or three things that one sentence offers, as branches.

Leaves out "Choose one:" with its bullets (``abilities``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Owner, Pick, Place
from tcb_analytics.simulator.effects.nouns import any_card, of_kind, read_noun
from tcb_analytics.simulator.effects.templates.base import Actions, on_field, template


def branches(*ways: Actions) -> Actions:
    """The ways numbered from 1: one of them is taken."""
    return tuple(
        replace(action, branch=number) for number, way in enumerate(ways, 1) for action in way
    )


def _either_way(*kinds: ActionKind) -> Callable[[re.Match[str]], Actions | None]:
    """One noun on the field, to which one of several things is done."""

    def build(match: re.Match[str]) -> Actions | None:
        target = read_noun(match["noun"])
        if not on_field(target):
            return None
        return branches(*((Action(kind, target=target),) for kind in kinds))

    return build


def _onto_or_under_life(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or not on_field(target):
        return None
    if match["whose"] == "your opponent's" and target.owner is not Owner.OPPONENT:
        return None
    up = match["face"] == "face-up"
    kinds = (ActionKind.TO_LIFE, ActionKind.TO_LIFE_BOTTOM)
    return branches(*((Action(kind, target=target, flag=up),) for kind in kinds))


def _hand_onto_or_under_deck(match: re.Match[str]) -> Actions:
    """Cards from hand on top of the deck, under it, or some here and some there."""
    count = int(match["n"])
    ways = []
    for above in range(count, -1, -1):
        split = ((ActionKind.TO_DECK_TOP, above), (ActionKind.TO_DECK_BOTTOM, count - above))
        ways.append(
            tuple(
                Action(kind, target=Target(places=Place.HAND, count=some))
                for kind, some in split
                if some
            )
        )
    return branches(*ways)


def _rest_cards_or_don(match: re.Match[str]) -> Actions | None:
    cards = read_noun(f"up to {match['n']} of your opponent's {match['noun']}")
    return _with_don(cards, int(match["n"])) if on_field(cards) else None


def _rest_any(match: re.Match[str]) -> Actions | None:
    target = read_noun(f"up to {match['n']} of your opponent's cards")
    return _with_don(target, int(match["n"])) if target and any_card(target) else None


def _with_don(cards: Target | None, most: int) -> Actions | None:
    """Up to ``most`` of an opponent's cards and DON!! cards together, in every mixture."""
    if cards is None:
        return None
    don = Target(owner=Owner.OPPONENT, places=Place.DON_ACTIVE, up_to=True)
    ways = []
    for some in range(most, -1, -1):
        parts = ((cards, some), (don, most - some))
        ways.append(
            tuple(
                Action(ActionKind.REST, target=replace(target, count=number))
                for target, number in parts
                if number
            )
        )
    return branches(*ways)


def _ko_this_or_that(match: re.Match[str]) -> Actions | None:
    first = read_noun(match["noun"])
    second = read_noun("up to 1 of " + match["other"])
    if not (on_field(first) and on_field(second)):
        return None
    ko = ActionKind.KO
    return branches((Action(ko, target=first),), (Action(ko, target=second),))


def _play_this_or_that(match: re.Match[str]) -> Actions | None:
    targets = [read_noun(f"{part} {match['place']}") for part in (match["noun"], match["other"])]
    ways = [_played(target) for target in targets if target is not None]
    return branches(*ways) if len(ways) == 2 and all(ways) else None


def _played(target: Target, *, rested: bool = False) -> Actions:
    """Playing a target's Characters and Stages; nothing where it can be neither."""
    kinds = tuple(
        kind
        for kind in ("Character", "Stage")
        if kind in (target.what.categories or ("Character", "Stage"))
    )
    if not kinds or target.owner is not Owner.YOU:
        return ()
    target = replace(target, what=of_kind(target.what, kinds))
    return (Action(ActionKind.PLAY, target=target, flag=rested),)


def _play_or_onto_life(match: re.Match[str]) -> Actions | None:
    target = read_noun(match["noun"])
    if target is None or target.pick is not Pick.CHOOSE:
        return None
    if not target.places or target.places & ~(Place.HAND | Place.TRASH):
        return None
    played = _played(target)
    onto = (Action(ActionKind.TO_LIFE, target=target, flag=True),)
    return branches(played, onto) if played else None


_LIFE = r"at the top or bottom of (?P<whose>your opponent's|the owner's) Life cards"

TEMPLATES = (
    template("K.O. or rest <noun>", _either_way(ActionKind.KO, ActionKind.REST)),
    template(
        "return <noun> to the owner's hand or (?:place (?:it|them) at )?the bottom of their deck",
        _either_way(ActionKind.TO_HAND, ActionKind.TO_DECK_BOTTOM),
    ),
    template(
        f"(?:add|place) <noun> {_LIFE.replace('at', '(?:at|to)', 1)} (?P<face>face-up|face-down)",
        _onto_or_under_life,
    ),
    template(
        "place <n> cards? from your hand at the top or bottom of your deck(?: in any order)?",
        _hand_onto_or_under_deck,
    ),
    template(
        "rest up to (?:a total of )?<n> of your opponent's (?P<noun>Characters) or DON!! cards",
        _rest_cards_or_don,
    ),
    template(
        "rest up to (?P<n>1) of your opponent's DON!! cards or (?P<noun>Characters.*)",
        _rest_cards_or_don,
    ),
    template("rest up to (?P<n>[23]) of your opponent's cards", _rest_any),
    template("K.O. <noun> or (?P<other>your opponent's .+)", _ko_this_or_that),
    template(
        "play (?P<noun>up to 1 .+) or (?P<other>up to 1 .+) "
        "(?P<place>from your (?:hand or trash|hand|trash))",
        _play_this_or_that,
    ),
    template(
        "select <noun> and play it or add it to the top of your Life cards face-up",
        _play_or_onto_life,
    ),
)

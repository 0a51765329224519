"""Looking at the top of the deck: taking cards from there, or putting them back in order."""

from __future__ import annotations

import re
from dataclasses import replace

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Action, Target
from tcb_analytics.simulator.effects.kinds import Pick, Place, Rest
from tcb_analytics.simulator.effects.nouns import in_deck, of_kind
from tcb_analytics.simulator.effects.templates.base import Actions, Template, template

WHOLE_DECK = 99
"""More cards than any deck holds."""

_RESTS: tuple[tuple[str, Rest], ...] = (
    (r"place the rest at the bottom of (?:your|the) deck(?: in any order)?", Rest.BOTTOM),
    (r"trash the rest", Rest.TRASH),
    (
        r"place the rest at the top or bottom of (?:your|the) deck(?: in any order)?",
        Rest.TOP_OR_BOTTOM,
    ),
    (r"shuffle the rest into your deck", Rest.SHUFFLE),
)
_JOINS = (r"\. Then, {}", r" and {}", r", and {}", r", then {}")
_REST = "|".join(join.format(f"(?:{rest})") for join in _JOINS for rest, _ in _RESTS)
_LOOK = r"(?:look at (?:up to )?|reveal )<n> cards? from the top of your deck"


def _rest(text: str) -> Rest:
    for pattern, rest in _RESTS:
        if re.search(pattern, text):
            return rest
    raise AssertionError(text)


def _take(match: re.Match[str]) -> Actions | None:
    target = in_deck(match["noun"], int(match["count"]), up_to=bool(match["up_to"]))
    return _searched(match, target, Place.HAND)


def _play(match: re.Match[str]) -> Actions | None:
    target = in_deck(match["noun"], int(match["count"]), up_to=True)
    if target is None or set(target.what.categories or ("Event",)) - {"Character", "Stage"}:
        return None
    return _searched(match, target, Place.CHARACTERS)


def _to_life(match: re.Match[str]) -> Actions | None:
    target = in_deck(match["noun"], int(match["count"]), up_to=True)
    return _searched(match, target, Place.LIFE)


def _searched(match: re.Match[str], target: Target | None, destination: Place) -> Actions | None:
    if target is None:
        return None
    return (
        Action(
            ActionKind.SEARCH,
            target=target,
            amount=int(match["n"]),
            destination=destination,
            rest=_rest(match["rest"]),
            flag=bool(match.groupdict().get("rested")),
        ),
    )


def _play_the_revealed(match: re.Match[str]) -> Actions | None:
    """The top card, played if it is of a kind; otherwise it stays, or goes under the deck."""
    target = in_deck(match["noun"], 1, up_to=True)
    if target is None or set(target.what.categories or ("Event",)) - {"Character", "Stage"}:
        return None
    return (
        Action(
            ActionKind.SEARCH,
            target=target,
            amount=1,
            destination=Place.CHARACTERS,
            rest=Rest.BOTTOM if match["bottom"] else Rest.TOP,
            flag=bool(match["rested"]),
        ),
    )


def _whole_deck(match: re.Match[str]) -> Actions | None:
    """A card of the whole deck, which is shuffled afterwards."""
    target = in_deck(match["noun"], int(match["count"]), up_to=True)
    played = match[0].lower().startswith("play")
    if target is None:
        return None
    if played and not target.what.categories:
        target = replace(target, what=of_kind(target.what, ("Character", "Stage")))
    if played and set(target.what.categories) - {"Character", "Stage"}:
        return None
    to = Place.CHARACTERS if played else Place.HAND
    return (
        Action(
            ActionKind.SEARCH, target=target, amount=WHOLE_DECK, destination=to, rest=Rest.SHUFFLE
        ),
    )


def _order(match: re.Match[str]) -> Actions:
    rest = Rest.TOP_OR_BOTTOM if "bottom" in match["rest"] else Rest.TOP
    nothing = Target(places=Place.DECK, pick=Pick.CHOOSE, count=0, up_to=True)
    return (Action(ActionKind.SEARCH, target=nothing, amount=int(match["n"]), rest=rest),)


_SHUFFLED = r"(?:, then shuffle|. Then, shuffle) your deck"
_COUNT = r"(?:a total of )?(?P<up_to>up to )(?:a total of )?(?P<count>\d+)"
_EXACT = r"(?P<up_to>)(?P<count>\d+)"
_TAIL = f"(?P<rest>{_REST})"
_ADD = r"(?:and|,) add (?:it|them) to your hand"

TEMPLATES: tuple[Template, ...] = (
    template(f"play {_COUNT} <noun> from your deck{_SHUFFLED}", _whole_deck),
    template(
        f"reveal {_COUNT} <noun> from your deck and add it to your hand{_SHUFFLED}", _whole_deck
    ),
    template(f"{_LOOK}[;,] reveal {_COUNT} <noun>,? ?{_ADD}{_TAIL}", _take),
    template(f"{_LOOK}; reveal {_EXACT} <noun>,? ?{_ADD}{_TAIL}", _take),
    template(f"{_LOOK} and add {_COUNT} <noun> to your hand{_TAIL}", _take),
    template(f"{_LOOK}[;,] add {_COUNT} <noun> to your hand{_TAIL}", _take),
    template(f"{_LOOK}(?:[;,]| and) play {_COUNT} <noun>(?P<rested> rested)?{_TAIL}", _play),
    template(
        "reveal 1 card from the top of your deck. If that card is an? <noun>, you may play that "
        "card(?P<rested> rested)?(?P<bottom>. Then, place the rest at the bottom of your deck)?",
        _play_the_revealed,
    ),
    template(f"{_LOOK}[;,] add {_COUNT} <noun> to the top of your Life cards{_TAIL}", _to_life),
    template(
        f"{_LOOK} and (?:place|return) (?:it|them) (?P<rest>(?:at|to) the top(?: or bottom)?) of "
        "(?:your|the) deck(?: in any order)?",
        _order,
    ),
)

"""The conditions of rules text: what follows "If".

A condition is one of the declared sentences below, or several joined by "and". Nearly all of
them count cards. Leaves out tags such as [Your Turn] (``lines``) and bounds on targets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tcb_analytics.simulator.effects.counting import count, everything
from tcb_analytics.simulator.effects.filters import CardFilter
from tcb_analytics.simulator.effects.ir import Condition, Target
from tcb_analytics.simulator.effects.kinds import ConditionKind, Op, Owner, Pick, Place, State
from tcb_analytics.simulator.effects.leader_conditions import LEADER_CONDITIONS
from tcb_analytics.simulator.effects.nouns import any_card, read_noun, read_phrase

Builder = Callable[[re.Match[str]], Condition | None]

_PLAYERS = {"you": Owner.YOU, "your opponent": Owner.OPPONENT}
_WHO = r"(?P<who>you|your opponent)"
_HAVE = rf"{_WHO} ha(?:ve|s)"
_N = r"(?P<n>\d+)(?: or (?P<w>less|more))?"
_ON_FIELD = r"(?: on (?:your|their|the) field)?"
_THINGS = {
    "Life cards": Place.LIFE,
    "Life card": Place.LIFE,
    "cards in your hand": Place.HAND,
    "cards in their hand": Place.HAND,
    "card in your hand": Place.HAND,
    "cards in your trash": Place.TRASH,
    "cards in their trash": Place.TRASH,
    "cards in your deck": Place.DECK,
    "DON!! cards on your field": Place.DON,
    "DON!! cards on their field": Place.DON,
    "rested DON!! cards": Place.DON_RESTED,
    "active DON!! cards": Place.DON_ACTIVE,
    "given DON!! cards": Place.DON_GIVEN,
}
_THING = "|".join(map(re.escape, sorted(_THINGS, key=len, reverse=True)))
_OPS = {None: Op.EQUAL, "less": Op.AT_MOST, "more": Op.AT_LEAST}


def _things(match: re.Match[str]) -> Condition:
    target = everything(_PLAYERS[match["who"].lower()], _THINGS[match["thing"]])
    return count(target, _OPS[match["w"]], int(match["n"]))


def _total_life(match: re.Match[str]) -> Condition:
    return count(everything(Owner.EITHER, Place.LIFE), _OPS[match["w"]], int(match["n"]))


def _cards(match: re.Match[str]) -> Condition | None:
    """Such as: you have 2 or more rested Characters; your opponent has a Character with ..."""
    noun, who = match["noun"], match["who"].lower()
    quantity = re.match(r"(?:(?P<n>\d+) or (?P<w>less|more)|(?P<same>\d+)|(?P<one>an?)) ", noun)
    phrase = noun[quantity.end() :] if quantity else noun
    if re.search(r"\] and [\[{]", phrase):
        # "[A] and [B] Characters" demands one of each here, and a count cannot.
        return None
    whose = {"you": "your ", "your opponent": "your opponent's ", "there": ""}[who]
    target = read_noun("all " + whose + re.sub(r" on (?:your|their|the) field$", "", phrase))
    if target is None or (quantity is None and not phrase.startswith("[")):
        return None
    if any_card(target):
        return None
    if who == "there" and target.owner is not Owner.EITHER:
        return None
    if quantity is None or quantity["one"]:
        return count(target, Op.AT_LEAST, 1)
    amount = int(quantity["n"] or quantity["same"])
    return count(target, _OPS[quantity["w"]], amount)


def _cost_zero_or_high(match: re.Match[str]) -> Condition:
    """Such as: there is a Character with a cost of 0 or with a cost of 8 or more."""
    owner = Owner.EITHER if match["there"] else _PLAYERS[match["who"].lower()]
    low = replace(everything(owner, Place.CHARACTERS), cost_most=int(match["low"]))
    high = replace(everything(owner, Place.CHARACTERS), cost_least=int(match["high"]))
    return Condition(ConditionKind.COUNT_TWO, op=Op.AT_LEAST, amount=1, target=low, other=high)


def _rested_cards(match: re.Match[str]) -> Condition:
    """Rested cards of every kind: those on the field, and DON!! cards in the cost area."""
    owner = _PLAYERS[match["who"].lower()]
    field = replace(everything(owner, Place.FIELD), state=State.RESTED)
    don = everything(owner, Place.DON_RESTED)
    kind, op, amount = ConditionKind.COUNT_TWO, _OPS[match["w"]], int(match["n"])
    return Condition(kind, op=op, amount=amount, target=field, other=don)


def _not_as_many(match: re.Match[str]) -> Condition | None:
    """Such as: you do not have 5 Characters with a cost of 5 or more."""
    target = read_noun("all of your " + match["noun"])
    return count(target, Op.AT_MOST, int(match["n"]) - 1) if target else None


def _at_least_less(match: re.Match[str]) -> Condition:
    """Such as: the number of cards in your hand is at least 3 less than the number in ..."""
    places = Place.HAND if "hand" in match[0] else Place.CHARACTERS
    mine, theirs = everything(Owner.YOU, places), everything(Owner.OPPONENT, places)
    amount = -int(match["by"])
    return Condition(ConditionKind.COMPARE, op=Op.AT_MOST, amount=amount, target=mine, other=theirs)


def _no_cards(match: re.Match[str]) -> Condition | None:
    target = read_noun("all of your " + match["noun"])
    return count(target, Op.AT_MOST, 0) if target else None


def _this(match: re.Match[str]) -> Condition | None:
    this = Target(places=Place.FIELD, pick=Pick.THIS)
    if match["state"]:
        state = State.RESTED if match["state"] == "rested" else State.ACTIVE
        return count(replace(this, state=state), Op.AT_LEAST, 1)
    phrase = read_phrase("card with " + match["what"])
    if phrase is None or phrase.what != CardFilter():
        return None
    return count(phrase.measured(this), Op.AT_LEAST, 1)


def _fewer(match: re.Match[str]) -> Condition:
    """Such as: you have less Life cards than your opponent; at most theirs minus one."""
    mine = _PLAYERS[match["who"].lower()]
    theirs = Owner.OPPONENT if mine is Owner.YOU else Owner.YOU
    places = _COMPARED[match["thing"]]
    less = match["w"] in ("less", "fewer")
    return Condition(
        ConditionKind.COMPARE,
        op=Op.AT_MOST if less else Op.AT_LEAST,
        amount=-1 if less else 1,
        target=everything(mine, places),
        other=everything(theirs, places),
    )


_COMPARED = {
    "Life cards": Place.LIFE,
    "cards in your hand": Place.HAND,
    "cards in their hand": Place.HAND,
    "DON!! cards on your field": Place.DON,
    "DON!! cards on their field": Place.DON,
    "Characters": Place.CHARACTERS,
}


def _not_more(match: re.Match[str]) -> Condition:
    places = Place.LIFE if "Life" in match[0] else Place.DON
    amount = -int(match["by"]) if match.groupdict().get("by") else 0
    mine, theirs = everything(Owner.YOU, places), everything(Owner.OPPONENT, places)
    return Condition(ConditionKind.COMPARE, op=Op.AT_MOST, amount=amount, target=mine, other=theirs)


def _played(_: re.Match[str]) -> Condition:
    return Condition(ConditionKind.PLAYED_THIS_TURN)


def _second_turn(_: re.Match[str]) -> Condition:
    return Condition(ConditionKind.TURN_AT_LEAST, amount=2)


def _don_given(match: re.Match[str]) -> Condition:
    owner = _PLAYERS[match["who"].lower()]
    amount = int(match["n"]) if match.groupdict().get("n") else 1
    return count(everything(owner, Place.DON_GIVEN), Op.AT_LEAST, amount)


def _face_up(_: re.Match[str]) -> Condition:
    return count(replace(everything(Owner.YOU, Place.LIFE), face_up=True), Op.AT_LEAST, 1)


def _events_in_trash(match: re.Match[str]) -> Condition:
    events = replace(everything(Owner.YOU, Place.TRASH), what=CardFilter(categories=("Event",)))
    return count(events, _OPS[match["w"]], int(match["n"]))


_CONDITIONS: tuple[tuple[re.Pattern[str], Builder], ...] = tuple(
    (re.compile(pattern), builder)
    for pattern, builder in (
        *LEADER_CONDITIONS,
        (r"you do not have (?P<n>\d+) (?P<noun>.+)", _not_as_many),
        (rf"{_HAVE} {_N} rested cards", _rested_cards),
        (
            r"the number of cards in your hand is at least (?P<by>\d+) less than the number in "
            r"your opponent's hand",
            _at_least_less,
        ),
        (
            r"the number of your Characters is at least (?P<by>\d+) less than the number of your "
            r"opponent's Characters",
            _at_least_less,
        ),
        (rf"{_HAVE} {_N} (?P<thing>{_THING})", _things),
        (rf"{_HAVE} (?:any|a) DON!! cards? given", _don_given),
        (rf"{_HAVE} a total of (?P<n>\d+) or more given DON!! cards", _don_given),
        (rf"{_WHO} and your opponent have a total of {_N} Life cards", _total_life),
        (rf"{_HAVE} {_N} Events in your trash", _events_in_trash),
        (r"you have a face-up Life card", _face_up),
        (
            rf"{_HAVE} (?P<w>less|fewer|more) (?P<thing>{'|'.join(_COMPARED)}) than "
            r"(?:your opponent|you)",
            _fewer,
        ),
        (
            r"the number of DON!! cards on your field is equal to or less than the number on "
            r"your opponent's field",
            _not_more,
        ),
        (
            r"the number of your Life cards is equal to or less than the number of your "
            r"opponent's Life cards",
            _not_more,
        ),
        (
            r"the number of DON!! cards on your field is at least (?P<by>\d+) less than the "
            r"number on your opponent's field",
            _not_more,
        ),
        (r"this (?:Character|card) was played on this turn", _played),
        (r"it is your second turn or later", _second_turn),
        (r"this (?:Character|Leader|Stage) is (?P<state>rested|active)(?P<what>)", _this),
        (r"this (?:Character|Leader) has(?P<state>) (?P<what>.+)", _this),
        (r"you (?:have no|don't have(?: an?)?) (?P<noun>.+)", _no_cards),
        (
            rf"(?:{_HAVE}|(?P<there>there) is) a Character with a cost of (?P<low>0) or with a "
            r"cost of (?P<high>\d+) or more",
            _cost_zero_or_high,
        ),
        (rf"{_HAVE} (?P<noun>.+)", _cards),
        (r"(?P<who>there) (?:is|are) (?P<noun>.+)", _cards),
    )
)
_ONLY = re.compile(
    r"(?:the only Characters on your field are|you only have) (?P<noun>(?:.+ )?Characters(?: .+)?)"
)
_TWO_COUNTS = re.compile(r"you have (?P<first>\d+ .+) and (?P<second>(?:an?|\d+) .+)")
_BOTH = re.compile(r"you have (\[[^\]]+\]) and (\[[^\]]+\])")


def read_condition(text: str) -> tuple[Condition, ...] | None:
    """The conditions that a whole text means, all of which must hold; None if not understood.

    "and" and commas join whole conditions.
    """
    text = text.strip()
    if both := _BOTH.fullmatch(text):
        parts = [read_condition(f"you have {name}") for name in both.groups()]
        return tuple(condition for part in parts for condition in part or ())
    if only := _ONLY.fullmatch(text):
        return _only(only["noun"])
    for pattern, builder in _CONDITIONS:
        match = pattern.fullmatch(text)
        condition = builder(match) if match else None
        if condition is not None:
            return (condition,)
    return _joined(text)


def _joined(text: str) -> tuple[Condition, ...] | None:
    for cut in re.finditer(r",? and |, ", text):
        left, right = read_condition(text[: cut.start()]), read_condition(text[cut.end() :])
        if left and right:
            return (*left, *right)
    if two := _TWO_COUNTS.fullmatch(text):
        parts = [read_condition(f"you have {part}") for part in two.groups()]
        return (*parts[0], *parts[1]) if parts[0] and parts[1] else None
    return None


def _only(noun: str) -> tuple[Condition, ...] | None:
    """All your Characters are of one kind: as many of the kind as there are, and one at least."""
    kind = read_noun("all of your " + noun)
    if kind is None:
        return None
    everyone = everything(Owner.YOU, Place.CHARACTERS)
    same = Condition(ConditionKind.COMPARE, op=Op.AT_LEAST, amount=0, target=kind, other=everyone)
    return (count(kind, Op.AT_LEAST, 1), same)

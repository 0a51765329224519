"""The parts of a noun phrase: adjectives, head noun, qualifiers.

Each reader takes a phrase under construction and the remaining text, and gives back both.
What it does not know it leaves in the text, so that ``nouns`` sees a remainder and refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tcb_analytics.simulator.effects.filters import ANY_CARD, CardFilter
from tcb_analytics.simulator.effects.ir import LEAST, MOST, Target
from tcb_analytics.simulator.effects.kinds import Owner, Place, State
from tcb_analytics.simulator.effects.lines import TAGS


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase under construction; the fields are those of ``Target``.

    ``categories`` are kept apart from the filter, since on the field the place says the same;
    ``headed`` tells whether a head noun was read.
    """

    what: CardFilter = ANY_CARD
    places: Place = Place.FIELD
    categories: tuple[str, ...] = ()
    state: State = State.ANY
    cost: tuple[int, int] = (LEAST, MOST)
    power: tuple[int, int] = (LEAST, MOST)
    base_cost: bool = False
    base_power: bool = False
    not_this: bool = False
    don_least: int = 0
    cost_count: tuple[Owner, Place] | None = None
    headed: bool = False

    @property
    def dynamic(self) -> bool:
        """Whether it asks for what only a card on the field has."""
        return bool(self.state or self.not_this or self.don_least)

    def measured(self, target: Target) -> Target:
        """A target with this phrase's bounds on cost, power and DON!!."""
        return replace(
            target,
            cost_least=self.cost[0],
            cost_most=self.cost[1],
            power_least=self.power[0],
            power_most=self.power[1],
            base_cost=self.base_cost,
            base_power=self.base_power,
            don_least=self.don_least,
        )


Reader = Callable[[Phrase, re.Match[str]], Phrase | None]

_OR = r"(?:, or | or |, )"
_COLORS = r"(?:red|green|blue|purple|black|yellow)"
_NAMES = re.compile(r"\[([^\]]+)\]")
_TYPES = re.compile(r"\{([^}]+)\}")
_QUOTED = re.compile(r"\"([^\"]+)\"")


def bounds(number: str, word: str | None) -> tuple[int, int]:
    """The bounds that "5", "5 or less" and "5 or more" mean."""
    value = int(number)
    least = LEAST if word == "less" else value
    return least, MOST if word == "more" else value


def _colors(phrase: Phrase, match: re.Match[str]) -> Phrase:
    colors = tuple(word.capitalize() for word in re.findall(_COLORS, match[0]))
    return replace(phrase, what=replace(phrase.what, colors=colors))


def _types(phrase: Phrase, match: re.Match[str]) -> Phrase:
    return replace(phrase, what=replace(phrase.what, types=tuple(_TYPES.findall(match[0]))))


def _names(phrase: Phrase, match: re.Match[str]) -> Phrase | None:
    names = tuple(_NAMES.findall(match[0]))
    if not TAGS.isdisjoint(names):
        # "[Blocker] Characters" asks for an ability that cards gain and lose, not for a name.
        return None
    return replace(phrase, what=replace(phrase.what, names=names))


def _name_or_type(phrase: Phrase, match: re.Match[str]) -> Phrase:
    other = CardFilter(types=tuple(_TYPES.findall(match[0])))
    names = tuple(_NAMES.findall(match[0]))
    return replace(phrase, what=replace(phrase.what, names=names, either=(other,)))


def _type_or_attribute(phrase: Phrase, match: re.Match[str]) -> Phrase:
    kinds = CardFilter(types=tuple(_TYPES.findall(match[0])))
    marks = CardFilter(attributes=(match["attribute"],))
    return replace(phrase, what=replace(phrase.what, any_of=(kinds, marks)))


def _attribute(phrase: Phrase, match: re.Match[str]) -> Phrase:
    return replace(phrase, what=replace(phrase.what, attributes=(match["attribute"],)))


def _state(phrase: Phrase, match: re.Match[str]) -> Phrase:
    return replace(phrase, state=State.RESTED if match[0][0] in "rR" else State.ACTIVE)


def _cost(phrase: Phrase, match: re.Match[str]) -> Phrase | None:
    if phrase.cost != (LEAST, MOST):
        return None
    base = bool(match.groupdict().get("base"))
    return replace(phrase, cost=bounds(match["n"], match["w"]), base_cost=base)


def _power(phrase: Phrase, match: re.Match[str]) -> Phrase | None:
    if phrase.power != (LEAST, MOST):
        return None
    return replace(phrase, power=bounds(match["n"], match["w"]), base_power=bool(match["base"]))


def _cost_range(phrase: Phrase, match: re.Match[str]) -> Phrase:
    return replace(phrase, cost=(int(match["low"]), int(match["high"])))


def _power_range(phrase: Phrase, match: re.Match[str]) -> Phrase | None:
    if phrase.power != (LEAST, MOST):
        return None
    return replace(phrase, power=(int(match["low"]), int(match["high"])))


_ADJECTIVES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(?:rested|active) ", re.I), _state),
    (re.compile(r"other "), lambda phrase, _: replace(phrase, not_this=True)),
    (re.compile(rf"{_COLORS}(?: or {_COLORS})? "), _colors),
    (re.compile(r"\{[^}]+\} type or <(?P<attribute>\w+)> attribute "), _type_or_attribute),
    (re.compile(r"\{[^}]+\} type or \[[^\]]+\] "), _name_or_type),
    (re.compile(rf"\{{[^}}]+\}}(?:{_OR}\{{[^}}]+\}})* type "), _types),
    (re.compile(rf"\[[^\]]+\](?:{_OR}| and )\{{[^}}]+\}} type "), _name_or_type),
    (re.compile(rf"\[[^\]]+\](?:{_OR}\[[^\]]+\])*(?: and \[[^\]]+\](?= ))? ?"), _names),
    (re.compile(r"<(?P<attribute>\w+)> attribute "), _attribute),
    (re.compile(r"(?P<n>\d+) cost (?P<w>)"), _cost),
    (
        re.compile(r"multicolored "),
        lambda phrase, _: replace(phrase, what=replace(phrase.what, multicolored=True)),
    ),
)

_LEADER, _WHO, _STAGE = Place.LEADER, Place.CHARACTERS, Place.STAGE
_HEADS: tuple[tuple[str, Place, tuple[str, ...]], ...] = (
    (r"Leader (?:or|and) Character cards?", _LEADER | _WHO, ("Leader", "Character")),
    (r"Leaders? (?:or|and) Characters?", _LEADER | _WHO, ("Leader", "Character")),
    (r"Leader or Stage cards?", _LEADER | _STAGE, ("Leader", "Stage")),
    (r"Characters? or Stages?(?: cards?)?", _WHO | _STAGE, ("Character", "Stage")),
    (r"Events? or Stages?(?: cards?)?", Place.NONE, ("Event", "Stage")),
    (r"Stages? or Events?(?: cards?)?", Place.NONE, ("Event", "Stage")),
    (r"Characters? or Events?(?: cards?)?", Place.NONE, ("Character", "Event")),
    (r"Characters?(?: cards?)?", _WHO, ("Character",)),
    (r"Leaders?(?: cards?)?", _LEADER, ("Leader",)),
    (r"Stages?(?: cards?)?", _STAGE, ("Stage",)),
    (r"Events?(?: cards?)?", Place.NONE, ("Event",)),
    (r"cards?", Place.FIELD, ()),
)


def _other_than(phrase: Phrase, match: re.Match[str]) -> Phrase:
    return replace(phrase, what=replace(phrase.what, not_names=tuple(_NAMES.findall(match[0]))))


def _not_this(phrase: Phrase, _: re.Match[str]) -> Phrase:
    return replace(phrase, not_this=True)


def _parts(phrase: Phrase, match: re.Match[str]) -> Phrase:
    return replace(phrase, what=replace(phrase.what, type_parts=tuple(_QUOTED.findall(match[0]))))


def _don(phrase: Phrase, match: re.Match[str]) -> Phrase:
    return replace(phrase, don_least=int(match["n"] or 1))


def _trigger(phrase: Phrase, _: re.Match[str]) -> Phrase:
    return replace(phrase, what=replace(phrase.what, trigger=True))


def _counted_cost(phrase: Phrase, match: re.Match[str]) -> Phrase:
    owner = {
        "your": Owner.YOU,
        "your opponent's": Owner.OPPONENT,
        "your and your opponent's": Owner.EITHER,
    }[match["owner"]]
    place = Place.DON if "DON!!" in match[0] else Place.LIFE
    return replace(phrase, cost_count=(owner, place))


_AND = r"(?: with| and| that has|,? with|,)"
_QUALIFIERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(rf"{_AND} a cost of (?P<low>\d+) to (?P<high>\d+)"), _cost_range),
    (
        re.compile(
            rf"{_AND} a cost equal to or less than (?:the (?:total|number) of )?"
            r"(?P<owner>your and your opponent's|your opponent's|your) (?:number of )?Life cards"
        ),
        _counted_cost,
    ),
    (
        re.compile(
            rf"{_AND} a cost equal to or less than the number of DON!! cards on "
            r"(?P<owner>your opponent's|your) field"
        ),
        _counted_cost,
    ),
    (
        re.compile(rf"{_AND} a (?P<base>base )?cost of (?P<n>\d+)(?: or (?P<w>less|more))?"),
        _cost,
    ),
    (re.compile(rf"{_AND} (?P<low>\d+) to (?P<high>\d+) power"), _power_range),
    (
        re.compile(rf"{_AND} a (?P<base>base )?power of (?P<n>\d+)(?: or (?P<w>less|more))?"),
        _power,
    ),
    (
        re.compile(rf"{_AND} (?P<n>\d+)(?P<base> base)? power(?: or (?P<w>less|more))?"),
        _power,
    ),
    (re.compile(rf" other than \[[^\]]+\](?:{_OR}\[[^\]]+\])*"), _other_than),
    (re.compile(r" other than this (?:Character|card|Leader)"), _not_this),
    (re.compile(rf"{_AND} a type including \"[^\"]+\"(?: or \"[^\"]+\")*"), _parts),
    (re.compile(rf"{_AND} an? \[Trigger\]"), _trigger),
    (re.compile(rf"{_AND} the <(?P<attribute>\w+)> attribute"), _attribute),
    (re.compile(r" with(?: a|(?P<n> \d+) or more) DON!! cards? given"), _don),
    (re.compile(r" that has(?P<n> \d+) or more DON!! cards given"), _don),
)


def _repeat(
    phrase: Phrase, text: str, readers: tuple[tuple[re.Pattern[str], Reader], ...]
) -> tuple[Phrase, str]:
    for pattern, reader in readers:
        match = pattern.match(text)
        changed = reader(phrase, match) if match else None
        if match and changed is not None:
            return _repeat(changed, text[match.end() :], readers)
    return phrase, text


def adjectives(text: str) -> tuple[Phrase, str]:
    """The phrase after every adjective at the head of the text, and the text that is left."""
    return _repeat(Phrase(), text, _ADJECTIVES)


def head(phrase: Phrase, text: str) -> tuple[Phrase, str]:
    """The phrase with its head noun; unchanged where the text starts with none."""
    for pattern, places, categories in _HEADS:
        match = re.match(pattern + r"(?=$|[ ,])", text)
        if match:
            changed = replace(phrase, places=places, categories=categories, headed=True)
            return changed, text[match.end() :]
    return phrase, " " + text.strip() if text.strip() else ""


def qualifiers(phrase: Phrase, text: str) -> tuple[Phrase, str]:
    """The phrase after every qualifier, and the text that is left."""
    return _repeat(phrase, text, _QUALIFIERS)

"""Noun phrases of rules text read as targets.

"up to 1 of your opponent's rested Characters with a cost of 4 or less" is a quantifier, an
owner, adjectives, a head noun and qualifiers, in this order. A phrase is read completely or
not at all. Leaves out verbs (``templates``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeGuard

from tcb_analytics.simulator.effects.filters import CardFilter
from tcb_analytics.simulator.effects.ir import Target
from tcb_analytics.simulator.effects.kinds import Owner, Pick, Place, State
from tcb_analytics.simulator.effects.lines import mask
from tcb_analytics.simulator.effects.noun_parts import Phrase, adjectives, head, qualifiers

_THIS = re.compile(r"this (?:Character|Leader|Stage|card|Character card)", re.I)
_SAME = re.compile(
    r"(?:it|them|that (?:card|Character)|those Characters|the (?:selected|chosen) "
    r"(?:card|Character)|the Character played with this effect)",
    re.I,
)
_QUANTIFIER = re.compile(
    r"(?P<up_to>up to )?(?:a total of )?(?P<count>\d+|an?|all)(?: of)?(?= |$) ?", re.I
)
_OWNER = re.compile(r"(?P<opponent>your opponent's|their)|(?P<you>your)", re.I)
_FROM = re.compile(
    r" (?:from your (?P<mine>hand or trash|hand|trash)"
    r"|from (?:your opponent's|their) (?P<theirs>trash|hand))$"
)
_ON_FIELD = re.compile(r" on your field$")
_BARE = re.compile(r"Leader$|^Leader|cards$|Leaders|Characters\b|^\[[^\]]+\]$")
"""Phrases without a quantifier that mean every such card."""
_MIDDLE = re.compile(r"(?P<noun>.+?) (?P<place>from your hand) (?P<more>with .+)")
_PLACES = {
    "hand": Place.HAND,
    "trash": Place.TRASH,
    "hand or trash": Place.HAND | Place.TRASH,
}


def read_noun(text: str) -> Target | None:
    """The target that a whole noun phrase names; None if any word of it is not understood.

    Places are the field unless the phrase says "from your hand" or "from your trash".
    """
    text = text.strip()
    if _THIS.fullmatch(text):
        return Target(places=Place.FIELD, pick=Pick.THIS)
    if text == "this Character card from your trash":
        return Target(places=Place.TRASH, pick=Pick.THIS)
    if _SAME.fullmatch(text):
        return Target(owner=Owner.EITHER, places=Place.FIELD, pick=Pick.SAME)
    if middle := _MIDDLE.fullmatch(text):
        text = f"{middle['noun']} {middle['more']} {middle['place']}"
    off_field = _FROM.search(text)
    if off_field:
        text = text[: off_field.start()]
    on_field = None if off_field else _ON_FIELD.search(text)
    target, rest = _quantified(text[: on_field.start()] if on_field else text, off_field)
    phrase = read_phrase(rest) if target else None
    if target and phrase is None and target.pick is Pick.CHOOSE:
        phrase = _either_phrase(rest, " or ")
    if target is None or phrase is None:
        return None
    if on_field:
        target = replace(target, owner=Owner.YOU)
    return _joined(target, phrase, off_field)


def read_phrase(text: str) -> Phrase | None:
    """Adjectives, head noun and qualifiers of a phrase, read completely or not at all."""
    phrase, rest = adjectives(text)
    phrase, rest = head(phrase, rest)
    if not phrase.headed and not phrase.what.names:
        return None
    phrase, rest = qualifiers(phrase, rest)
    return phrase if not rest.strip() else None


def _quantified(text: str, off_field: re.Match[str] | None) -> tuple[Target | None, str]:
    quantifier = _QUANTIFIER.match(text)
    rest = text[quantifier.end() :] if quantifier else text
    owner_match = _OWNER.match(rest)
    if owner_match:
        rest = rest[owner_match.end() :].lstrip()
    owner = Owner.EITHER
    if owner_match or off_field:
        theirs = (owner_match and owner_match["opponent"]) or (off_field and off_field["theirs"])
        owner = Owner.OPPONENT if theirs else Owner.YOU
    if quantifier is None:
        # "your Leader" is the one card of its kind; any other bare phrase is a plural.
        if owner_match is None or not _BARE.search(rest):
            return None, text
        return Target(owner=owner, pick=Pick.ALL), rest
    word = quantifier["count"].lower()
    if word == "all":
        return (None if quantifier["up_to"] else Target(owner=owner, pick=Pick.ALL)), rest
    count = int(word) if word.isdigit() else 1
    return Target(owner=owner, count=count, up_to=bool(quantifier["up_to"])), rest


def _joined(target: Target, phrase: Phrase, off_field: re.Match[str] | None) -> Target | None:
    what, places = phrase.what, phrase.places
    if off_field:
        if phrase.dynamic:
            return None
        place = _PLACES[off_field["mine"] or off_field["theirs"]]
        what = of_kind(what, phrase.categories)
        places = place
    elif phrase.categories == ("Event",):
        return None
    return replace(
        phrase.measured(target),
        places=places,
        what=what,
        state=phrase.state,
        not_this=phrase.not_this,
        cost_count=phrase.cost_count,
    )


def in_deck(text: str, count: int, *, up_to: bool) -> Target | None:
    """The target of a search: a phrase without quantifier, judged over cards of your deck."""
    phrase = read_phrase(text) or _either_phrase(text, " or (?:up to 1 |1 )?")
    if phrase is None or phrase.dynamic or phrase.state is not State.ANY:
        return None
    what = of_kind(phrase.what, phrase.categories)
    return replace(_bounds(phrase), places=Place.DECK, count=count, up_to=up_to, what=what)


def _either_phrase(text: str, joint: str) -> Phrase | None:
    """Two phrases joined by "or" whose printed facts alone matter: one of them must be met."""
    for cut in re.finditer(joint, mask(text)):
        sides = [read_phrase(text[: cut.start()]), read_phrase(text[cut.end() :])]
        filters = [of_kind(side.what, side.categories) for side in sides if _is_plain(side)]
        if len(filters) == 2:
            # What the end of the sentence excludes is excluded of both.
            excluded = filters[1].not_names
            filters[1] = replace(filters[1], not_names=())
            what = CardFilter(not_names=excluded, any_of=tuple(filters))
            places = sides[0].places | sides[1].places if sides[0] and sides[1] else Place.NONE
            return Phrase(what=what, places=places, headed=True)
    return None


def _is_plain(phrase: Phrase | None) -> TypeGuard[Phrase]:
    """Whether a phrase asks for printed facts alone, without bounds."""
    if phrase is None:
        return False
    unasked = Phrase(what=phrase.what, places=phrase.places, categories=phrase.categories)
    return phrase == replace(unasked, headed=phrase.headed)


def _bounds(phrase: Phrase) -> Target:
    return Target(
        cost_least=phrase.cost[0],
        cost_most=phrase.cost[1],
        power_least=phrase.power[0],
        power_most=phrase.power[1],
    )


def any_card(target: Target) -> bool:
    """Whether a phrase says "cards" alone: Leader, Characters, Stage and DON!! cards alike.

    A target on the field has no DON!! among its candidates, so such a phrase needs care.
    """
    chosen = target.pick in (Pick.CHOOSE, Pick.ALL)
    return chosen and target.places == Place.FIELD and not target.what.names


_ONE_EACH = re.compile(r"[Uu]p to 1 (?:of )?each of your opponent's Leader and Character cards")


def read_nouns(text: str) -> tuple[Target, ...] | None:
    """The targets of one noun phrase, or of several joined by "and".

    Of several, none is chosen among many: a choice is of the Leader at most.
    """
    if _ONE_EACH.fullmatch(text):
        either = Target(owner=Owner.OPPONENT, up_to=True)
        return (replace(either, places=Place.LEADER), either)
    whole = read_noun(text)
    if whole is not None:
        return (whole,)
    for cut in re.finditer(r" and ", text):
        left, right = read_nouns(text[: cut.start()]), read_nouns(text[cut.end() :])
        if left and right and all(map(_is_definite, left + right)):
            return left + right
    return None


def _is_definite(target: Target) -> bool:
    return target.pick in (Pick.ALL, Pick.THIS) or target.places == Place.LEADER


def of_kind(what: CardFilter, categories: tuple[str, ...]) -> CardFilter:
    """The filter with these categories demanded, of its alternatives as well."""
    if not categories:
        return what
    either = tuple(replace(other, categories=categories) for other in what.either)
    return replace(what, categories=categories, either=either)

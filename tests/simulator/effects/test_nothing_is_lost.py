"""A law over the whole real catalogue: what a text names stands in its meaning, and no more.

Every number, name, type and colour of a wholly modelled text must appear in what was read from
it, and every number that was read must appear in the text. A template that drops or invents one
fails here on the first card that shows it.
"""

from __future__ import annotations

import re

import pytest

from tcb_analytics.cards.card import Card
from tcb_analytics.simulator.effects.lines import TAGS
from tcb_analytics.simulator.effects.notation import notation
from tcb_analytics.simulator.effects.parse import read_effects
from tcb_analytics.simulator.effects.wording import clean_lines

SILENT = re.compile(r"Also treat|Under the rules|\[Trigger\] Activate this card's")
QUALIFIERS = {"Once Per Turn", "Your Turn", "Opponent's Turn"}
COLORS = re.compile(r"\b(?:red|green|blue|purple|black|yellow)\b")
BRACKETED = re.compile(r"\[(?!DON)[^\]]+\]|\{[^}]+\}|\"[^\"]+\"")
NAMED = re.compile(r"(?:name|type)(?:!=|=|~)[^,)]*[,)]")


def _text(card: Card) -> str:
    lines = [*clean_lines(card.effect), *clean_lines(card.trigger)]
    return "\n".join(line for line in lines if not SILENT.match(line))


def _words(text: str) -> set[str]:
    names = {name for name in re.findall(r"\[([^\]]+)\]", text) if not name.startswith("DON!! x")}
    parts = re.findall(r"\{([^}]+)\}|\"([^\"]+)\"", re.sub(r"\[[^\]]*\]", "", text))
    colors = COLORS.findall(BRACKETED.sub("", text))
    return (
        (names - TAGS - QUALIFIERS) | {word for both in parts for word in both if word} | {*colors}
    )


def _numbers(text: str) -> set[int]:
    circled = {ord(sign) - 0x245F for sign in re.findall("[\u2460-\u2469]", text)}
    return circled | {int(number) for number in re.findall(r"\d+", BRACKETED.sub("", text))}


def _unless(text: str) -> str:
    """The text with a number that is denied as its opposite has it: at most one less."""
    denied = r"((?:unless|do not have) (?:\D*))(\d+)((?: or more)? Characters)"
    return re.sub(denied, lambda m: f"{m[1]}{int(m[2]) - 1}{m[3]}", text)


def _read_numbers(meaning: str) -> set[int]:
    """Numbers in a meaning, but for those in names and the count and labels of branches."""
    unnamed = NAMED.sub(" ", meaning)
    return {int(one) for one in re.findall(r"\d+", re.sub(r"choose\d|#\d", " ", unnamed))}


@pytest.mark.real_data
def test_every_name_and_number_of_a_modelled_text_stands_in_its_meaning(
    official: dict[str, Card],
) -> None:
    judged = 0
    for card in official.values():
        effects = read_effects(card)
        if not effects.modelled:
            continue
        text, meaning = _unless(_text(card)), "\n".join(notation(effects))
        judged += 1
        assert {word for word in _words(text) if word not in meaning} == set(), card.number
        assert _numbers(text) <= _read_numbers(meaning), card.number
        implied = {0, 1, 99}  # "none", "a card" and "all of your Life cards"
        assert _read_numbers(meaning) <= _numbers(text) | implied, card.number

    assert judged > 2_000

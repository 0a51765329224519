"""Card numbers and print ids: ``OP01-016``, ``OP07-091_p1``, ``P-001``, ``TB01-001``.

A number names a card, a print id one printing of it (``_p1`` alternate art, ``_r1``
reprint). Games without printed numbers use a name or an id as the number; those are
passed through untouched. Leaves out whether a number exists: that is a catalogue's answer.
"""

from __future__ import annotations

import re

NUMBER = r"[A-Za-z]{1,5}[0-9]{0,2}-[0-9]{3}"
"""A printed number: set code, hyphen, three digits."""

PRINT_ID = NUMBER + r"(?:[_-][A-Za-z]{1,8}[0-9]{0,2})*"
"""A number with any print suffixes."""

_PARTS = re.compile(rf"({NUMBER})(?:[_-][A-Za-z]{{1,8}}[0-9]{{0,2}})*")


def fold_print(print_id: str) -> str:
    """The card number that a print id names: ``op07-091_p1`` gives ``OP07-091``.

    Suffixes are dropped and letters raised for printed numbers only; any other
    string, such as a Magic card's name, is returned as it is but for spaces around it.
    """
    text = print_id.strip()
    found = _PARTS.fullmatch(text)
    return found.group(1).upper() if found else text


def is_number(text: str) -> bool:
    """Whether the text is a printed number or a print id, known or not."""
    return _PARTS.fullmatch(text.strip()) is not None


def set_of(number: str) -> str | None:
    """The set code in a printed number (``OP01``, ``ST01``, ``P``); None where there is none."""
    return fold_print(number).rsplit("-", 1)[0] if is_number(number) else None

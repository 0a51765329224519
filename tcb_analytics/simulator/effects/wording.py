"""From plain rules text to clean lines: known reminder texts dropped, one spelling for each word.

A parenthesis is dropped only if it is one of the reminder texts listed here: any other says
something that must be understood. Leaves out splitting a line into its parts (``lines``).
"""

from __future__ import annotations

import re

_REMINDERS = (
    r"After your opponent declares an attack, you may rest this card to make it the new target "
    r"of the attack",
    r"You may return the specified number of DON!! cards from your field to your DON!! deck",
    r"You may rest the specified number of DON!! cards in your cost area",
    r"This card can attack on the turn in which it is played",
    r"This card deals 2 damage",
    r"When this card deals damage, the target card is trashed without activating its Trigger",
    r"This card cannot be blocked",
    r"This card can attack Characters on the turn in which it is played",
)
_REMINDER = re.compile(r"\s*\((?:" + "|".join(_REMINDERS) + r")\.?\)\.?")
_BROKEN_OFF = re.compile(r"(?:[{<]|[a-z])")
"""How a line starts that goes on with the one before it."""
_SPELLINGS = (
    (re.compile(r"[\u2776-\u277f\u2780-\u2793]"), ""),
    (re.compile(r"\u00d7"), "x"),
    (re.compile(r"[\u2022\u30fb]\s*"), "* "),
    (re.compile(r"^- (?=[A-Z])", re.M), "* "),
    (re.compile(r"\bcard\(s\)"), "cards"),
    (re.compile(r"\bits owner's\b"), "the owner's"),
    (re.compile(r"\ball your\b"), "all of your"),
    (re.compile(r"\byour 1 (?=(?:active )?Leader\b)"), "your "),
    (re.compile(r"\b(?:that has|with) (\d+) or (more|less) power\b"), r"with \1 power or \2"),
    (re.compile(r"(?<=\.)(?=\[(?:On |When |Activate: |End of |Your Turn|Opponent's Turn))"), "\n"),
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r" +([.,:;])"), r"\1"),
    (re.compile(r"\.\.$"), "."),
)


def clean_lines(text: str | None) -> tuple[str, ...]:
    """The lines of a plain rules text, without reminders; bullets are joined to their head.

    A line of bullets ("* ...") belongs to the line before it and follows it after a newline.
    A line that goes on in the middle of a sentence is joined to the one before it.
    """
    if not text or text.strip() == "-":
        return ()
    text = _REMINDER.sub("", text)
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if line.startswith("* ") and lines:
            lines[-1] += "\n" + line
        elif lines and _BROKEN_OFF.match(line) and not lines[-1].endswith((".", "]", ")")):
            lines[-1] += " " + line
        else:
            lines.append(line)
    return tuple(lines)

"""One plain form of rules text, whatever its source wrote.

Sources disagree on line breaks, entities, circled costs, minus signs and brackets; texts
are only comparable and searchable in one form. Leaves out escaping for HTML: plain text is
data, and whoever shows it escapes it.
"""

from __future__ import annotations

import html
import re

_CIRCLED = {
    ord(glyph) + step: chr(0x2460 + step)
    for glyph in "\u2460\u2780\u2776\u278a"
    for step in range(10)
}
_ONE_FORM = {
    **_CIRCLED,
    **dict.fromkeys(map(ord, "\u2212\uff0d\u2010\u2011\u2013"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d"), '"'),
    **dict(zip(map(ord, "＜＞［］｛｝（）：＋"), "<>[]{}():+", strict=True)),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")),
    **dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_BREAK = re.compile(r"<\s*/?\s*(?:br|p|div|li)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(
    r"<\s*/?\s*(?:b|i|u|em|strong|span|font|ul|ol|a)\b[^<>]*>|</[a-z ]{1,30}>", re.I
)
_NESTED = re.compile(r"&(?:amp;)+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK = re.compile(r" ?\n[ \n]*")


def _step(text: str) -> str:
    text = html.unescape(_NESTED.sub("&", text)).translate(_ONE_FORM)
    text = _MARKUP.sub("", _BREAK.sub("\n", text))
    text = _CONTROL.sub("", re.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", text))
    return _BLANK.sub("\n", _SPACES.sub(" ", text)).strip()


def plain_text(raw: str) -> str:
    r"""A text in one plain form.

    ``<br>`` becomes a newline, entities their characters, circled digits of every glyph
    set those of U+2460 (``①``), U+2212 and its kin ``-``, full-width brackets ASCII ones.
    Attributes such as ``<Slash>`` stay; formatting tags and stray closing tags go. Total on
    any string, and idempotent: the steps are repeated until nothing changes, since an
    entity can hide another. Every step but the first shortens the text, so this ends.
    """
    while (plainer := _step(raw)) != raw:
        raw = plainer
    return raw


def one_line(text: str) -> str:
    """A text as one inert line for messages and lists.

    Line breaks become spaces; control characters, which a terminal would obey, and marks that
    turn the direction of the text after them are dropped.
    """
    return " ".join(_CONTROL.sub("", " ".join(text.split()).translate(_ONE_FORM)).split())

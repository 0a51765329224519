"""The sample game's sentences said in the grammar that the templates read."""

from __future__ import annotations


def reword(line: str) -> str:
    """The line as it is."""
    return line

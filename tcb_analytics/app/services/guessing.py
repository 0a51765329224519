"""Passwords that are guessed first: common ones, names, walks over a keyboard, dates, repeats.

How often one would have to guess is estimated by zxcvbn, which knows 30,000 common passwords,
words of several languages and the ways in which people vary them. Leaves out passwords that were
stolen elsewhere: they would have to be asked for over the network.
"""

from __future__ import annotations

from collections.abc import Sequence

FEWEST_GUESSES = 10**8
"""What zxcvbn calls safely unguessable while tries are limited."""
MEASURED = 32
"""Characters that are looked at: the time grows with the cube of their number."""
OURS = ("tcb", "analytics", "trading card brain", "trading", "card", "brain")
"""Words that are near at hand here, so no part of a password that counts."""


def guessed_first(password: str, known: Sequence[str]) -> bool:
    """Whether few guesses find a password.

    Args:
        password: The password.
        known: What else is known of the person, such as the name.
    """
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # noqa: PLC0415 - no types; its word lists take 0.1 s and 10 MB

    near = [*OURS, *known]
    return bool(zxcvbn(password[:MEASURED], user_inputs=near)["guesses"] < FEWEST_GUESSES)

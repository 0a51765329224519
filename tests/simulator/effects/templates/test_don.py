from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Add up to 1 DON!! card from your DON!! deck and set it as active",
            "add_don 1",
        ),
        (
            "Add up to 2 DON!! cards from your DON!! deck and rest them",
            "add_don 2 flag",
        ),
        (
            "Add up to 1 additional DON!! card and rest it",
            "add_don 1 flag",
        ),
        (
            "DON!! -2",
            "return_don 2 all you.don",
        ),
        (
            "Return 1 DON!! card from your field to your DON!! deck",
            "return_don 1 all you.don",
        ),
        (
            "Return 2 of your active DON!! cards to your DON!! deck",
            "return_don 2 all you.don_active",
        ),
        (
            "Your opponent returns 1 DON!! card from their field to their DON!! deck",
            "return_don 1 all opp.don",
        ),
        (
            "Your opponent returns 1 active DON!! card from their field to their DON!! deck",
            "return_don 1 all opp.don_active",
        ),
        (
            "Give up to 2 rested DON!! cards to your Leader or 1 of your Characters",
            "give_don 2 1 you.leader/chars",
        ),
        (
            "Give up to 1 rested DON!! card to 1 of your {Tide Guild} type Characters",
            "give_don 1 1 you.chars(type=Tide Guild)",
        ),
        (
            "Give up to 1 rested DON!! card to this Character",
            "give_don 1 this",
        ),
        (
            "Give up to 1 rested DON!! card to the owner's Leader or 1 of their Characters",
            "give_don 1 1 any.leader/chars",
        ),
        (
            "Give 1 active DON!! card to 1 of your Characters",
            "give_don 1 1 you.chars from don_active",
        ),
        (
            (
                "Give up to 1 of your opponent's rested DON!! cards to 1 of your opponent's "
                "Characters"
            ),
            "give_don 1 1 opp.chars",
        ),
        (
            (
                "Give up to 1 DON!! card from your opponent's cost area to 1 of your opponent's "
                "Characters"
            ),
            "give_don 1 1 opp.chars from don_active/don_rested",
        ),
        (
            "Give this Leader or 1 of your Characters up to 1 rested DON!! card",
            "give_don 1 1 you.leader/chars",
        ),
        (
            "Give this Character up to 2 rested DON!! cards",
            "give_don 2 this",
        ),
        (
            "Give up to 2 of your {Tide Guild} type Characters up to 1 rested DON!! card each",
            "give_don 1 2? you.chars(type=Tide Guild)",
        ),
        (
            "Give your Leader and 1 Character up to 2 rested DON!! cards each",
            "give_don 2 all you.leader; give_don 2 1 you.chars",
        ),
        (
            "Give 1 of your active DON!! cards to 1 of your Leader or Character cards",
            "give_don 1 1 you.leader/chars from don_active",
        ),
    ],
)
def test_don_moves_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Give up to 1 rested DON!! card to your {Tide Guild} type Leader or 1 of your Characters",
        "Give up to 1 rested DON!! card to 1 of your opponent's Characters",
        "Give up to 1 rested DON!! card to your Leader and 1 of your Characters",
        "Give your opponent's Leader up to 1 rested DON!! card",
    ],
)
def test_don_is_given_to_one_own_card_or_refused(text: str) -> None:
    assert clause(text) is None

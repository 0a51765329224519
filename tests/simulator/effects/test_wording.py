from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.wording import clean_lines


@pytest.mark.parametrize("text", [None, "", "-", "  -  "])
def test_a_card_without_text_has_no_lines(text: str | None) -> None:
    assert clean_lines(text) == ()


def test_a_known_reminder_is_dropped_and_an_unknown_parenthesis_stays() -> None:
    reminded = "[Rush] (This card can attack on the turn in which it is played.)"
    rule = "Draw 1 card (or 2 if it rains)."

    assert clean_lines(f"{reminded}\n{rule}") == ("[Rush]", rule)


def test_one_word_has_one_spelling() -> None:
    assert clean_lines("[DON!! \u00d72]  Return it to its owner's hand , then stop..") == (
        "[DON!! x2] Return it to the owner's hand, then stop.",
    )


def test_a_line_broken_off_in_a_sentence_is_joined_and_glued_lines_are_parted() -> None:
    broken = "[On Play] You may rest your\n{Tide Guild} type Leader: Draw 1 card."
    glued = "[On Play] Draw 1 card.[When Attacking] Draw 1 card."

    assert clean_lines(broken) == (broken.replace("\n", " "),)
    assert clean_lines(glued) == ("[On Play] Draw 1 card.", "[When Attacking] Draw 1 card.")
    assert clean_lines("[Blocker]\n{Tide Guild} type Characters sing.") == (
        "[Blocker]",
        "{Tide Guild} type Characters sing.",
    )


def test_bullets_belong_to_the_line_before_them() -> None:
    text = "[Main] Choose one:\n\u2022 Draw 1 card.\n- Draw 2 cards.\n[Trigger] Draw 1 card."

    assert clean_lines(text) == (
        "[Main] Choose one:\n* Draw 1 card.\n* Draw 2 cards.",
        "[Trigger] Draw 1 card.",
    )

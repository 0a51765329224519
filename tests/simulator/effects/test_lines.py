from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.simulator.effects.kinds import Keyword, Timing
from tcb_analytics.simulator.effects.lines import TAGS, mask, sentences, split_line


def test_tags_cost_and_body_are_told_apart() -> None:
    line = split_line(
        "[DON!! x2] [Activate: Main] [Once Per Turn] You may rest this Character: Draw 1 card."
    )

    assert line.don == 2
    assert line.timings == (Timing.ACTIVATE_MAIN,)
    assert line.once
    assert line.cost == "You may rest this Character"
    assert line.body == "Draw 1 card."


def test_two_timings_are_alternatives_and_turns_are_conditions() -> None:
    line = split_line("[Opponent's Turn] [On Play]/[On K.O.] Draw 1 card.")

    assert line.timings == (Timing.ON_PLAY, Timing.ON_KO)
    assert line.opponent_turn
    assert not line.your_turn


def test_a_keyword_counts_only_at_the_head_of_a_line() -> None:
    assert split_line("[Blocker] [Rush]").keywords == Keyword.BLOCKER | Keyword.RUSH
    assert split_line("[DON!! x1] [Rush]").keywords == Keyword.NONE


def test_a_name_at_the_head_of_a_body_is_no_tag() -> None:
    line = split_line("[On Play] [Tam Orr] gains [Rush] during this turn.")

    assert line.body == "[Tam Orr] gains [Rush] during this turn."


def test_a_colon_in_a_later_sentence_or_in_a_name_ends_no_cost() -> None:
    assert split_line("[Main] Draw 1 card. Choose: no.").cost == ""
    assert split_line("[Main] Trash 1 [Tale: End] from your hand.").cost == ""


def test_the_head_of_a_choice_is_no_cost() -> None:
    line = split_line("[Main] Choose one:\n* Draw 1 card.\n* Draw 2 cards.")

    assert line.cost == ""
    assert line.body.startswith("Choose one:")


def test_sentences_end_at_full_stops_but_not_at_those_of_ko() -> None:
    assert sentences("K.O. 1 Character. Then, play [Mr.3]. Draw 1 card.") == [
        "K.O. 1 Character",
        "Then, play [Mr.3]",
        "Draw 1 card",
    ]


@given(st.text(alphabet='[]{}"ab. :/\n', max_size=60))
def test_masking_keeps_every_position(text: str) -> None:
    assert len(mask(text)) == len(text)


@given(st.text(max_size=80))
def test_any_text_can_be_split(text: str) -> None:
    line = split_line(text)

    assert line.text == text
    assert line.body in text


def test_every_tag_is_known_as_one() -> None:
    assert {"Blocker", "On Play", "Trigger"} <= TAGS

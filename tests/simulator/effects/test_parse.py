from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.card import Category
from tcb_analytics.simulator.effects.ir import MAX_ABILITIES
from tcb_analytics.simulator.effects.kinds import Keyword, Timing
from tcb_analytics.simulator.effects.parse import read_effects, text_is_only_tags
from tests.simulator.effects.worded import effects, read, worded


def test_a_card_without_text_is_modelled_because_it_has_no_clause() -> None:
    found = effects("")

    assert found.modelled
    assert not found.has_text
    assert found.abilities == ()


def test_one_unread_clause_leaves_the_card_plain_and_is_listed() -> None:
    found = effects("[Blocker]\n[On Play] Draw 1 card.\n[On Play] Sing.", "[Trigger] Draw 1 card.")

    assert not found.modelled
    assert found.unmodelled == ("[On Play] Sing.",)
    assert found.abilities == ()
    assert found.keywords == Keyword.BLOCKER


def test_an_unread_trigger_alone_keeps_a_card_from_being_modelled() -> None:
    found = effects("[On Play] Draw 1 card.", "[Trigger] Sing.")

    assert found.unmodelled == ("[Trigger] Sing.",)


def test_each_line_has_its_own_group_for_once_per_turn() -> None:
    found = effects(
        "[When Attacking]/[On Block] [Once Per Turn] Draw 1 card.\n[On Play] Draw 1 card."
    )

    assert [(one.timing, one.group) for one in found.abilities] == [
        (Timing.WHEN_ATTACKING, 0),
        (Timing.ON_BLOCK, 0),
        (Timing.ON_PLAY, 1),
    ]


def test_a_trigger_may_borrow_another_effect_of_the_card() -> None:
    assert read("[Main] Draw 2 cards.", "[Trigger] Activate this card's [Main] effect.") == (
        "main do[draw 2]",
        "trigger do[draw 2]",
    )


def test_a_trigger_that_borrows_what_the_card_lacks_is_unread() -> None:
    found = effects("[Main] Draw 2 cards.", "[Trigger] Activate this card's [Counter] effect.")

    assert not found.modelled


def test_a_trigger_text_needs_no_tag_of_its_own() -> None:
    assert read("", "Draw 1 card.") == ("trigger do[draw 1]",)


@pytest.mark.parametrize(
    "text",
    [
        "Also treat this card's name as [Tam Orr] according to the rules.",
        "Under the rules of this game, you may have any number of this card in your deck.",
        "Under the rules of this game, you cannot include Events in your deck.",
    ],
)
def test_rules_about_names_and_decks_do_nothing_in_play(text: str) -> None:
    assert read(text) == ()


def test_more_abilities_than_the_form_holds_leave_the_card_unmodelled() -> None:
    line = "[On Play] Draw 1 card."

    assert effects("\n".join([line] * MAX_ABILITIES)).modelled
    assert effects("\n".join([line] * (MAX_ABILITIES + 1))).unmodelled == (line,)


def test_only_tags_are_told_from_words() -> None:
    assert text_is_only_tags("[Blocker] [Rush]")
    assert not text_is_only_tags("[Blocker] and more")


@given(st.text(max_size=200), st.none() | st.text(max_size=80))
def test_reading_is_total_and_lists_what_it_does_not_read(text: str, trigger: str | None) -> None:
    found = read_effects(worded(text, trigger))

    assert found.modelled == (not found.unmodelled)
    assert found.modelled or not found.abilities


@pytest.mark.parametrize("category", [Category.LEADER, Category.EVENT, Category.STAGE])
def test_every_kind_of_card_is_read(category: Category) -> None:
    assert read_effects(worded("[Main] Draw 1 card.", category=category)).modelled

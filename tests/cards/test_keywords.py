from __future__ import annotations

import pytest

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.keywords import KEYWORDS, find_keywords


@pytest.mark.parametrize(
    ("effect", "keywords"),
    [
        ("[Blocker]", ("Blocker",)),
        ("[Banish] [Double Attack] (This card deals 2 damage.)", ("Double Attack", "Banish")),
        ("[DON!! x2] This Character gains [Rush].", ("Rush", "DON!! x2")),
        ("[Rush: Character] (It can attack.)", ("Rush: Character",)),
        ("[On Play]/[When Attacking] Draw 1 card.", ("On Play", "When Attacking")),
        ("Draw 1 card.\n[On K.O.] Draw 1 card.", ("On K.O.",)),
        ("[Surge x1] [When Attacking] Draw 1 card.", ("When Attacking", "Surge x1")),
        ("[Activate:Main] Rest this card.", ("Activate: Main",)),
    ],
)
def test_a_card_has_what_opens_its_lines_or_what_it_gains_itself(
    effect: str, keywords: tuple[str, ...]
) -> None:
    assert find_keywords(effect) == keywords


@pytest.mark.parametrize(
    "effect",
    [
        "Your opponent cannot activate [Blocker] during this turn.",
        "K.O. up to 1 of your opponent's Characters with [Rush].",
        "Up to 1 of your Leader gains [Banish] during this turn.",
        "Add up to 1 [Nami] to your hand.",
        "",
    ],
)
def test_a_mere_mention_gives_no_keyword(effect: str) -> None:
    assert find_keywords(effect) == ()


def test_a_card_with_trigger_text_has_trigger() -> None:
    assert find_keywords(None, "Draw 1 card.") == ("Trigger",)
    assert find_keywords(None, "-") == ()


@pytest.mark.real_data
def test_every_keyword_but_one_that_waits_for_its_card_is_had_by_a_real_card(
    official: Catalog,
) -> None:
    had = {keyword for card in official.cards for keyword in card.keywords}
    assert set(KEYWORDS) - had <= {"End of Your Opponent's Turn"}
    triggers = {card.number for card in official.cards if card.trigger}
    assert triggers <= {card.number for card in official.filter(keyword="trigger")}

from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            (
                "Look at 5 cards from the top of your deck; reveal up to 1 {Tide Guild} type "
                "card other than [Mira Vale] and add it to your hand. Then, place the rest at "
                "the bottom of your deck in any order"
            ),
            "search 5 1? you.deck(type=Tide Guild,name!=Mira Vale) to hand rest bottom",
        ),
        (
            (
                "Look at 3 cards from the top of your deck and add up to 1 card to your hand. "
                "Then, trash the rest"
            ),
            "search 3 1? you.deck to hand rest trash",
        ),
        (
            (
                "Look at 5 cards from the top of your deck; play up to 1 Character card with a "
                "cost of 3 or less rested. Then, place the rest at the bottom of your deck in "
                "any order"
            ),
            "search 5 1? you.deck(character,cost<=3) to chars rest bottom flag",
        ),
        (
            (
                "Look at 3 cards from the top of your deck; add up to 1 card to the top of your "
                "Life cards. Then, place the rest at the bottom of your deck in any order"
            ),
            "search 3 1? you.deck to life rest bottom",
        ),
        (
            (
                "Look at 3 cards from the top of your deck and place them at the top or bottom "
                "of the deck in any order"
            ),
            "search 3 0? you.deck to nowhere rest top_or_bottom",
        ),
        (
            (
                "Look at 2 cards from the top of your deck and place them at the top of your "
                "deck in any order"
            ),
            "search 2 0? you.deck to nowhere rest top",
        ),
        (
            (
                "Look at 5 cards from the top of your deck; reveal up to 2 Events and add them "
                "to your hand. Then, shuffle the rest into your deck"
            ),
            "search 5 2? you.deck(event) to hand rest shuffle",
        ),
        (
            (
                "Look at 3 cards from the top of your deck; reveal up to 1 red card and add it "
                "to your hand. Then, place the rest at the top or bottom of the deck in any "
                "order"
            ),
            "search 3 1? you.deck(red) to hand rest top_or_bottom",
        ),
        (
            (
                "Reveal 1 card from the top of your deck and play up to 1 Character card with a "
                "cost of 2 rested. Then, place the rest at the top or bottom of your deck"
            ),
            "search 1 1? you.deck(character,cost=2) to chars rest top_or_bottom flag",
        ),
        (
            (
                "Reveal 1 card from the top of your deck. If that card is a {Tide Guild} type "
                "Character card with a cost of 4 or less, you may play that card rested"
            ),
            "search 1 1? you.deck(character,type=Tide Guild,cost<=4) to chars rest top flag",
        ),
        (
            (
                "Look at 5 cards from the top of your deck; reveal a total of up to 2 [Tam Orr] "
                "or red Event and add them to your hand. Then, trash the rest"
            ),
            "search 5 2? you.deck((name=Tam Orr or event,red)) to hand rest trash",
        ),
        (
            (
                "Look at 4 cards from the top of your deck; reveal up to 1 {Tide Guild} type "
                'card or card with a type including "Choir" other than [Bel Orr] and add it to '
                "your hand. Then, trash the rest"
            ),
            (
                "search 4 1? you.deck(name!=Bel Orr,(type=Tide Guild or type~Choir)) to hand "
                "rest trash"
            ),
        ),
    ],
)
def test_searches_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Play up to 1 [Tam Orr] with a cost of 3 from your deck, then shuffle your deck",
            "search 99 1? you.deck(character|stage,name=Tam Orr,cost=3) to chars rest shuffle",
        ),
        (
            "Reveal up to 1 Event from your deck and add it to your hand. Then, shuffle your deck",
            "search 99 1? you.deck(event) to hand rest shuffle",
        ),
        ("Play up to 1 Event from your deck, then shuffle your deck", None),
    ],
)
def test_the_whole_deck_is_searched_and_shuffled(text: str, meant: str | None) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Look at 5 cards from the top of your deck",
        (
            "Look at 5 cards from the top of your deck; reveal up to 1 rested Character card "
            "and add it to your hand. Then, trash the rest"
        ),
        "Look at 5 cards from the top of your deck; play up to 1 Event. Then, trash the rest",
        (
            "Look at 5 cards from the top of your opponent's deck and place them at the top "
            "or bottom of the deck in any order"
        ),
        (
            "Look at 4 cards from the top of your deck; reveal up to 1 Event or Character "
            "card with a cost of 3 or more and add it to your hand. Then, trash the rest"
        ),
    ],
)
def test_a_search_without_an_end_or_of_the_impossible_is_refused(text: str) -> None:
    assert clause(text) is None

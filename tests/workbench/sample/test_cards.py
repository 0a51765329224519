"""Tidebreak's cards: sound, readable, balanced by one curve."""

from __future__ import annotations

import re
from collections import Counter
from statistics import mean

from tcb_analytics.cards.card import find_keywords
from tcb_analytics.workbench.sample.card_texts import choose, choose_trigger, fill
from tcb_analytics.workbench.sample.cards import SampleCard, all_cards, cards_by_number
from tcb_analytics.workbench.sample.declared import COLORS, card_sets, effects, league, world
from tcb_analytics.workbench.sample.streams import Stream, stream

CARDS = all_cards()
CHARACTERS = [card for card in CARDS if card.category == "Character"]


def test_there_are_300_cards_in_four_sets_numbered_without_a_gap() -> None:
    assert len(CARDS) == len(cards_by_number()) == 300
    for entry in card_sets():
        numbers = [card.number for card in CARDS if card.set_code == entry.code]
        assert numbers == [f"{entry.code}-{place:03d}" for place in range(1, len(numbers) + 1)]


def test_there_are_fourteen_leaders_of_every_color_and_each_archetype_leads_one() -> None:
    leaders = {card.number: card for card in CARDS if card.category == "Leader"}

    assert len(leaders) == 14
    assert {color for card in leaders.values() for color in card.colors} == set(COLORS)
    assert all(card.life == (5 if len(card.colors) == 1 else 4) for card in leaders.values())
    assert len(set(league().leaders)) == 12
    assert set(league().leaders) < set(leaders)


def test_no_two_cards_share_a_name() -> None:
    assert [name for name, uses in Counter(card.name for card in CARDS).items() if uses > 1] == []


def test_names_read_well() -> None:
    words = {card.name: re.findall(r"[A-Za-z]+", card.name.lower()) for card in CARDS}

    assert [name for name, parts in words.items() if len(parts) != len(set(parts))] == []
    assert [name for name in words if not 4 <= len(name) <= 32 or name != name.strip()] == []
    assert [name for name in words if not name[0].isupper()] == []


def test_every_card_keeps_the_rules_of_its_category() -> None:
    assert [card for card in CARDS if not keeps_the_rules(card)] == []


def keeps_the_rules(card: SampleCard) -> bool:
    """Whether colours, cost and figures are those of the card's category."""
    spell = card.category in ("Event", "Stage")
    return (
        set(card.colors) <= set(COLORS)
        and 0 <= card.cost <= 10
        and card.counter in ((None, 1000, 2000) if card.category == "Character" else (None,))
        and bool(card.types)
        and (card.life is not None) == (card.category == "Leader")
        and (card.power is None) == (card.attribute is None) == spell
        and (card.category == "Character" or bool(card.effect))
    )


def test_texts_are_filled_and_in_the_grammar_of_such_games() -> None:
    factions = {name for names in world()["factions"].values() for name in names}
    texts = [f"{card.effect}\n{card.trigger or ''}" for card in CARDS]
    lines = {line for card in CARDS for line in card.effect.split("\n") if line}

    assert [text for text in texts if re.search(r"[<>]|\ba \{?[AEIOU]", text)] == []
    assert {name for text in texts for name in re.findall(r"{(.*?)}", text)} <= factions
    assert [line for line in lines if not line.startswith(("[", "While"))] == []


def test_words_in_brackets_that_cards_have_are_known_keywords_or_the_games_own() -> None:
    tags = {tag for card in CARDS for tag in re.findall(r"\[(.*?)\]", card.effect)}
    found = {word for card in CARDS for word in find_keywords(card.effect, card.trigger)}

    assert tags - found <= {"Surge x1", "Surge x2"}
    assert {"Blocker", "Rush", "Double Attack", "Banish", "Trigger", "On Play"} <= found


def test_power_rises_with_cost_and_text_costs_power() -> None:
    by_cost = {
        cost: [card.power or 0 for card in CHARACTERS if card.cost == cost] for cost in range(1, 11)
    }
    means = [mean(powers) for powers in by_cost.values() if powers]
    plain = [card for card in CHARACTERS if not card.effect]
    texted = [card for card in CHARACTERS if card.effect]

    assert means == sorted(means)
    assert {cost for cost, powers in by_cost.items() if powers} == set(range(1, 11))
    assert surplus(plain) > surplus(texted)
    assert all(0 <= (card.power or 0) <= 1000 * (card.cost + 3) for card in CHARACTERS)


def surplus(cards: list[SampleCard]) -> float:
    """Mean power above a thousand for each point of cost."""
    return mean((card.power or 0) - 1000 * card.cost for card in cards)


def test_a_template_is_not_repeated_while_another_fits() -> None:
    rng = stream(1, Stream.CARDS)
    used: set[str] = set()
    fitting = [t for t in effects()["stage"] if "Red" in t.get("colors", ("Red",))]

    drawn = [choose(rng, "stage", "Red", None, used)["id"] for _ in fitting]

    assert len(set(drawn)) == len(fitting)
    assert choose(rng, "stage", "Red", None, used)["id"] in drawn


def test_reach_and_boost_grow_with_cost() -> None:
    assert fill("<low> <foe> <foe_power> <boost>", type_name="Reefkin", cost=2) == "1 1 2000 1000"
    assert fill("<low> <foe> <foe_power> <boost>", type_name="Reefkin", cost=9) == "6 8 8000 2000"


def test_only_a_main_event_may_trigger_its_main_effect() -> None:
    rng = stream(1, Stream.CARDS)
    counter = {choose_trigger(rng, "Event", "[Counter] …") for _ in range(300)}
    main = {choose_trigger(rng, "Event", "[Main] …") for _ in range(300)}

    assert not any(text and "[Main]" in text for text in counter)
    assert any(text and "[Main]" in text for text in main)

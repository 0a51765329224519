from __future__ import annotations

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.search_index import SearchIndex, words

CARDS = [
    Card("TY01-001", "Storm Drawer", effect="Rest 1 card."),
    Card("TY01-002", "Ada", effect="Draw 2 cards. Then rest."),
    Card("TY01-003", "Bo", effect="Draw 1 card, trash 2 other cards."),
    Card("TY01-004", "Cy", types=("Draw School",)),
    Card("TY01-005", "Dé-mon.D", trigger="[Trigger] Play this card."),
]
INDEX = SearchIndex(CARDS)


def found(query: str) -> list[str]:
    return [CARDS[at].number[-1] for at in INDEX.search(query)]


def test_every_word_must_occur_and_words_standing_together_come_first() -> None:
    assert found("draw 2 cards") == ["2", "3"]
    assert found("draw unicorn") == []


def test_a_quoted_phrase_matches_as_it_stands() -> None:
    assert found('"2 cards"') == ["2"]
    assert found('"draw 2" rest') == ["2"]
    assert found('"2 card"') == []


def test_a_beginning_finds_the_word_but_a_whole_word_comes_first_within_a_field() -> None:
    assert set(found("dra")) == {"1", "2", "3", "4"}
    assert found("draw")[0] == "4"


def test_a_name_weighs_more_than_a_text() -> None:
    assert found("storm") == ["1"]
    assert found("rest")[-1] in {"1", "2"}


def test_numbers_accents_and_case_do_not_hide_a_card() -> None:
    assert found("DEMON") == []
    assert found("de mon") == ["5"]
    assert found("ty01 005") == ["5"]
    assert words("Dé-mon.D +1000") == ["de", "mon", "d", "1000"]


def test_a_trigger_is_searched_too() -> None:
    assert found("[trigger] play") == ["5"]


def test_a_query_without_a_word_finds_nothing() -> None:
    assert found("") == found('""') == found("!?") == []


def test_a_phrase_does_not_run_over_the_end_of_a_field() -> None:
    assert found('"drawer rest"') == []

"""Which documents are logs, told by their headers alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.warehouse.sources import lands_cards, lands_drafts, lands_games
from tcb_analytics.warehouse.sources.base import Document, Source
from tcb_analytics.warehouse.sources.lands import PLAYER
from tests.warehouse.wide_logs import draft_header, game_header, text_of, write

CARDS = ",".join(lands_cards.COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (lands_games.SOURCE, text_of(game_header(), [])),
        (lands_drafts.SOURCE, text_of(draft_header(), [])),
        (lands_cards.SOURCE, CARDS),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_each_is_recognised_by_its_own_source_alone(
    tmp_path: Path, source: Source, text: str, packed: bool
) -> None:
    document = Document("log", write(tmp_path, text, packed=packed), packed=packed)
    sources = (lands_games.SOURCE, lands_drafts.SOURCE, lands_cards.SOURCE)
    assert [each for each in sources if each.recognises(document)] == [source]


@pytest.mark.parametrize("source", [lands_games.SOURCE, lands_drafts.SOURCE])
def test_logs_are_streams_and_cards_are_not(source: Source) -> None:
    assert source.streams
    assert not lands_cards.SOURCE.streams


@pytest.mark.parametrize("shape", [lands_games.SHAPE, lands_drafts.SHAPE])
def test_every_log_tells_the_player(shape: object) -> None:
    assert set(PLAYER) <= set(shape.texts)  # type: ignore[attr-defined] # both are shapes

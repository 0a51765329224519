"""This project and spells say the same of the same files: every shared metric, to 1e-9."""

from __future__ import annotations

import polars as pl
import pytest

from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import AskedLimited, LimitedResult
from tests.warehouse.parity.mapping import differences, infinite
from tests.warehouse.parity.questions import BY_NAME, QUESTIONS, SEEN, Question

ALL = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.label)
WAYS = {
    "rollups from files": (0, True), "facts from files": (0, False),
    "rollups in memory": (256, True), "facts in memory": (256, False),
}  # fmt: skip
"""Memory for hot columns (MB), and whether rollups may answer."""


@pytest.fixture(scope="module")
def lakes(lake: Lake) -> dict[int, Lake]:
    """The lake with and without hot columns; with them, they are loaded at once."""
    opened = {mb: Lake(lake._settings.model_copy(update={"hot_mb": mb})) for mb in (0, 256)}
    for one in opened.values():
        assert one._limited.hot is not None
        one._limited.hot.eager = True
    return opened


@pytest.mark.parametrize("way", WAYS)
@ALL
def test_both_say_the_same(
    theirs: dict[str, pl.DataFrame], lakes: dict[int, Lake], question: Question, way: str
) -> None:
    memory, rollups = WAYS[way]
    ours = _asked(lakes[memory], question, rollups=rollups)

    assert not differences(ours.pl(), theirs[question.label], question.by, question.metrics)
    assert rollups or all(engine.startswith("facts") for engine in ours.plan.engines)


def _asked(lake: Lake, question: Question, *, rollups: bool) -> LimitedResult:
    given = question.ours
    return lake._limited.ask(
        AskedLimited(
            given["metrics"], given["by"], given["where"], None, None, Honesty(0, "wilson"), rollups
        )
    )


def test_every_kind_of_answer_was_compared(lakes: dict[int, Lake]) -> None:
    answered = {
        engine
        for memory, rollups in WAYS.values()
        for question in BY_NAME[-4:]
        for engine in _asked(lakes[memory], question, rollups=rollups).plan.engines
    }

    assert {"facts, SQL", "facts, in memory", "rollup cards_by_week"} <= answered


def test_what_spells_calls_infinite_is_told_as_missing(theirs: dict[str, pl.DataFrame]) -> None:
    """Of 42 places in a draft, the six after the eighth of each pack have no ``alsa``."""
    late = next(q for q in QUESTIONS if q.by == ("pick_num", "pack_num"))
    said = theirs[late.label]

    assert infinite(said, "alsa") == 18
    assert said.filter(said["alsa"].is_infinite())["pick_num"].unique().sort().to_list() == [
        9, 10, 11, 12, 13, 14,
    ]  # fmt: skip
    others = [q for q in QUESTIONS if q is not late]
    assert not any(infinite(theirs[q.label], m) for q in others for m in q.metrics)


def test_every_metric_of_both_is_compared() -> None:
    asked = {metric for question in QUESTIONS for metric in question.metrics}

    assert set(SEEN) <= asked
    assert {"gih_wr_z", "gp_wr_z", "trophy_rate", "deck_lands_avg", "gd_wr"} <= asked

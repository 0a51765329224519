"""This project and spells say the same of the same files: every shared metric, to 1e-9."""

from __future__ import annotations

import pytest

from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import AskedLimited
from tests.warehouse.parity.conftest import BothSides
from tests.warehouse.parity.mapping import differences, infinite
from tests.warehouse.parity.questions import QUESTIONS, SEEN, Question

ALL = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.label)


@ALL
def test_both_say_the_same(both: BothSides, question: Question) -> None:
    ours = both.lake.limited(**question.ours, threshold=0).pl()

    assert not differences(ours, both.theirs[question.label], question.by, question.metrics)


@ALL
def test_the_facts_say_the_same_where_a_rollup_could(both: BothSides, question: Question) -> None:
    given = question.ours
    asked = AskedLimited(
        given["metrics"], given["by"], given["where"], None, None, Honesty(0), rollups=False
    )
    ours = both.lake._limited.ask(asked)

    assert not differences(ours.pl(), both.theirs[question.label], question.by, question.metrics)
    assert all(engine.startswith("facts") for engine in ours.plan.engines)


def test_rollups_and_facts_both_answered(both: BothSides) -> None:
    engines = {
        engine
        for question in QUESTIONS
        for engine in both.lake.limited(**question.ours, threshold=0).plan.engines
    }

    assert "rollup cards_by_week" in engines
    assert any(engine.startswith("facts") for engine in engines)


def test_what_spells_calls_infinite_is_told_as_missing(both: BothSides) -> None:
    """Of 42 places in a draft, the six after the eighth of each pack have no ``alsa``."""
    late = next(q for q in QUESTIONS if q.by == ("pick_num", "pack_num"))
    theirs = both.theirs[late.label]

    assert infinite(theirs, "alsa") == 18
    assert theirs.filter(theirs["alsa"].is_infinite())["pick_num"].unique().sort().to_list() == [
        9, 10, 11, 12, 13, 14,
    ]  # fmt: skip
    others = [q for q in QUESTIONS if q is not late]
    assert not any(infinite(both.theirs[q.label], m) for q in others for m in q.metrics)


def test_every_metric_of_both_is_compared() -> None:
    asked = {metric for question in QUESTIONS for metric in question.metrics}

    assert set(SEEN) <= asked
    assert {"gih_wr_z", "gp_wr_z", "trophy_rate", "deck_lands_avg", "gd_wr"} <= asked

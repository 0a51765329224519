from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.intervals import wilson
from tcb_analytics.statistics.shrinkage import moments_beta
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries import log_finishing
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.log_arrays import worked_out
from tcb_analytics.warehouse.queries.log_finishing import (
    OF_CARDS,
    OF_COPIES,
    OF_PICKS,
    check_honesty,
    finished,
    has_intervals,
    why_bare,
)
from tcb_analytics.warehouse.queries.log_formulas import find_metric
from tcb_analytics.warehouse.queries.log_question import LogQuestion, log_question

ALL = frozenset({"game", "deck", "hand", "pick", "pack"})


def question(
    *metrics: str, by: tuple[str, ...] = ("name",), where: str | None = None
) -> LogQuestion:
    return log_question(metrics, by, where, None, ALL)  # type: ignore[arg-type]  # literal names


def drawn(asked: LogQuestion, rows: int = 50) -> Mapping[str, NDArray[np.int64]]:
    """Counts that could be: copies by threes, no more won than played."""
    rng = np.random.default_rng(1)
    found = {name: rng.integers(0, 40, rows) for name in asked.counts}
    for name in found:
        whole = name.removeprefix("won_")
        if whole != name and whole in found:
            found[name] = rng.binomial(found[whole], 0.5)
    if "from_deck" in found:
        unseen = rng.integers(0, 60, rows)
        found["deck"] = found["from_deck"] + unseen
        found["won_deck"] = found["won_from_deck"] + rng.binomial(unseen, 0.4)
    return found


def finish(
    asked: LogQuestion, counts: Mapping[str, NDArray[np.int64]], threshold: int = 0
) -> pa.Table:
    def values(metric: Metric) -> NDArray[np.float64]:
        found = worked_out(metric, counts)
        assert found is not None
        return found

    keys = pa.table({"name": [str(i) for i in range(50)]})
    return finished(asked, keys, counts, values, Honesty(threshold, "wilson", 0.95))


def test_a_difference_of_rates_holds_both_intervals() -> None:
    """Newcombe's: as far from the size as the two ends together reach."""
    asked = question("iwd", "gih_wr", "gns_wr")
    rows = finish(asked, drawn(asked)).to_pandas().dropna()

    assert len(rows) > 20
    reach = np.hypot(rows["gih_wr"] - rows["gih_wr_low"], rows["gns_wr_high"] - rows["gns_wr"])
    assert np.allclose(rows["iwd_low"], np.maximum(rows["iwd"] - reach, -1))
    assert ((rows["iwd_low"] <= rows["iwd"]) & (rows["iwd"] <= rows["iwd_high"])).all()


def test_a_difference_is_withheld_where_one_of_its_rates_is() -> None:
    asked = question("iwd", "gih_wr", "gns_wr")
    rows = finish(asked, drawn(asked), threshold=30).to_pandas()
    either = rows["gih_wr"].isna() | rows["gns_wr"].isna()

    assert either.any()
    assert not either.all()
    assert (rows["iwd"].isna() == either).all()


def test_rates_are_drawn_towards_what_rows_have_in_common() -> None:
    asked = question("oh_wr")
    counts = drawn(asked)
    rows = finish(asked, counts).to_pandas().dropna()
    sample = counts["opening_hand"][counts["opening_hand"] > 0]
    squares = np.maximum(counts["oh_squares"][counts["opening_hand"] > 0], 1)
    worth = np.minimum(sample**2 / squares, sample)
    prior = moments_beta(rows["oh_wr"] * worth, worth)
    expected = (prior.alpha + rows["oh_wr"] * worth) / (prior.strength + worth)

    assert np.allclose(rows["oh_wr_shrunk"], expected)


def test_a_prior_is_learned_from_a_part_of_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = question("game_wr", by=("rank",))
    counts = drawn(asked) | {"num_games": np.full(50, 40)}
    whole = finish(asked, counts).to_pandas()
    monkeypatch.setattr(log_finishing, "_SAMPLED", 25)
    part = finish(asked, counts).to_pandas()

    assert np.allclose(whole["game_wr_low"], wilson(counts["num_won"], counts["num_games"]).low)
    assert (part["game_wr_shrunk"] != whole["game_wr_shrunk"]).any()
    assert np.allclose(part["game_wr_shrunk"], whole["game_wr_shrunk"], atol=0.05)


def test_rates_of_copies_have_intervals_where_rows_are_about_one_card() -> None:
    rate = question("gih_wr").metrics[-1]

    assert has_intervals(rate, question("gih_wr"))
    assert has_intervals(rate, question("gih_wr", by=("rank",), where="name = 'Ember'"))
    assert not has_intervals(rate, question("gih_wr", by=("rank",)))
    assert not has_intervals(rate, question("gih_wr", by=("rank",), where="name <> 'Ember'"))
    assert has_intervals(question("game_wr", by=()).metrics[-1], question("game_wr", by=()))
    assert not has_intervals(question("num_gih").metrics[-1], question("num_gih"))


def test_rates_whose_counts_repeat_one_result_say_why_they_have_no_interval() -> None:
    asked = question("gih_wr", "iwd", by=("rank",))
    picks = question("trophy_rate")
    bare = Metric("own", "limited", "won_drawn / drawn", "own", sample="num_gd")

    assert {why_bare(metric, asked) for metric in asked.metrics if metric.sample} == {OF_CARDS}
    assert why_bare(find_metric("iwd"), asked) == OF_CARDS
    assert why_bare(picks.metrics[-1], picks) == OF_PICKS
    assert why_bare(bare, question("gih_wr")) == OF_COPIES


def test_a_threshold_or_level_that_makes_no_sense_is_refused() -> None:
    for wrong in (Honesty(-1), Honesty(20, "wilson", 95), Honesty(20, "wald")):  # type: ignore[arg-type]
        with pytest.raises(StatisticsError):
            check_honesty(wrong)

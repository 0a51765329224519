from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import QueryError, StatisticsError
from tcb_analytics.statistics.intervals import wilson
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.log_counts import BY_NAME as COUNTS
from tcb_analytics.warehouse.log_counts import CARD_SUMS
from tcb_analytics.warehouse.log_metrics import BY_NAME, card_mean
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import AskedLimited, LimitedResult
from tcb_analytics.warehouse.queries.log_columns import CARD_KEYS, GAME_KEYS, PICK_KEYS
from tcb_analytics.warehouse.queries.log_formulas import counts_of
from tests.warehouse.queries.limited_lakes import limited_lake


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """Held in memory from the first question on."""
    with limited_lake(tmp_path_factory.mktemp("logs")) as lake:
        desk = lake._limited.hot
        assert desk is not None
        desk.eager = True
        yield lake


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """Nothing is held: SQL over files."""
    with limited_lake(tmp_path_factory.mktemp("cold"), hot_mb=0) as lake:
        yield lake


GAME_METRICS = ["gih_wr", "gp_wr", "oh_wr", "gd_wr", "gns_wr", "iwd", "pct_gp", "deck", "tutored"]
PICK_METRICS = ["ata", "alsa", "num_seen", "trophy_rate", "picked_match_wr", "num_drafts"]
FLAT_METRICS = ["game_wr", "num_turns_avg", "on_play_rate", "num_events", "deck_lands_avg"]
_CONDITIONS = {
    "games": (
        "on_play", "rank = 'gold'", "rank is null", "rank <> 'mythic'", "num_turns > 7",
        "main_colors = opp_colors", "opp_rank in ('gold', 'mythic') or won",
        "not (has_splash or num_mulligans = 1)", "user_game_win_rate_bucket >= 0.5",
        "player_cohort = 'Top'", "game_date between '2025-03-05' and '2025-03-12'",
        "set_code = 'TWO'", "format_day <= 7",
    ),
    "picks": (
        "pick_num < 4", "rank = 'gold' or is_trophy", "draft_hour between 3 and 15",
        "event_matches > 5", "event_type = 'TradDraft'",
    ),
    "cards": (
        "rarity = 'mythic'", "color is null", "mana_value > 2 or color like 'W%'",
        "name <> 'Ember'", "not (card_type = 'Land')",
    ),
}  # fmt: skip


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    """A question over games, games and cards, or picks."""
    kind = draw(st.sampled_from(["flat", "games", "picks"]))
    pool, metrics = {
        "flat": (GAME_KEYS, FLAT_METRICS),
        "games": (GAME_KEYS, GAME_METRICS),
        "picks": (PICK_KEYS, PICK_METRICS),
    }[kind]
    keys = draw(st.lists(st.sampled_from(sorted(pool)), max_size=3, unique=True))
    conditions = list(_CONDITIONS["picks" if kind == "picks" else "games"])
    if kind != "flat":
        keys += draw(st.lists(st.sampled_from(sorted(CARD_KEYS)), max_size=2, unique=True))
        conditions += _CONDITIONS["cards"]
    kept = draw(st.lists(st.sampled_from(conditions), max_size=3, unique=True))
    chosen = draw(st.lists(st.sampled_from(metrics), min_size=1, max_size=3, unique=True))
    return {"metrics": chosen, "by": keys, "where": " and ".join(f"({c})" for c in kept) or None}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(question=questions())
def test_facts_rollups_and_memory_give_the_same_answer(
    lake: Lake, cold: Lake, question: dict[str, Any]
) -> None:
    chosen = cold.limited(**question)
    facts = _without_rollups(cold, question)
    held, held_facts = lake.limited(**question), _without_rollups(lake, question)

    assert facts.plan.engines == ("facts, SQL",)
    assert set(held_facts.plan.engines) == {"facts, in memory"}
    for other in (chosen, held, held_facts):
        assert other.arrow().equals(facts.arrow()), other.plan


def _without_rollups(lake: Lake, question: dict[str, Any]) -> LimitedResult:
    asked = AskedLimited(
        question["metrics"], question["by"], question["where"], None, None,
        Honesty(20, "wilson", 0.95), rollups=False,
    )  # fmt: skip
    return lake._limited.ask(asked)


def test_the_smallest_rollup_that_covers_a_question_answers_it(cold: Lake) -> None:
    def engines(**asked: Any) -> tuple[str, ...]:
        return cold.limited("gih_wr", **asked).plan.engines

    assert engines() == ("rollup cards_played",)
    assert engines(where={"rarity": "mythic"}) == ("rollup cards_played",)
    assert engines(by=("name", "num_colors")) == ("rollup cards_by_colors",)
    assert engines(by="player_cohort") == ("rollup cards_by_player",)
    assert engines(where={"on_play": True, "rarity": "mythic"}) == ("rollup cards_by_week",)
    assert engines(where="num_turns > 6") == ("facts, SQL",)


def test_grains_of_one_question_may_come_from_several_tables(cold: Lake) -> None:
    asked = cold.limited(["gih_wr", "ata"], by=("name", "player_cohort"))

    assert asked.plan.engines == ("rollup cards_by_player", "facts, SQL")
    apart = [cold.limited(name, by=("name", "player_cohort")).df() for name in ("gih_wr", "ata")]
    whole = apart[0].merge(apart[1], on=["name", "player_cohort"], how="outer")
    assert len(asked) == len(whole)


def test_a_table_is_read_from_files_once_and_then_held(tmp_path: Any) -> None:
    with limited_lake(tmp_path) as lake:
        first, second = lake.limited("gih_wr"), lake.limited("gih_wr")

        assert not first.plan.steps[0].held
        assert "first time" in str(first.plan)
        assert second.plan.steps[0].held
        assert first.arrow().equals(second.arrow())


def test_what_does_not_fit_into_memory_is_answered_by_sql(tmp_path: Any) -> None:
    with limited_lake(tmp_path) as lake:
        desk = lake._limited.hot
        assert desk is not None
        desk.eager, desk.memory.limit = True, 2_000
        asked = lake.limited("gih_wr", where="num_turns > 6")

        assert asked.plan.engines == ("facts, SQL",)
        assert "more than fits" in str(asked.plan)


def test_a_condition_on_a_card_and_its_game_together_is_left_to_sql(lake: Lake, cold: Lake) -> None:
    question = {"metrics": "gih_wr", "where": "on_play or rarity = 'mythic'"}

    assert "together" in str(_without_rollups(lake, {"by": "name", **question}).plan)
    assert lake.limited(**question).arrow().equals(cold.limited(**question).arrow())


def test_the_sql_of_a_question_gives_its_counts_and_metrics_when_pasted(cold: Lake) -> None:
    asked = cold.limited(["num_gih", "gih_wr"], by=("name", "rank"), where="draft_hour > 3")
    pasted = cold.sql(asked.sql).df()

    assert pasted["num_gih"].tolist() == asked.df()["num_gih"].tolist()
    shown = asked.df()["gih_wr"].notna()
    assert pasted["gih_wr"][shown].tolist() == asked.df()["gih_wr"][shown].tolist()


def test_rates_come_behind_their_counts_and_carry_their_interval(lake: Lake) -> None:
    rows = lake.limited("gih_wr", threshold=0).df()

    assert list(rows) == [
        "name", "num_gih", "gih_wr", "gih_wr_low", "gih_wr_high", "gih_wr_shrunk",
    ]  # fmt: skip
    assert (rows["gih_wr_low"] < rows["gih_wr"]).all()
    assert (rows["gih_wr"] < rows["gih_wr_high"]).all()
    assert rows["gih_wr_shrunk"].std() < rows["gih_wr"].std()


def test_copies_of_one_game_widen_an_interval(lake: Lake) -> None:
    """A card held twice in a game is one result: no narrower than its games alone would be."""
    rows = lake.limited(["gih_wr", "gih_squares"], threshold=0).df()
    naive = wilson(rows["gih_wr"] * rows["num_gih"], rows["num_gih"])
    worth = rows["num_gih"] ** 2 / rows["gih_squares"]
    exact = wilson(rows["gih_wr"] * worth, worth)

    assert (rows["gih_wr_high"] - rows["gih_wr_low"] > naive.high - naive.low).all()
    assert np.allclose(rows["gih_wr_low"], exact.low)


def test_rates_over_few_samples_are_withheld(lake: Lake) -> None:
    rows = lake.limited("gih_wr", by=("name", "rank"), threshold=100).df()
    few = rows["num_gih"] < 100

    assert few.any()
    assert not few.all()
    assert rows["gih_wr"][few].isna().all()
    assert rows["gih_wr_low"][few].isna().all()
    assert rows["gih_wr"][~few].notna().all()


def test_rows_about_many_cards_have_no_interval_and_say_why(lake: Lake) -> None:
    asked = lake.limited(["gp_wr", "game_wr"], by="main_colors")

    assert "gp_wr_low" not in asked.df()
    assert "game_wr_low" in asked.df()
    assert any("gp_wr" in note and "game_wr" not in note for note in asked.notes)


def test_a_metric_of_ones_own_is_one_statement(lake: Lake) -> None:
    share = Metric("kept", "limited", "opening_hand / NULLIF(num_gih, 0)", "of copies in hand")
    rows = lake.limited([share, "num_oh", "num_gih"]).df()

    assert np.allclose(rows["kept"], rows["num_oh"] / rows["num_gih"])


def test_a_metric_that_is_more_than_arithmetic_is_worked_out_by_sql(lake: Lake, cold: Lake) -> None:
    rounded = Metric("tens", "limited", "ROUND(deck / 10.0, 1)", "tens of copies")

    assert lake.limited(rounded).arrow().equals(cold.limited(rounded).arrow())


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("(SELECT 1)", "more than calculate"),
        ("getenv('HOME')", "more than calculate"),
        ("decks / 2", "did you mean 'deck'"),
        ("deck /", "cannot be parsed"),
    ],
)
def test_a_metric_that_does_more_is_refused(lake: Lake, sql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        lake.limited(Metric("mine", "limited", sql, "mine")).arrow()


def test_a_key_that_the_rows_of_a_metric_lack_is_refused_by_name(lake: Lake) -> None:
    with pytest.raises(QueryError, match="ata counts cards taken in drafts: 'main_colors'"):
        lake.limited(["gih_wr", "ata"], by=("name", "main_colors"))
    with pytest.raises(QueryError, match="game_wr counts games, which have no card: 'name'"):
        lake.limited("game_wr")


def test_default_metrics_are_those_that_suit_the_question(lake: Lake) -> None:
    assert {"gih_wr", "iwd", "alsa", "ata"} <= set(lake.limited().df())
    assert "alsa" not in lake.limited(where={"on_play": True}).df()
    assert list(lake.limited(by="main_colors").df())[1:3] == ["num_games", "game_wr"]
    assert list(lake.limited(by="pick_num").df())[1:3] == ["num_taken", "ata"]


def test_a_result_joined_into_the_next_question_weighs_decks(lake: Lake, cold: Lake) -> None:
    context = lake.limited("gih_wr", threshold=0)
    asked = lake.limited(card_mean("gih_wr"), by="main_colors", context=context)
    decks = lake.limited("deck", by=("main_colors", "name")).df().merge(context.df(), on="name")
    weighed = (decks["deck"] * decks["gih_wr"]).groupby(decks["main_colors"]).sum()
    expected = weighed / decks.groupby("main_colors")["deck"].sum()

    assert np.allclose(asked.df()["deck_mean_gih_wr"], expected)
    cold_rows = cold.limited(card_mean("gih_wr"), by="main_colors", context=context).df()
    assert np.allclose(asked.df()["deck_mean_gih_wr"], cold_rows["deck_mean_gih_wr"])


def test_columns_of_a_context_are_grouped_and_filtered_by(lake: Lake, cold: Lake) -> None:
    context = pa.table(
        {"name": ["Ember", "Hush", "Jolt"], "tier": ["A", "B", "A"], "p": [1, 2, None]}
    )
    question = {"metrics": "num_gih", "by": "tier", "where": "p = 1 or tier = 'B'"}

    rows = lake.limited(**question, context=context)
    assert rows.df()["tier"].tolist() == ["A", "B"]
    assert rows.arrow().equals(cold.limited(**question, context=context).arrow())


@pytest.mark.parametrize(
    ("context", "message"),
    [
        (pa.table({"card": ["Ember"]}), "needs a column 'name'"),
        (pa.table({"name": ["Ember", "Ember"]}), "twice"),
        (pa.table({"name": ["Ember"], "rank": [1]}), "declared column"),
        (pa.table({"name": ["Ember"], "x": [[1]]}), "holds list"),
        ("Ember", "got str"),
    ],
)
def test_a_context_that_cannot_be_joined_is_refused(lake: Lake, context: Any, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        lake.limited(context=context)


def test_an_unknown_set_metric_or_threshold_is_refused(lake: Lake) -> None:
    with pytest.raises(QueryError, match="the lake has: SYN, TWO"):
        lake.limited(sets="SYM")
    with pytest.raises(QueryError, match="did you mean 'gih_wr'"):
        lake.limited("gih_w")
    with pytest.raises(StatisticsError):
        lake.limited(threshold=-1)


def test_a_lake_without_logs_says_what_to_import(empty_lake: Lake) -> None:
    with pytest.raises(QueryError, match="no logs of games"):
        empty_lake.limited("gih_wr")


@pytest.mark.parametrize("metric", sorted(BY_NAME))
def test_every_metric_is_given_by_memory_as_by_sql(lake: Lake, cold: Lake, metric: str) -> None:
    grains = {c.grain for c in _counts(metric)}
    by = ("rank",) if "game" in grains else ("name", "rank")
    held, asked = lake.limited(metric, by=by).arrow(), cold.limited(metric, by=by).arrow()
    assert held.schema == asked.schema
    for name in held.column_names:
        if name.endswith("_z"):
            assert np.allclose(
                held[name].to_numpy(), asked[name].to_numpy(), rtol=1e-12, equal_nan=True
            )
        else:
            assert held[name].equals(asked[name]), name


def _counts(metric: str) -> list[Any]:
    sums = {added.name: added.count for added in CARD_SUMS}
    return [COUNTS[sums.get(name, name)] for name in counts_of(BY_NAME[metric])]


def test_only_imports_of_the_sets_that_are_asked_about_are_read(tmp_path: Any) -> None:
    question = {"metrics": "gih_wr", "by": ("name", "opp_rank")}
    with limited_lake(tmp_path) as lake:
        desk = lake._limited.hot
        assert desk is not None
        desk.eager = True
        one = lake.limited(**question, sets="TWO")

        assert "game_cards.import_id IN ('i2')" in one.sql
        assert one.plan.engines == ("facts, in memory",)
        held = {key[2] for key in desk.memory._held if key[0] == "entries"}  # type: ignore[index]
        assert held == {"i2"}
        assert "import_id IN" not in lake.limited(**question).sql
        assert len(lake.limited(**question, where={"set_code": "none"})) == 0
        assert len(one) > 3


def test_tables_that_do_not_fit_together_are_not_loaded_in_turn(tmp_path: Any) -> None:
    with limited_lake(tmp_path) as lake:
        desk = lake._limited.hot
        assert desk is not None
        desk.eager = True
        desk.memory.limit = 2_500  # hands, or decks, of one import alone would fit
        asked = lake.limited(["gih_wr", "gp_wr"], by=("name", "opp_rank"))

        assert asked.plan.engines == ("facts, SQL",)
        assert desk.memory.nbytes < 2_000

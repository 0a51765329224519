"""What a report on a set asks of a lake, and the report itself, run on generated logs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tcb_analytics.errors import ReportError
from tcb_analytics.reports.about import about_set
from tcb_analytics.reports.limited_lookups import BASICS, SetQuestions, set_logs
from tcb_analytics.reports.models import SetParameters
from tcb_analytics.reports.runner import run_report
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake, open_lake
from tcb_analytics.workbench.limited_sample import write_limited_sample


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data home with a set of both logs, and another of games only."""
    home = tmp_path_factory.mktemp("set-home")
    for code, games, parts in (("SYN", 1_500, ("*",)), ("TWO", 400, ("game_data*",))):
        logs = home / "logs" / code
        write_limited_sample(logs, set_code=code, games=games)
        import_paths([p for part in parts for p in logs.glob(part)], home / "lake", limit=10**9)
    return home


@pytest.fixture
def lake(home: Path) -> Iterator[Lake]:
    with open_lake(home) as opened:
        yield opened


def questions(lake: Lake, code: str = "SYN", rank: str | None = None) -> SetQuestions:
    return SetQuestions(lake, set_logs(lake, code), rank, 50, "wilson")


def test_the_logs_of_a_set_are_told_with_their_days(lake: Lake) -> None:
    logs = set_logs(lake, "SYN")

    assert logs.games >= 1_500 > logs.drafts > 100
    assert logs.event_type == "PremierDraft"
    assert logs.first < logs.last
    assert (logs.has_picks, set_logs(lake, "TWO").has_picks) == (True, False)


def test_an_unknown_set_or_kind_of_draft_is_refused_with_those_known(lake: Lake) -> None:
    with pytest.raises(ReportError, match=r"did you mean SYN\? The lake has: SYN, TWO"):
        set_logs(lake, "SYM")
    with pytest.raises(ReportError, match="it has: PremierDraft"):
        set_logs(lake, "SYN", "Sealed")


def test_cards_have_their_colours_and_no_basic_land_is_among_them(lake: Lake) -> None:
    cards = questions(lake).cards()

    assert len(cards) > 250
    assert not set(cards["name"]) & BASICS
    assert cards["color"].notna().all()
    assert {"ata", "alsa"} <= set(cards.columns)


def test_without_picks_and_catalogue_cards_are_still_rated(lake: Lake) -> None:
    cards = questions(lake, "TWO").cards()

    assert "ata" not in cards.columns
    assert not set(cards["name"]) & BASICS
    assert cards["gih_wr"].notna().any()


def test_filters_hold_for_every_question(lake: Lake) -> None:
    whole, mythic = questions(lake).total(), questions(lake, rank="mythic").total()

    assert mythic["num_games"] < whole["num_games"]
    assert whole["num_games"] == set_logs(lake, "SYN").games
    with pytest.raises(ReportError, match="rank 'wooden'"):
        questions(lake, rank="wooden").total()


def test_the_foot_names_the_imports_of_the_set_alone(lake: Lake) -> None:
    params = SetParameters(set="SYN")
    facts = about_set(lake, set_logs(lake, "SYN"), params, title="SYN")
    rows = [row[1] for row in facts.sources.rows]

    assert rows == ["17lands-cards", "17lands-drafts", "17lands-games"]
    assert all(row[2] == "1" for row in facts.sources.rows)
    assert facts.data.startswith(
        "Sample data: generated, with a known truth. SYN PremierDraft: 1,5"
    )
    assert {(row[0], row[5]) for row in facts.sources.rows} == {("sample", "MIT")}
    assert (facts.parameters["archetypes"], facts.parameters["top"]) == ("yes", 30)


@pytest.mark.parametrize(
    "asked",
    [
        {"set": "SYN", "archetypes": True, "min_games": 100},
        {"set": "TWO", "archetypes": False, "rank": "gold"},
        {"set": "TWO", "archetypes": False, "min_games": 10**6},
    ],
    ids=["both logs", "games only", "too few games"],
)
def test_the_report_runs_whatever_the_lake_holds(
    asked: dict[str, object], home: Path, tmp_path: Path
) -> None:
    made = run_report("set", asked, out_dir=tmp_path, lake_home=home)

    assert str(asked["set"]) in made.headline
    assert len(made.figures) == 3
    assert made.html.stat().st_size > 100_000

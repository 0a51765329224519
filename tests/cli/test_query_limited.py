"""`tcb query limited`: the lake's answers about Limited logs, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import open_lake
from tcb_analytics.warehouse.log_metrics import BY_NAME
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS
from tcb_analytics.workbench.limited_sample import write_limited_sample
from tests.cli.conftest import Tcb


@pytest.fixture(scope="module")
def logs_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data home with the logs of two invented sets."""
    home = tmp_path_factory.mktemp("logs-home")
    for code, games in (("SYN", 400), ("TWO", 150)):
        write_limited_sample(home / "logs" / code, set_code=code, games=games, cards=100)
    import_paths([home / "logs"], home / "lake", limit=10**9)
    return home


def test_what_is_asked_is_what_the_lake_answers(tcb: Tcb, logs_home: Path) -> None:
    words = (
        "query", "limited", "-m", "gih_wr,iwd", "--by", "name,on_play", "--set", "SYN,TWO",
        "--where", "rarity=common", "--where", "num_turns > 6", "--threshold", "20",
        "--interval", "jeffreys", "--json", "-",
    )  # fmt: skip
    done = tcb(*words, home=logs_home)
    with open_lake(logs_home) as lake:
        expected = lake.limited(
            ["gih_wr", "iwd"], ["name", "on_play"], "num_turns > 6 and rarity = 'common'",
            sets=["SYN", "TWO"], threshold=20, interval="jeffreys",
        ).arrow().to_pylist()  # fmt: skip

    assert done.code == 0, done.err
    assert json.loads(done.out) == expected
    assert len(expected) > 20


def test_a_table_is_sorted_by_any_column_of_the_answer(tcb: Tcb, logs_home: Path) -> None:
    words = ("query", "limited", "-m", "num_games", "--by", "main_colors", "--sort", "num_games")
    down = tcb(*words, "--limit", "3", home=logs_home).out.splitlines()
    up = tcb(*words, "--ascending", "--json", "-", home=logs_home).out
    counts = [row["num_games"] for row in json.loads(up)]

    assert [int(line.split()[-1]) for line in down[1:]] == sorted(counts, reverse=True)[:3]
    assert counts == sorted(counts)


def test_one_row_over_all_with_the_table_that_answered(tcb: Tcb, logs_home: Path) -> None:
    done = tcb("query", "limited", "-m", "game_wr", "--overall", "--plan", home=logs_home)

    assert done.code == 0, done.err
    assert len(done.out.splitlines()) == 2
    assert "%" in done.out
    assert "rollup games_by_week" in done.err
    facts = tcb("query", "limited", "--where", "opp_rank=gold", "--plan", home=logs_home).err
    assert "facts, SQL" in facts or "facts, in memory" in facts


@pytest.mark.parametrize(("listing", "known"), [("metrics", BY_NAME), ("columns", ALL_KEYS)])
def test_what_may_be_asked_is_listed_even_of_an_empty_lake(
    tcb: Tcb, listing: str, known: dict[str, object]
) -> None:
    lines = tcb("query", "limited", "--list", listing).out.splitlines()

    assert {line.split()[0] for line in lines[1:]} == set(known)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-m", "gih_w"), "did you mean 'gih_wr'"),
        (("--by", "nam"), "did you mean 'name'"),
        (("--set", "SYM"), "the lake has: SYN, TWO"),
        (("--where", "on_play=maybe"), "on_play"),
        (("--sort", "gih"), "no column 'gih'"),
        (("--threshold", "-1"), "threshold"),
    ],
)
def test_a_wrong_question_is_wrong_use(
    tcb: Tcb, logs_home: Path, words: tuple[str, ...], said: str
) -> None:
    done = tcb("query", "limited", *words, home=logs_home)

    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_help_shows_how_to_ask(tcb: Tcb) -> None:
    out = tcb("query", "limited", "--help").out

    assert "Example: tcb query limited --set SYN --sort gih_wr --limit 10" in out
    assert "--list metrics and --list columns" in " ".join(out.split())
    assert out.count("\n  tcb query limited") + out.count("\n    tcb query limited") == 3

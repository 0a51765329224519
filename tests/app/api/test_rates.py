"""Win rates and matchups over HTTP: counts and intervals, pages, roles, the cache, no lake."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.config import bundled
from tcb_analytics.warehouse.importing import import_paths
from tests.app.conftest import GAME, Caller


def rates(who: Caller, path: str = "/win-rates", **asked: Any) -> dict[str, Any]:
    answer = who("GET", path, query_string=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def test_every_rate_has_counts_and_interval_or_is_withheld(player: Caller) -> None:
    for threshold in (0, 30, 10**6):
        found = rates(player, by="leader,week", threshold=threshold)
        assert found["items"]
        for row in found["items"]:
            assert row["games"] == row["wins"] + row["losses"] + row["ties"]
            assert row["withheld"] == (row["games"] < max(threshold, 1))
            if row["withheld"]:
                assert row["rate"] is row["low"] is row["high"] is None
            else:
                assert row["low"] <= row["rate"] <= row["high"]


def test_matchups_stand_there_from_both_sides(player: Caller) -> None:
    items = rates(player, "/matchups", size=2000)["items"]
    pairs = {(row["of"]["leader"], row["of"]["opponent"]): row for row in items}

    assert len(pairs) == 144
    for (leader, opponent), row in pairs.items():
        assert row["wins"] == pairs[opponent, leader]["losses"]


def test_filters_narrow(player: Caller) -> None:
    some = [row["of"]["leader"] for row in rates(player)["items"][:2]]
    found = rates(player, "/matchups", leaders=",".join(some), opponents=some[0])

    assert {(row["of"]["leader"], row["of"]["opponent"]) for row in found["items"]} == {
        (some[0], some[0]), (some[1], some[0]),
    }  # fmt: skip
    assert rates(player, until="1999-01-01")["items"] == []
    assert rates(player, since="1999-01-01")["items"]


def test_pages_hold_every_row_once(player: Caller) -> None:
    whole = rates(player, "/matchups", size=2000)["items"]
    page = rates(player, "/matchups", size=50)
    walked, total = list(page["items"]), page["total"]
    while page["next"]:
        page = rates(player, "/matchups", size=50, cursor=page["next"])
        walked += page["items"]

    assert walked == whole
    assert total == len(whole)


def test_a_cursor_of_another_question_is_refused(player: Caller) -> None:
    cursor = rates(player, "/matchups", size=5)["next"]
    for wrong in (cursor, "x"):
        answer = player("GET", "/matchups", query_string={"cursor": wrong, "threshold": 5})
        assert answer.status_code == 422


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "nothing"}, {"by": ""}, {"by": "leader,leader,leader,leader,leader,leader"},
        {"game": "chess"}, {"since": "soon"}, {"threshold": -1}, {"level": 1}, {"size": 0},
        {"leaders": "a\0b"}, {"ties": "no"}, {"where": "1=1"},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(player: Caller, asked: dict[str, Any]) -> None:
    answer = player("GET", "/win-rates", query_string=asked)
    assert answer.status_code == 422, answer.text


def test_rates_of_single_players_are_for_analysts(
    player: Caller, nobody: Caller, parts: Parts
) -> None:
    asked = {"by": "player"}
    assert nobody("GET", "/win-rates").status_code == 401
    assert player("GET", "/win-rates", query_string=asked).status_code == 403

    with parts.begin() as uow:
        user = uow.users.named("ann otter")
        assert user is not None
        user.role = Role.ANALYST
        uow.commit()
    assert rates(player, **asked)["by"] == ["player"]


def test_an_answer_is_counted_once_and_anew_when_the_lake_grows(
    settings: AppSettings, lake_home: Path, tmp_path: Path, parts: Parts, player: Caller
) -> None:
    shutil.copytree(lake_home / "lake", tmp_path / "lake")
    own = compose(settings.model_copy(update={"home": tmp_path}), parts.hasher)
    who = Caller(create_app(parts=own).test_client(), player.name, player.headers)
    first, again = rates(who), rates(who)
    assert first == again
    assert (own.cache.counts.hits, own.cache.counts.misses) == ({"rates": 1}, {"rates": 1})
    tag = who("GET", "/win-rates").headers["ETag"]
    unchanged = who("GET", "/win-rates", headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.data) == (304, b"")

    week = bundled("sample") / "matchups" / "week_TB03.json.gz"
    more = json.loads(gzip.decompress(week.read_bytes())) | {"set_code": "NEW"}
    (tmp_path / "more.json").write_text(json.dumps(more))
    import_paths([tmp_path / "more.json"], tmp_path / "lake", limit=2**29)

    grown = rates(who)
    assert grown["version"] > first["version"]
    assert sum(r["games"] for r in grown["items"]) > sum(r["games"] for r in first["items"])
    assert who("GET", "/win-rates", headers={"If-None-Match": tag}).status_code == 200
    own.close()


def test_without_a_lake_the_application_serves_and_rates_are_unavailable(
    settings: AppSettings, tmp_path: Path, parts: Parts, player: Caller
) -> None:
    own = compose(settings.model_copy(update={"home": tmp_path}), parts.hasher)
    who = Caller(create_app(parts=own).test_client(), player.name, player.headers)

    assert who("GET", "/cards", query_string={"game": GAME}).status_code == 200
    for answer in (
        who("GET", "/win-rates"),
        who("GET", "/matchups"),
        who("POST", "/builds", json={"strategy": "control"}),
    ):
        assert answer.status_code == 503, answer.text
        assert answer.content_type == "application/problem+json"
        assert str(tmp_path) not in answer.text
    own.close()

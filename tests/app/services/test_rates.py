"""Pages of rates: kept by question and state, cut without a gap, and who may ask what."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import pytest

from tcb_analytics.app.adapters.cache import DogpileCache
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import rates
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.lake import Rates, RatesAsked
from tcb_analytics.app.services.rates import RatesPage
from tcb_analytics.app.services.refusals import ForbiddenError, InvalidError
from tests.app.harbour import OneLake, PlainLake

PLAYER = Visitor("1", "Ann Otter", Role.PLAYER, "p", "a", "token")
ASKED = RatesAsked("win_rates", ("leader",))


@dataclass
class Counted(PlainLake):
    """A state with so many rows."""

    rows: int = 7
    asked: int = 0

    def rates(self, asked: RatesAsked) -> Rates:
        """Numbered rows."""
        self.asked += 1
        return Rates("Rates", ("so",), [{"leader": str(number)} for number in range(self.rows)])


def written(page: RatesPage) -> bytes:
    told = {"rows": [row["leader"] for row in page.rows], "total": page.total, "next": page.next}
    return json.dumps(told | {"by": list(page.by), "version": page.version}).encode()


class Desk:
    """Answers questions, with a cache."""

    def __init__(self) -> None:
        self.lake = OneLake(Counted())
        self.cache = DogpileCache("", 60)

    def find(
        self, asked: RatesAsked = ASKED, cursor: str | None = None, size: int = 3,
        who: Visitor = PLAYER,
    ) -> rates.RatesFound:  # fmt: skip
        """What is found."""
        return rates.find(self.lake, self.cache, who, asked, page=(cursor, size), write=written)


def test_pages_follow_each_other_without_a_gap() -> None:
    desk = Desk()
    cursor, walked, pages = None, [], 0
    while True:
        page = json.loads(desk.find(cursor=cursor).answer())
        walked += page["rows"]
        pages += 1
        assert page["total"] == 7
        if (cursor := page["next"]) is None:
            break
    assert walked == [str(number) for number in range(7)]
    assert pages == 3


@pytest.mark.parametrize("size", [7, 8])
def test_a_page_that_holds_all_has_none_behind_it(size: int) -> None:
    assert json.loads(Desk().find(size=size).answer())["next"] is None


def test_an_answer_is_kept_by_question_page_and_state() -> None:
    desk = Desk()
    marks = {
        desk.find().mark,
        desk.find(size=4).mark,
        desk.find(replace(ASKED, threshold=5)).mark,
        desk.find(replace(ASKED, where={"leader": ["x"]})).mark,
    }
    assert len(marks) == 4
    assert desk.find().answer() == desk.find().answer()
    assert desk.lake.state.asked == 1

    before = desk.find().mark
    desk.lake.state = Counted(rows=8, version=2)
    assert desk.find().mark != before
    assert json.loads(desk.find().answer())["version"] == 2


def test_a_cursor_holds_for_one_question_to_one_state() -> None:
    desk = Desk()
    cursor = json.loads(desk.find().answer())["next"]
    with pytest.raises(InvalidError, match="not a cursor"):
        desk.find(replace(ASKED, threshold=5), cursor).answer()
    desk.lake.state = Counted(version=2)
    with pytest.raises(InvalidError, match="not a cursor"):
        desk.find(cursor=cursor).answer()


def test_matchups_are_of_leader_and_opponent_before_all_else() -> None:
    asked = RatesAsked("matchups", ("source",))
    told = json.loads(Desk().find(asked).answer())
    assert told["by"] == ["leader", "opponent", "source"]
    assert json.loads(Desk().find().answer())["by"] == ["leader"]


@pytest.mark.parametrize("column", sorted(rates.ABOUT_PEOPLE))
def test_single_players_are_for_analysts(column: str) -> None:
    for asked in (replace(ASKED, by=(column,)), replace(ASKED, where={column: ["x"]})):
        with pytest.raises(ForbiddenError):
            Desk().find(asked)
        for role in (Role.ANALYST, Role.ADMIN):
            assert Desk().find(asked, who=replace(PLAYER, role=role)).answer()

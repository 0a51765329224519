"""The first cells of a report notebook: whatever was pasted in is checked."""

from __future__ import annotations

import json

import pytest

from tcb_analytics.errors import ReportError
from tcb_analytics.reports.models import LeaderParameters
from tcb_analytics.reports.notebook import notebook_parameters

IPYTHON = {"In": [""], "Out": {}, "_": "", "_i1": "leader = 1", "exit": object(), "json": json}


def check(**namespace: object) -> LeaderParameters:
    given = {**IPYTHON, "LeaderParameters": LeaderParameters, **namespace}
    return notebook_parameters("leader", LeaderParameters, given)


def test_names_of_ipython_modules_and_classes_are_no_parameters() -> None:
    assert check(leader="OP13-004", min_games=5).scalars()["min_games"] == 5


def test_an_unknown_name_pasted_in_is_refused() -> None:
    with pytest.raises(ReportError, match="min_gamse: no such parameter"):
        check(leader="OP13-004", min_gamse=5)


def test_a_required_parameter_that_was_not_given_is_asked_for() -> None:
    with pytest.raises(ReportError, match="leader: a value is required"):
        check(leader=None)

"""Every store does all that services ask of it, and is asked for it alike."""

from __future__ import annotations

import inspect

import pytest

from tcb_analytics.app.adapters.memory.work import MemoryJobs, MemoryKeptAnswers
from tcb_analytics.app.adapters.sql.work import SqlJobs, SqlKeptAnswers
from tcb_analytics.app.services.ports_work import Jobs, KeptAnswers


@pytest.mark.parametrize(
    ("port", "store"),
    [
        (Jobs, SqlJobs),
        (Jobs, MemoryJobs),
        (KeptAnswers, SqlKeptAnswers),
        (KeptAnswers, MemoryKeptAnswers),
    ],
)
def test_a_store_has_every_method_with_its_parameters(port: type, store: type) -> None:
    asked = {name: found for name, found in vars(port).items() if not name.startswith("_")}
    assert asked
    for name, method in asked.items():
        wanted = inspect.signature(method).parameters
        assert list(inspect.signature(getattr(store, name)).parameters) == list(wanted)

"""Several workers take parts that they can share; each that is missing is named by its setting."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.sharing import problems_of
from tcb_analytics.app.settings import AppSettings

REDIS = SecretStr("redis://127.0.0.1:6379/0")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, {"TCB_REDIS_URL", "TCB_CACHE_URL"}),
        ({"redis_url": REDIS}, {"TCB_CACHE_URL"}),
        ({"cache_url": REDIS}, {"TCB_REDIS_URL"}),
        ({"cache_url": SecretStr("null://"), "redis_url": REDIS}, set()),
    ],
)
def test_what_is_missing_is_named_by_its_setting(
    given: dict[str, SecretStr], missing: set[str]
) -> None:
    settings = AppSettings(**given)

    told = " ".join(problems_of(settings, 2))
    assert {name for name in ("TCB_REDIS_URL", "TCB_CACHE_URL") if name in told} == missing
    assert not problems_of(settings, 1)

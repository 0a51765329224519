"""Which parts are per process, and so cannot serve several workers."""

from __future__ import annotations

from collections.abc import Sequence

from tcb_analytics.app.settings import AppSettings


def problems_of(settings: AppSettings, workers: int) -> Sequence[str]:
    """What keeps these settings from serving with so many workers, each with the setting to add."""
    if workers <= 1:
        return ()
    found = []
    if not settings.redis_url.get_secret_value():
        found.append(
            "jobs and rate limits are of each process: set TCB_REDIS_URL=redis://host:6379/0"
        )
    if not settings.cache_url.get_secret_value():
        found.append(
            "the cache is of each process: set TCB_CACHE_URL=redis://host:6379/1, or null://"
        )
    return found

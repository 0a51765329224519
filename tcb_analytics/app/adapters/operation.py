"""What operators get of the parts that settings ask for: checks, pools, spans, reports, flags."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

from opentelemetry.trace import NoOpTracerProvider, TracerProvider

from tcb_analytics.app.adapters import tracing
from tcb_analytics.app.adapters.reporting import reports_to
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.watch import SqlWatch
from tcb_analytics.app.services.flags import Switches
from tcb_analytics.app.services.operation import Check, ErrorReports, NoReports, PoolState
from tcb_analytics.app.services.redaction import Redactor
from tcb_analytics.app.settings import SECRETS, AppSettings

PoolChange = Callable[[str, PoolState], None]


def _ignored(tell: PoolChange) -> None:
    """Nothing changes where there is no pool."""
    del tell


@dataclass(frozen=True)
class Operation:
    """What operators get.

    Attributes:
        switches: The feature flags.
        checks: A question to each part whether it works.
        pools: The connections to each database.
        on_pool_change: Calls back whenever those change.
        jobs: How many jobs there are in each state.
        tracers: Where spans come from.
        reports: Where faults are told.
        close: Sends what waits.
    """

    switches: Switches = field(default_factory=Switches)
    checks: tuple[Check, ...] = ()
    pools: Callable[[], Mapping[str, PoolState]] = dict
    on_pool_change: Callable[[PoolChange], None] = _ignored
    jobs: Callable[[], Mapping[str, int]] = dict
    tracers: TracerProvider = field(default_factory=NoOpTracerProvider)
    reports: ErrorReports = field(default_factory=NoReports)

    def close(self) -> None:
        """Send what waits."""
        self.reports.close()
        tracing.close(self.tracers)


def redactor_of(settings: AppSettings) -> Redactor:
    """Takes the secrets of these settings out of texts."""
    return Redactor(getattr(settings, name).get_secret_value() for name in SECRETS)


def operate(settings: AppSettings, database: Database, besides: Sequence[Check] = ()) -> Operation:
    """What operators get of an application with these settings.

    Args:
        settings: What the operator set.
        database: The databases.
        besides: Questions to other parts.

    Raises:
        ConfigError: The address of the error tracker is none.
    """
    watch = SqlWatch(database)
    tracers = tracing.tracers_of(settings.otlp_endpoint)
    tracing.trace_statements(database, tracers)
    databases = tuple(
        Check(name, name == "database", partial(watch.answers, name)) for name in watch.pools()
    )
    return Operation(
        switches=Switches(database.look, monotonic),
        checks=(*databases, Check("migrations", True, watch.is_current), *besides),
        pools=watch.pools, on_pool_change=watch.on_change, jobs=watch.jobs, tracers=tracers,
        reports=reports_to(settings.sentry_dsn.get_secret_value(), redactor_of(settings)),
    )  # fmt: skip

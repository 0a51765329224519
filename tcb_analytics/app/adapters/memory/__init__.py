"""Every repository in memory, for tests of services: the same rules, no database, microseconds."""

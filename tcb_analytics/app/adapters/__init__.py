"""The services' ports on real things: databases, caches, queues, the lake; and in memory."""

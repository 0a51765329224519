"""The use cases, a function each, and the ports that they need. No SQL, no HTTP, no clock."""

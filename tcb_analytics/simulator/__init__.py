"""Monte-Carlo matches."""

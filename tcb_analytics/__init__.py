"""TCB, the Trading Card Brain: a data lab for trading card games."""

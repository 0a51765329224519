"""The rule book in plain Python: state, steps and effects of the reference engine.

Written to be read and checked against the comprehensive rules of the One Piece Card Game
(rule numbers in the docstrings are those of version 1.1.x), not to be fast. Leaves out
pilots' weights (``pilots``) and anything compiled.
"""

"""The compiled engine: the rules of ``reference`` on flat arrays, by numba.

``layout`` says where everything lies; ``table`` writes a match down; the other modules mirror
those of ``rulebook``, function by function. Leaves out what a run's sums mean (``results``).
"""

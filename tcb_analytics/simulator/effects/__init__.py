"""What cards do: their texts read into a form that the match engines interpret.

Reading is strict: a card counts as modelled only if every clause of its text is. Leaves out
playing the effects, which is the engines' work.
"""

from __future__ import annotations

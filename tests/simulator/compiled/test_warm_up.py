from __future__ import annotations

import os
import subprocess
import sys

import numpy as np

from tcb_analytics.simulator.compiled import layout
from tcb_analytics.simulator.compiled.machine_code import MachineCode
from tcb_analytics.simulator.compiled.warm_up import engine, kept_at

LATER = """
import sys
from tcb_analytics.simulator import simulate
from tests.simulator.random_decks import plain_deck, worded_deck

simulate(plain_deck(1), worded_deck(2), games=50)
print("numba" in sys.modules)
"""


def test_the_engine_is_on_disk_once_it_has_been_used() -> None:
    engine()

    assert MachineCode.load(kept_at()) is not None


def test_a_second_process_plays_without_a_word_and_without_the_compiler() -> None:
    engine()
    done = subprocess.run(
        [sys.executable, "-c", LATER], env=dict(os.environ), capture_output=True, check=True
    )

    assert (done.stdout, done.stderr) == (b"False\n", b"")


def test_the_state_has_room_for_every_card_of_two_decks() -> None:
    assert layout.CARDS_MOST >= 2 * 51
    assert layout.ZONE >= 51
    assert layout.ZONE & (layout.ZONE - 1) == 0
    assert np.iinfo(np.int16).max > layout.STATE_SIZE

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.simulator.randomness import WORD, advance, fold_seed, mix, stream_start

WORDS = st.integers(0, WORD)


def test_the_stream_is_that_of_the_published_generator() -> None:
    """First numbers of SplitMix64 from 1234567, as its authors' program prints them."""
    state, numbers = 1234567, []
    for _ in range(5):
        state = advance(state)
        numbers.append(mix(state))

    assert numbers == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@given(WORDS, st.integers(0, 2**31))
def test_every_game_has_a_stream_of_its_own(seed: int, game: int) -> None:
    assert stream_start(seed, game) != stream_start(seed, game + 1)
    assert 0 <= stream_start(seed, game) <= WORD


@given(st.lists(st.integers(-(2**80), 2**80), min_size=2, max_size=4, unique=True))
def test_a_seed_depends_on_every_part_and_on_their_order(parts: list[int]) -> None:
    assert fold_seed(*parts) != fold_seed(*reversed(parts))
    assert 0 <= fold_seed(*parts) <= WORD

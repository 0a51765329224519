"""The attacks: as many as promised, none twice, of everything that they are made of."""

from __future__ import annotations

from itertools import product

import pytest

from tests.app.security.payloads import DISGUISES, KINDS, attacks


def test_there_are_fifteen_hundred_attacks() -> None:
    assert sum(len(attacks(kind)) for kind in KINDS) == 1_500


@pytest.mark.parametrize("kind", KINDS)
def test_no_attack_is_made_twice_and_every_run_makes_the_same(kind: str) -> None:
    made = attacks(kind)

    assert len(set(made)) == len(made) == KINDS[kind][2]
    assert made == attacks(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_way_out_is_tried_undisguised(kind: str) -> None:
    what, where, _ = KINDS[kind]
    made = set(attacks(kind))
    tried = {around for around in where for text in what if around.format(text) in made}

    assert tried == set(where)


@pytest.mark.parametrize("kind", KINDS)
def test_every_disguise_is_worn(kind: str) -> None:
    what, where, _ = KINDS[kind]
    made = set(attacks(kind))
    plain = [around.format(text) for around, text in product(where, what)]

    for disguise in DISGUISES:
        assert any(disguise(one) in made for one in plain)

"""What a command refuses before it works is wrong use, with the remedy that the error names."""

from __future__ import annotations

import click
import pytest

from tcb_analytics.cli.misuse import misuse
from tcb_analytics.errors import DeckError
from tests.cli.conftest import Tcb


def test_an_expected_error_becomes_wrong_use_and_keeps_its_remedy() -> None:
    with pytest.raises(click.UsageError, match=r"no such\nNext: another"), misuse():
        raise DeckError("no such", remedy="another")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "fancy"), "no strategy 'fancy'"),
        (("simulate", "a", "b", "--games", "-5"), "from 1 to 10,000,000, got -5"),
        (("simulate", "a", "b", "--games", "1000000000"), "from 1 to 10,000,000"),
        (("simulate", "a", "b", "--pilot", "fox"), "no pilot 'fox'"),
        (("improve", "a", "--strategy", "fancy"), "no strategy 'fancy'"),
    ],
)
def test_impossible_options_are_wrong_use_and_name_one_remedy(
    tcb: Tcb, words: tuple[str, ...], said: str
) -> None:
    done = tcb("deck", *words)

    assert done.code == 2
    assert said in done.err
    assert done.err.count("Next: ") == 1

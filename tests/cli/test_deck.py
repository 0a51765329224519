"""`tcb deck` as a noun: every verb is declared with the help that it has."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from tcb_analytics.cli.deck import VERBS
from tcb_analytics.cli.deck_asked import asking, day
from tests.cli.conftest import Tcb


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_a_command_of_its_name_with_an_example(verb: str, tcb: Tcb) -> None:
    command = getattr(import_module(VERBS[verb].module), VERBS[verb].attribute)
    assert command.name == verb
    done = tcb("deck", verb, "--help")
    assert done.code == 0
    assert f"Example: tcb deck {verb}" in done.out


def test_the_list_of_verbs_imports_no_solver() -> None:
    code = (
        "import sys; from tcb_analytics.cli.entry import run; run(['deck', '--help']); "
        "print([name for name in ('highspy', 'numba', 'duckdb') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_shared_options_are_given_in_one_place() -> None:
    command = asking(lambda **_: None)
    given = {option.name for option in command.__click_params__}
    assert {"collection", "missing", "prices", "budget", "values", "include", "exclude"} <= given
    assert day(None) is None

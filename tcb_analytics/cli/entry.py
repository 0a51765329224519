"""Running a command and turning every way to fail into one line and an exit code.

0 done, 1 failed, 2 used wrongly, 130 interrupted, 141 the reader of a pipe has gone.
A traceback appears only with ``--debug``.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from tcb_analytics.cli.remedies import in_commands
from tcb_analytics.cli.root import tcb
from tcb_analytics.cli.text import folded, printable
from tcb_analytics.errors import ConfigError, FormatError, QueryError, TcbError

FAILED, MISUSED, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141
LINES = 14
"""Lines of an error that are told; whoever needs more has the file before them."""
MISUSE = (ConfigError, FormatError, QueryError)
"""Errors that a better command or setting avoids."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and exit.

    Args:
        args: The words after `tcb`; those of the process by default.
    """
    words = list(sys.argv[1:] if args is None else args)
    sys.exit(run(words))


def run(words: Sequence[str]) -> int:
    """Run a command line; returns the exit code and raises nothing."""
    try:
        code = _guarded(list(words))
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code


def _guarded(words: list[str]) -> int:
    debug = "--debug" in words[:1]
    try:
        with tcb.make_context("tcb", words) as context:
            result = tcb.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except BrokenPipeError:
        raise
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a user sees no traceback
        if debug:
            traceback.print_exc()
        message, code = _told(error)
        for line in _brief(f"tcb: {message}".splitlines()):
            print(folded(printable(line), sys.stderr), file=sys.stderr)
        return code
    return result if isinstance(result, int) else 0


def _told(error: BaseException) -> tuple[str, int]:
    """What to say of an error, and the exit code."""
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return "interrupted; nothing is half-done", INTERRUPTED
    if isinstance(error, click.UsageError):
        return _usage(error), MISUSED
    if isinstance(error, click.ClickException):
        return error.format_message(), FAILED
    if isinstance(error, TcbError):
        if error.remedy:
            error.remedy = in_commands(error.remedy)
        return str(error), MISUSED if isinstance(error, MISUSE) else FAILED
    hint = "Next: the same with tcb --debug shows where; please report it"
    return f"unexpected {type(error).__name__}: {error}\n{hint}", FAILED


def _brief(lines: list[str]) -> list[str]:
    """The lines of a message; of a long list of faults the first ones and the next step."""
    if len(lines) <= LINES:
        return lines
    tail = lines[-1:] if lines[-1].startswith("Next: ") else []
    return [*lines[: LINES - 2], f"and {len(lines) - len(tail) - LINES + 2:,} more lines", *tail]


def _usage(error: click.UsageError) -> str:
    lines = [error.format_message()]
    if error.ctx is not None and "\nNext: " not in lines[0]:
        lines.append(f"Next: {error.ctx.command_path} --help")
    return "\n".join(lines)

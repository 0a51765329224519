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

from tcb_analytics.cli.root import tcb
from tcb_analytics.cli.text import printable
from tcb_analytics.errors import ConfigError, FormatError, QueryError, TcbError

FAILED, MISUSED, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141
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
        result = tcb.main(args=words, prog_name="tcb", standalone_mode=False)
    except BrokenPipeError:
        raise
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted; nothing is half-done", INTERRUPTED)
    except click.UsageError as error:
        return _fail(_usage(error), MISUSED)
    except click.ClickException as error:
        return _fail(error.format_message(), FAILED)
    except TcbError as error:
        if debug:
            traceback.print_exc()
        return _fail(str(error), MISUSED if isinstance(error, MISUSE) else FAILED)
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback for a user
        if debug:
            traceback.print_exc()
        kind = type(error).__name__
        hint = "Next: the same with tcb --debug shows where; please report it"
        return _fail(f"unexpected {kind}: {error}\n{hint}", FAILED)
    return result if isinstance(result, int) else 0


def _usage(error: click.UsageError) -> str:
    lines = [error.format_message()]
    if error.ctx is not None:
        lines.append(f"Next: {error.ctx.command_path} --help")
    return "\n".join(lines)


def _fail(message: str, code: int) -> int:
    lines = [printable(line) for line in message.splitlines()] or [""]
    print(f"tcb: {lines[0]}", *lines[1:], sep="\n", file=sys.stderr)
    return code

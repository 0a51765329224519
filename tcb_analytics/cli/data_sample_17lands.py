"""`tcb data sample-17lands`: logs of an invented set in 17Lands' shape, with their truth."""

from __future__ import annotations

from pathlib import Path

import click

from tcb_analytics.cli.output import say
from tcb_analytics.cli.progress import steps
from tcb_analytics.workbench.limited_sample import write_limited_sample
from tcb_analytics.workbench.limited_sample.events import EVENTS


@click.command(
    "sample-17lands",
    epilog="Example: tcb data sample-17lands --set SYN --games 500000 --seed 7 --out syn-logs",
)
@click.option("--set", "set_code", default="SYN", show_default=True, help="Code of the set.")
@click.option(
    "--games", type=int, default=20_000, show_default=True,
    help="Games to write, up to 20 million; the last draft is written whole.",
)  # fmt: skip
@click.option("--seed", type=int, default=7, show_default=True, help="Seed of strengths and games.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("limited-sample"),
    show_default=True, help="Folder to write.",
)  # fmt: skip
@click.option("--cards", type=int, default=286, show_default=True, help="Cards of the set.")
@click.option(
    "--event", type=click.Choice(list(EVENTS)), default="PremierDraft", show_default=True,
    help="Kind of draft.",
)  # fmt: skip
@click.option("--gz/--plain", default=True, show_default=True, help="Gzip the logs or not.")
@click.option("--force", is_flag=True, help="Replace an earlier sample in that folder.")
def sample_17lands(
    *, set_code: str, games: int, seed: int, out: Path, cards: int, event: str, gz: bool,
    force: bool,
) -> None:  # fmt: skip
    """Write logs of drafts and games of an invented set, shaped as 17Lands' public ones.

    What wins is declared and written beside them, to compare answers with.
    """
    with steps("sample-17lands") as step:
        made = write_limited_sample(
            out, set_code=set_code, games=games, seed=seed, cards=cards, event=event, gz=gz,
            force=force, progress=lambda done, total: step(done, total, "games"),
        )  # fmt: skip
    say(
        f"{made.games:,} games of {made.drafts:,} drafts, {len(made.files)} files, "
        f"{made.bytes / 1e6:,.1f} MB in {made.folder}"
    )
    say(f"Next: tcb import {made.folder}")

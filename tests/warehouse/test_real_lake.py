"""All real files in one lake, through the command line, and what must come out of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tcb_analytics.warehouse.lake import Lake, open_lake

pytestmark = [pytest.mark.real_data, pytest.mark.timeout(900)]


def tcb(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"TCB_HOME": str(home)}
    command = [sys.executable, "-m", "tcb_analytics", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


IMPORT = """
import re, sys
from pathlib import Path
from tcb_analytics.cli.entry import run
code = run(["import", sys.argv[1]])
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s*(\\d+) kB", status.read_text())[1] if status.exists() else 0
Path(sys.argv[2]).write_text(str(int(peak) * 1024))
sys.exit(code)
"""
"""An import that tells its own peak: what the system says of a child counts its parent's too."""


@pytest.fixture(scope="module")
def home(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose lake holds every real file, imported as a user would."""
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-c", IMPORT, str(real_data), str(home / "peak")]
    environment = os.environ | {"TCB_HOME": str(home)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture(scope="module")
def lake(home: Path) -> Lake:
    return open_lake(home)


def test_importing_everything_takes_less_than_a_gigabyte(home: Path) -> None:
    assert int((home / "peak").read_text(encoding="utf-8")) < 1e9


def test_importing_everything_again_changes_nothing(home: Path, real_data: Path) -> None:
    version = open_lake(home).version
    done = tcb(home, "import", str(real_data), "--json")
    assert done.returncode == 0, done.stderr
    statuses = Counter(file["status"] for file in json.loads(done.stdout)["files"])
    assert set(statuses) == {"unchanged", "skipped"}
    assert open_lake(home).version == version


def test_the_catalogue_has_every_card_once_as_its_base_print_tells_it(lake: Lake) -> None:
    cards = lake.catalog(game="onepiece").cards
    assert len(cards) == 2_665
    assert Counter(str(card.category) for card in cards) == {
        "Character": 2_089, "Event": 393, "Leader": 136, "Stage": 47,
    }  # fmt: skip
    leaders = [card for card in cards if card.life is not None]
    assert Counter(card.life for card in leaders) == {5: 69, 4: 61, 3: 3, 6: 2, 2: 1}
    assert sum(len(card.colors) == 2 for card in leaders) == 68


def test_the_limitless_week_gives_its_published_rates(lake: Lake) -> None:
    seen = lake.win_rates(by="leader", where={"source": "limitless"}, threshold=0).df()
    published = lake.sql(
        "SELECT leader, published_win_rate AS rate, published_games AS games FROM shares"
    ).df()
    both = seen.merge(published, on="leader", suffixes=("", "_published"))
    assert len(both) == 44
    assert (both["rate"] - both["rate_published"]).abs().max() < 0.00051
    assert (both["games"] == both["games_published"]).all()
    assert tuple(seen[["wins", "losses", "ties"]].sum()) == (1_032, 1_032, 14)


def test_matchups_of_the_week_are_antisymmetric(lake: Lake) -> None:
    cells = lake.matchups(where={"source": "limitless"}, threshold=0).df()
    assert len(cells) == 472
    mirrored = cells.merge(
        cells,
        left_on=["leader", "opponent"],
        right_on=["opponent", "leader"],
        suffixes=("", "_back"),
    )
    assert len(mirrored) == 472
    assert (mirrored["wins"] == mirrored["losses_back"]).all()
    assert (mirrored["ties"] == mirrored["ties_back"]).all()


def test_leaders_newer_than_the_catalogue_are_kept_and_flagged(lake: Lake) -> None:
    flagged = lake.sql(
        "SELECT count(*) FILTER (NOT known) AS unknown, count(*) AS every FROM card_names"
        " WHERE number IN (SELECT leader FROM shares)"
    ).df()
    assert tuple(flagged.iloc[0]) == (6, 44)


def test_a_real_leader_gets_a_report(home: Path, tmp_path: Path) -> None:
    done = tcb(home, "report", "leader", "-p", "leader=OP13-004", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Sabo OP13-004 wins 49.5 % of 384 matches"), done.stdout
    (page,) = tmp_path.glob("*.html")
    assert "in no imported catalogue" in page.read_text(encoding="utf-8")

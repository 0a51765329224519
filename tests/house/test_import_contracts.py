"""Every door of the house refuses a wrong import, rooms of later days included."""

from __future__ import annotations

import io
import itertools
import shutil
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from importlinter.application.output import console
from importlinter.cli import lint_imports

REPOSITORY = Path(__file__).resolve().parents[2]

BARS = (
    ("cli",),
    ("academy",),
    ("app", "explorer", "reports"),
    ("workbench",),
    ("charts",),
    ("warehouse", "simulator", "strategies"),
    ("statistics",),
    ("cards",),
    ("config",),
    ("errors",),
)
ROOMS = tuple(itertools.chain.from_iterable(BARS))
APP = ("api", "bootstrap", "adapters", "services", "models")
LEVEL = {room: level for level, bar in enumerate(BARS) for room in bar}

CONFINED = {
    ("duckdb", "deltalake", "pyspark", "delta"): {"warehouse"},
    ("flask", "apiflask"): {"app.api"},
    ("sqlalchemy",): {"app.models", "app.adapters", "academy"},
    ("papermill",): {"reports"},
    ("numba", "llvmlite"): {"simulator", "warehouse"},
}
TITLES = {
    "duckdb": "Only the warehouse opens DuckDB, Delta or Spark",
    "deltalake": "Only the warehouse opens DuckDB, Delta or Spark",
    "pyspark": "Only the warehouse opens DuckDB, Delta or Spark",
    "delta": "Only the warehouse opens DuckDB, Delta or Spark",
    "flask": "Only the API knows Flask",
    "apiflask": "Only the API knows Flask",
    "sqlalchemy": "Only models, adapters and lessons know SQLAlchemy",
    "papermill": "Only reports know papermill",
    "numba": "Only the simulator and the warehouse compile with numba",
    "llvmlite": "Only the simulator and the warehouse compile with numba",
}
PLACES = (*ROOMS[:2], *(f"app.{part}" for part in APP), *ROOMS[3:])


def upward() -> list[tuple[str, str, str]]:
    """Each pair of rooms whose first may not see the second, as (room, import, contract)."""
    doors = [
        (room, f"tcb_analytics.{other}", "Doors open one way")
        for room, other in itertools.permutations(ROOMS, 2)
        if LEVEL[other] <= LEVEL[room]
    ]
    inner = "Inside the application doors open one way"
    return doors + [
        (f"app.{low}", f"tcb_analytics.app.{high}", inner)
        for high, low in itertools.combinations(APP, 2)
    ]


def external() -> list[tuple[str, str, str]]:
    """Each confined package in each room that may not know it."""
    return [
        (place, package, TITLES[package])
        for packages, allowed in CONFINED.items()
        for package in packages
        for place in PLACES
        if place not in allowed
    ]


def pure() -> list[tuple[str, str, str]]:
    """Imports that the rooms of plain Python refuse, and the package root everywhere."""
    cards = "Cards stand on the standard library alone"
    counts = "Statistics stand on numpy and scipy alone"
    errors = "Errors stand on the standard library alone"
    root = "No room imports the package root"
    return [
        *(("cards", name, cards) for name in ("numpy", "pydantic", "yaml", "tcb_analytics.config")),
        *(("statistics", name, counts) for name in ("pandas", "pyarrow", "tcb_analytics.config")),
        ("errors", "click", errors),
        *((place, "tcb_analytics", root) for place in PLACES),
    ]


def lint(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Exit code and output of import-linter over the copy in ``folder``."""
    monkeypatch.chdir(folder)
    for name in [n for n in sys.modules if n.partition(".")[0] == "tcb_analytics"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(folder))
    seen = io.StringIO()
    with redirect_stdout(seen):
        monkeypatch.setattr(console, "_file", seen)
        monkeypatch.setattr(console, "_width", 300)
        code = lint_imports(config_filename=".importlinter", no_cache=True, no_logo=True)
    return code, seen.getvalue()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package in which every room exists, even those still to be built."""
    folder = tmp_path_factory.mktemp("house")
    package = folder / "tcb_analytics"
    skip = shutil.ignore_patterns("__pycache__", "_bundle")
    shutil.copytree(REPOSITORY / "tcb_analytics", package, ignore=skip)
    shutil.copy(REPOSITORY / ".importlinter", folder)
    (folder / "tests" / "house").mkdir(parents=True)
    shutil.copy(REPOSITORY / "tests/house/import_contracts.py", folder / "tests/house")
    for room in (*PLACES, *ROOMS):
        path = package.joinpath(*room.split("."))
        if not path.with_suffix(".py").exists():
            path.mkdir(parents=True, exist_ok=True)
            (path / "__init__.py").touch()
    return folder


def planted(house: Path, room: str) -> Path:
    """The file in which a wrong import is planted."""
    path = house.joinpath("tcb_analytics", *room.split("."))
    return path / "planted.py" if path.is_dir() else path.with_suffix(".py")


def test_the_house_as_it_stands_keeps_every_contract(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, seen = lint(house, monkeypatch)

    assert code == 0, seen
    assert "0 broken" in seen


@pytest.mark.parametrize(
    ("room", "imported", "contract"),
    [pytest.param(*door, id=f"{door[0]}->{door[1]}") for door in (*upward(), *external(), *pure())],
)
def test_a_wrong_import_breaks_its_contract(
    house: Path, monkeypatch: pytest.MonkeyPatch, room: str, imported: str, contract: str
) -> None:
    file = planted(house, room)
    before = file.read_text(encoding="utf-8") if file.exists() else None
    file.write_text((before or "") + f"\nimport {imported}\n", encoding="utf-8")
    try:
        code, seen = lint(house, monkeypatch)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_text(before, encoding="utf-8")

    assert code == 1, seen
    assert f"{contract} BROKEN" in seen


def test_a_room_that_no_layer_lists_breaks_the_contract(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shed = house / "tcb_analytics" / "shed"
    shed.mkdir()
    (shed / "__init__.py").touch()
    try:
        code, seen = lint(house, monkeypatch)
    finally:
        shutil.rmtree(shed)

    assert code == 1
    assert "tcb_analytics.shed" in seen

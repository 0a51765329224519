"""`make sbom`: a CycloneDX document of everything that uv.lock lists."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from tests.house.tree import REPOSITORY

NEEDED = {
    "type": "object",
    "required": ["bomFormat", "specVersion", "version", "serialNumber", "metadata", "components"],
    "properties": {
        "bomFormat": {"const": "CycloneDX"},
        "specVersion": {"const": "1.5"},
        "version": {"type": "integer", "minimum": 1},
        "serialNumber": {"pattern": "^urn:uuid:[0-9a-f-]{36}$"},
        "metadata": {"type": "object", "required": ["timestamp", "tools", "component"]},
        "components": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "required": ["type", "name", "bom-ref", "purl"],
                "properties": {
                    "type": {"const": "library"},
                    "name": {"type": "string", "minLength": 1},
                    "bom-ref": {"type": "string", "minLength": 1},
                    "purl": {"pattern": r"^pkg:pypi/[a-z0-9._-]+@[^@]+$"},
                },
            },
        },
        "dependencies": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["ref"],
                "properties": {
                    "ref": {"type": "string"},
                    "dependsOn": {"type": "array", "uniqueItems": True},
                },
            },
        },
    },
}
"""What the specification of CycloneDX 1.5 demands of the parts that are there."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The document, made as by `make sbom`, but elsewhere."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.split("\nsbom:", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    uv = shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        pytest.skip("uv is not installed: make install brings it")
    made = tmp_path_factory.mktemp("sbom") / "sbom.json"
    words = recipe[0].strip().removeprefix("@").replace("$(BIN)/uv", uv).split()
    words[words.index("sbom.json")] = str(made)
    subprocess.run(words, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    document: dict[str, object] = json.loads(made.read_text(encoding="utf-8"))
    return document


def test_it_is_a_cyclonedx_document(told: dict[str, object]) -> None:
    jsonschema.validate(told, NEEDED)


def test_it_names_every_locked_package(told: dict[str, list[dict[str, str]]]) -> None:
    locked = tomllib.loads((REPOSITORY / "uv.lock").read_text(encoding="utf-8"))["package"]
    listed = {(one["name"], one["version"]) for one in locked if "registry" in one["source"]}
    named = {(one["name"], one["version"]) for one in told["components"]}

    assert len(listed) > 200
    assert named == listed


def test_what_depends_on_what_leads_to_what_is_named(told: dict[str, list[dict[str, str]]]) -> None:
    known = {one["bom-ref"] for one in told["components"]} | {
        told["metadata"]["component"]["bom-ref"]  # type: ignore[call-overload]  # an object
    }
    for one in told["dependencies"]:
        assert {one["ref"], *one.get("dependsOn", ())} <= known

"""Settings from the environment, secrets from files, and faults that show no secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.app.settings import SECRETS, load_app_settings
from tcb_analytics.errors import ConfigError

ADDRESS = "postgres://ann:p4ssw0rd@db/tcb"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.delenv(f"TCB_{name.upper()}", raising=False)


def test_a_secret_is_read_from_the_file_that_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{ADDRESS}\n")
    monkeypatch.setenv("TCB_DATABASE_URL_FILE", str(file))

    settings = load_app_settings()

    assert settings.database == "postgresql+psycopg://ann:p4ssw0rd@db/tcb"
    assert "p4ssw0rd" not in repr(settings)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["absent", "no text"])
def test_a_file_that_cannot_be_read_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("TCB_DATABASE_URL_FILE", str(file))

    with pytest.raises(ConfigError, match="cannot be read") as refused:
        load_app_settings()

    assert refused.value.where == "TCB_DATABASE_URL_FILE"
    assert str(file) in refused.value.what


def test_a_wrong_value_is_told_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TCB_POOL_SIZE", "many")

    with pytest.raises(ConfigError, match="many") as refused:
        load_app_settings()

    assert refused.value.where == "TCB_POOL_SIZE"

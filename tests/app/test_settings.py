"""Settings of the application: secrets from the environment or from files, never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.app.settings import SECRETS, AppSettings, load_app_settings
from tcb_analytics.errors import ConfigError

ADDRESS = "postgresql://tcb:p4ssw0rd@db.example/tcb"


@pytest.mark.parametrize("name", SECRETS)
def test_every_secret_can_come_from_a_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / name
    file.write_text(f"{ADDRESS}\n", encoding="utf-8")
    monkeypatch.setenv(f"TCB_{name.upper()}_FILE", str(file))

    loaded = load_app_settings()

    assert getattr(loaded, name).get_secret_value() == ADDRESS
    assert "p4ssw0rd" not in repr(loaded)
    assert "p4ssw0rd" not in loaded.model_dump_json()


@pytest.mark.parametrize("made", [False, True])
def test_a_file_that_cannot_be_read_is_named_with_its_variable(
    made: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    if made:
        file.write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("TCB_METRICS_TOKEN_FILE", str(file))
    with pytest.raises(ConfigError) as refused:
        load_app_settings()
    assert refused.value.where == "TCB_METRICS_TOKEN_FILE"


def test_no_setting_has_a_secret_by_default() -> None:
    for name in SECRETS:
        assert AppSettings.model_fields[name].default.get_secret_value() == ""


def test_a_wrong_value_is_told_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TCB_SESSION_IDLE_MINUTES", "4")
    with pytest.raises(ConfigError) as refused:
        load_app_settings()
    assert refused.value.where == "TCB_SESSION_IDLE_MINUTES"
    assert "'4'" in refused.value.what


def test_an_address_of_postgres_names_the_driver_that_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TCB_DATABASE_URL", "postgres://ann:p4ssw0rd@db.example/tcb")
    assert load_app_settings().database == "postgresql+psycopg://ann:p4ssw0rd@db.example/tcb"

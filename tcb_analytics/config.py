"""Settings from the environment, and where the bundled files lie.

Every setting is a ``TCB_*`` variable with a default that works on a laptop.
Rooms take what they need as arguments; only front doors (``open_lake``, the
command line) read the environment.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tcb_analytics.errors import ConfigError


class Settings(BaseSettings):
    """What a user may set, by environment variable ``TCB_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="TCB_", frozen=True)

    home: Path = Field(
        default_factory=lambda: user_data_path("tcb_analytics", appauthor=False),
        description="Folder of the lake, the reports and everything else that is kept.",
    )
    memory_limit: str = Field(
        default="1GB",
        pattern=r"^[0-9]+(\.[0-9]+)?(MB|GB)$",
        description="Memory the engine may use before it spills to disk.",
    )
    threads: int = Field(
        default=0, ge=0, le=256, description="Threads of the engine; 0: all cores."
    )
    max_input_mb: int = Field(
        default=512, ge=1, description="Largest single file, unpacked, that an import reads (MB)."
    )
    engine: Literal["duckdb", "spark"] = Field(
        default="duckdb", description="What answers questions: `duckdb`, or `spark`."
    )
    spark_master: str = Field(
        default="local[*]",
        pattern=r"^\S+$",
        description="Spark's master, such as `spark://host:7077`; by default this machine.",
    )

    max_log_mb: int = Field(
        default=65_536, ge=1,
        description="Longest log of Limited games or drafts, unpacked (MB): read as a stream.",
    )  # fmt: skip

    hot_mb: int = Field(
        default=512,
        ge=0,
        description="Columns of Limited logs held in memory between questions (MB); 0: none.",
    )

    @property
    def lake(self) -> Path:
        """Folder of the Delta tables."""
        return self.home / "lake"

    @property
    def reports(self) -> Path:
        """Folder that reports are written to by default."""
        return self.home / "reports"


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        ConfigError: A ``TCB_*`` variable has a wrong value.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "TCB_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ConfigError(
            f"{first['msg']} (got {first.get('input')!r})",
            where=name,
            remedy=f"unset {name}, or set it as the table of settings in README.md says",
        ) from error


@cache
def bundled(name: str) -> Path:
    """Folder of bundled files: ``"sample"`` or ``"notebooks"``.

    An installed wheel carries them inside the package; a checkout keeps them at
    the top level, where people look for them.

    Raises:
        ConfigError: The installation lacks the folder.
    """
    package = Path(__file__).resolve().parent
    checkout = {"sample": "data/sample", "notebooks": "notebooks"}
    for folder in (package / "_bundle" / name, package.parent / checkout[name]):
        if folder.is_dir():
            return folder
    raise ConfigError(
        f"the bundled folder {name!r} is missing from this installation",
        remedy="reinstall: pip install --force-reinstall tcb-analytics",
    )

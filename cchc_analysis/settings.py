"""Where things are kept; every place can be moved by an environment variable ``CCHC_…``."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_DIR = Path(__file__).resolve().parents[1]
_PREFIX = "CCHC_"


class Settings(BaseSettings):
    """Folders of the project. ``CCHC_OUTPUTS_DIR=/mnt/reports`` moves the outputs, and so on."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True)

    reference_dir: Path = PROJECT_DIR / "data" / "reference"
    sample_dir: Path = PROJECT_DIR / "data" / "sample"
    warehouse_dir: Path = PROJECT_DIR / "data" / "warehouse"
    notebooks_dir: Path = PROJECT_DIR / "notebooks"
    outputs_dir: Path = PROJECT_DIR / "outputs"
    # What the statistics of packages run on: duckdb, or spark where one machine is outgrown.
    engine: str = "duckdb"


def load_settings() -> Settings:
    """Return the settings that the environment gives now (tests and the command line may differ)."""
    # Asked for with every reference file: they are made anew only when one of their variables has changed.
    return _settings_of(tuple((name, os.environ[name]) for name in os.environ if name.upper().startswith(_PREFIX)))


def fix_folders() -> None:
    """Write the folders of the environment in full, as they are meant where a command is typed.

    The processes that run notebooks work in folders of their own, from which ``../data`` is another place.
    """
    for name, folder in list(os.environ.items()):
        if name.upper().startswith(_PREFIX) and name.upper().endswith("_DIR") and folder:
            os.environ[name] = str(Path(folder).resolve())


@functools.lru_cache(maxsize=8)
def _settings_of(_environment: tuple[tuple[str, str], ...]) -> Settings:
    return Settings()

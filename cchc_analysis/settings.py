"""Where things are kept; every place can be moved by an environment variable ``CCHC_…``."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_DIR = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Folders of the project. ``CCHC_OUTPUTS_DIR=/mnt/reports`` moves the outputs, and so on."""

    model_config = SettingsConfigDict(env_prefix="CCHC_", extra="forbid")

    reference_dir: Path = PROJECT_DIR / "data" / "reference"
    sample_dir: Path = PROJECT_DIR / "data" / "sample"
    warehouse_dir: Path = PROJECT_DIR / "data" / "warehouse"
    notebooks_dir: Path = PROJECT_DIR / "notebooks"
    outputs_dir: Path = PROJECT_DIR / "outputs"
    # What the statistics of packages run on: duckdb, or spark where one machine is outgrown.
    engine: str = "duckdb"


def load_settings() -> Settings:
    """Read the settings from the environment now (tests and the command line may differ)."""
    return Settings()

"""Real scores, read once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.intake.sources import parse_source, read_source


@pytest.fixture(scope="session")
def papi_scores(shared_data: Path) -> pd.DataFrame:
    """The ``scores`` of every year of PAPI; not to be changed."""
    return read_source(parse_source(f"papi={shared_data / 'papi'}")).tables["scores"]

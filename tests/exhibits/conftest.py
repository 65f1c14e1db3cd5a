"""The sample city, written once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.exhibits import show
from cchc_analysis.sample.write import write_sample
from cchc_analysis.tables.warehouse import Warehouse


@pytest.fixture(scope="session")
def sample_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the sample city."""
    base = tmp_path_factory.mktemp("exhibits")
    write_sample(base / "sample")
    return base


@pytest.fixture(scope="module")
def sample(sample_base: Path) -> Iterator[None]:
    """The sample city and a warehouse in a folder of their own: no test touches the project's."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sample", "warehouse"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(sample_base / name))
        yield


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What a notebook would be given to display, in order."""
    bundles: list[dict[str, object]] = []
    monkeypatch.setattr(show, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of Quận 4 that was held: offline, its price not read."""
    row = {
        "package_id": ["P1"], "agency_code": ["Q4"], "agency_name": ["Quận 4"], "name": ["Mua máy tính"],
        "field": [""], "form": ["open_bidding"], "is_online": pd.array([False], dtype="boolean"),
        "is_domestic": pd.array([True], dtype="boolean"), "method": [""],
        "value_vnd": pd.array([pd.NA], dtype="Int64"),
        "published_on": pd.to_datetime(["2020-05-05"]).astype("datetime64[us]"), "province": [""],
        "finding": ["x"], "severity": ["held"], "source_file": ["a.csv"], "source_row": [7],
    }  # fmt: skip
    read = Warehouse.table
    monkeypatch.setattr(
        Warehouse, "table", lambda self, name: pd.DataFrame(row) if name == "unsettled" else read(self, name)
    )

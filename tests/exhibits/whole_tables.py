"""A guard for what may be a nation's: such a table is asked of the engine, and never read whole into pandas."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.tables.layout import LAYOUTS
from cchc_analysis.tables.warehouse import Warehouse

LARGE = (*LAYOUTS, "unsettled")


def forbid_whole_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a large table is read whole, which takes memory that grows with it."""
    read = Warehouse.table

    def small(self: Warehouse, name: str) -> pd.DataFrame | None:
        assert name not in LARGE, f"{name} was read whole"
        return read(self, name)

    monkeypatch.setattr(Warehouse, "table", small)

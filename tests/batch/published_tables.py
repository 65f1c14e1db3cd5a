"""The tables of a published report, as they lie beside its pages."""

from __future__ import annotations

import csv
from pathlib import Path


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table of one job (``overview``, an agency), every cell as text."""
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))

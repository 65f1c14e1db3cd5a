"""The packages of a warehouse added up into cells, kept from one report to the next."""

from __future__ import annotations

from collections.abc import Iterable

import ibis.expr.types as ir

from cchc_analysis.compliance.cells import package_cells
from cchc_analysis.reference.procurement_rules import load_rules
from cchc_analysis.tables.kept import kept_table
from cchc_analysis.tables.warehouse import Warehouse


def open_cells(
    warehouse: Warehouse, engine: str = "duckdb", *, years: Iterable[int] | None = None
) -> ir.Table | None:
    """Return the ``package_cells`` of a warehouse on an engine, or None if it has no packages.

    Every statistic of the quota takes them in place of packages, for periods that end with a quarter. They do not
    know provinces: a report on a place asks the packages themselves. `years` as in `Warehouse.open`.
    """
    return kept_table(
        warehouse,
        "package_cells",
        of="packages",
        build=lambda packages: package_cells(packages, load_rules()),
        engine=engine,
        years=years,
    )

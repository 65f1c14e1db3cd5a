"""What a whole year of the competitiveness index lacks, or contradicts itself in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.pci.rows import Row, Ruling
from cchc_analysis.intake.pci.versions import Version

# The data set keeps five decimals or more: a sum of the same figures is closer than this.
_TOLERANCE = Decimal("0.001")


def year_findings(file: str, columns: Sequence[str], rulings: Sequence[Ruling]) -> list[Finding]:
    """Name, year by year, provinces and columns that are missing, columns too many, and totals that differ."""
    by_year: dict[int, list[tuple[Row, Ruling]]] = {}
    for ruling in rulings:
        if ruling.row is not None:
            by_year.setdefault(ruling.row.version.year, []).append((ruling.row, ruling))
    findings: list[Finding] = []
    for year, ruled in sorted(by_year.items()):
        version = ruled[0][0].version
        found = _provinces_absent(file, version, {row.province for row, _ in ruled})
        found += _columns_absent(file, version, columns)
        found += _columns_unknown(file, version, [ruling for _, ruling in ruled])
        found += _totals_differ(file, version, ruled)
        findings += [replace(finding, year=year) for finding in found]
    return findings


def _provinces_absent(file: str, version: Version, given: set[str]) -> list[Finding]:
    absent = [name for code, name in version.provinces.items() if code not in given]
    if not absent:
        return []
    values = {"year": version.year, "count": len(absent), "provinces": ", ".join(absent)}
    return [Finding("pci.provinces_absent", Severity.HELD, file, values=values)]


def _columns_absent(file: str, version: Version, columns: Sequence[str]) -> list[Finding]:
    absent = [column for column in version.criteria if column not in columns]
    if not absent:
        return []
    values = {"year": version.year, "columns": ", ".join(absent)}
    return [Finding("pci.columns_absent", Severity.HELD, file, values=values)]


def _columns_unknown(file: str, version: Version, rulings: Sequence[Ruling]) -> list[Finding]:
    filled = Counter(column for ruling in rulings for column in ruling.unknown_columns)
    return [
        Finding(
            "pci.column_unknown", Severity.ROW_REJECTED, file, place=column, raw_value=column,
            values={"year": version.year, "count": count},
        )
        for column, count in sorted(filled.items())
    ]  # fmt: skip


def _totals_differ(file: str, version: Version, ruled: Sequence[tuple[Row, Ruling]]) -> list[Finding]:
    compared = [(abs(ruling.difference), row) for row, ruling in ruled if ruling.difference is not None]
    different = [(difference, row) for difference, row in compared if difference > _TOLERANCE]
    if not different:
        return []
    widest, row = max(different, key=lambda one: one[0])
    values = {
        "year": version.year,
        "count": len(different),
        "compared": len(compared),
        "widest": float(round(widest, 3)),
        "province": row.cells["prov"],
    }
    return [Finding("pci.totals_differ", Severity.HELD, file, place=f"row {row.number}", values=values)]

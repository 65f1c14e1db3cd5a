"""The table ``procedures``: every process joined to the package of the plan that it carries out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.table_types import PROCEDURE_TYPES, VND, typed_table
from cchc_analysis.intake.vneps.findings import file_note, row_finding
from cchc_analysis.intake.vneps.packages import Package
from cchc_analysis.intake.vneps.processes import Process
from cchc_analysis.reference.vocabulary import word_key

# More rows than a person looks up; the table has the place of every one of them.
_ROWS_NAMED = 10


def procedure_table(
    processes: Sequence[Process], packages: Sequence[Package], plan_ids: frozenset[str]
) -> tuple[pd.DataFrame, list[Finding]]:
    """Join processes to packages by plan number and package name, spelling apart.

    Parameters
    ----------
    plan_ids
        Every plan that the source holds, used or not: a package that is not among those of its own plan is told
        one by one, a plan that the source does not hold once per file.

    Returns
    -------
    ``procedures`` as in `cchc_analysis.tables.package_contracts`, sorted by number, and what could not be joined.
    `status` is ``awarded`` or ``cancelled`` where a result says so, else ``open``: the source holds no result.
    Where a package is joined its investor is that of the plan; what else the two say differently is a finding.
    """
    by_name: dict[tuple[str, str], list[Package]] = defaultdict(list)
    for package in packages:
        by_name[package.plan_id, word_key(package.name)].append(package)
    findings: list[Finding] = []
    absent: list[Process] = []
    records = []
    for process in sorted(processes, key=lambda one: one.number):
        plan = process.facts.get("plan_id", "")
        found = by_name.get((plan, word_key(process.facts.get("name", ""))), [])
        if plan and not found and plan not in plan_ids:
            absent.append(process)
        elif len(found) != 1:
            findings.append(_unjoined(process, plan, len(found)))
        else:
            findings += _differing(process, found[0])
        records.append(_record(process, found[0] if len(found) == 1 else None))
    table = typed_table(records, PROCEDURE_TYPES)
    return _one_spelling(table, packages), [*findings, *_plans_absent(absent)]


def _record(process: Process, package: Package | None) -> dict[str, Any]:
    record: dict[str, Any] = {
        "status": "open",
        "currency": VND,
        **process.facts,
        "procedure_id": process.number,
        "source_file": process.row.file,
        "source_row": process.row.number,
    }
    if package is not None:
        record |= {"package_id": package.package_id, "agency_code": package.agency_code}
    return record


def _differing(process: Process, package: Package) -> list[Finding]:
    """Say where a process contradicts the package that it carries out: both are kept as they stand."""
    facts = process.facts
    values = {"number": process.number, "package": package.name[:120], "plan": package.plan_id}
    findings = []
    is_online, estimate = facts.get("is_online"), facts.get("estimate_value")
    award = facts.get("award_value")
    if is_online is not None and is_online != package.is_online:
        code = "vneps.joined_online" if is_online else "vneps.joined_offline"
        findings.append(row_finding(code, Severity.HELD, process.row, **values))
    if estimate is not None and estimate != package.value_vnd:
        stated = {**values, "planned": package.value_vnd}
        findings.append(row_finding("vneps.joined_price", Severity.HELD, process.row, estimate, **stated))
    if award is not None and award > package.value_vnd:
        stated = {**values, "planned": package.value_vnd}
        findings.append(row_finding("vneps.award_above_price", Severity.NOTE, process.row, award, **stated))
    return findings


def _unjoined(process: Process, plan: str, found: int) -> Finding:
    name = process.facts.get("name", "")[:120]
    if not plan:
        return row_finding(
            "vneps.procedure_without_plan", Severity.NOTE, process.row, number=process.number, package=name
        )
    values = {"number": process.number, "package": name, "plan": plan}
    if not found:
        return row_finding("vneps.package_not_in_plan", Severity.NOTE, process.row, **values)
    return row_finding("vneps.package_ambiguous", Severity.NOTE, process.row, **values, count=found)


def _plans_absent(processes: Iterable[Process]) -> list[Finding]:
    rows: Mapping[str, list[int]] = defaultdict(list)
    for process in processes:
        rows[process.row.file].append(process.row.number)
    return [
        file_note(
            "vneps.plans_absent",
            file,
            place=", ".join(f"row {number}" for number in sorted(numbers)[:_ROWS_NAMED]),
            count=len(numbers),
        )
        for file, numbers in rows.items()
    ]


def _one_spelling(table: pd.DataFrame, packages: Sequence[Package]) -> pd.DataFrame:
    """Give every investor one name: that of the plans, else that of its latest process."""
    by_age = table.assign(age=table["published_on"].fillna(table["award_published_on"])).sort_values(
        ["age", "procedure_id"], kind="stable"
    )
    spellings = dict(zip(by_age["agency_code"], by_age["agency_name"], strict=True))
    spellings |= {package.agency_code: package.agency_name for package in packages}
    return table.assign(agency_name=table["agency_code"].map(spellings).astype("str"))

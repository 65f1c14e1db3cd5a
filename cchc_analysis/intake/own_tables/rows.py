"""Rows of the project's own tables: which are used, which are repeated, which are rejected and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Counts, Finding, Severity
from cchc_analysis.intake.own_tables.cells import as_contract, believed_days, cell_kind, is_as_agreed
from cchc_analysis.reference.agencies import load_agencies
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.reference.plausible_years import plausible_years
from cchc_analysis.sample.layout import OPTIONAL_COLUMNS, TABLE_COLUMNS

_KEYS = {
    "scores": ["agency_code", "year", "framework", "criterion_code"],
    "packages": ["package_id"],
    "reports": ["agency_code", "year", "quarter"],
    "measures": ["agency_code", "year", "quarter", "measure"],
    "procedures": ["procedure_id"],
}
_POINTS = ["self_score", "appraised_score", "survey_score"]


@dataclass(frozen=True)
class _Fault:
    """One thing wrong with the marked rows; `column` is empty when it is the row as a whole."""

    code: str
    column: str
    rows: pd.Series[bool]
    severity: Severity = Severity.ROW_REJECTED


def read_rows(name: str, records: Sequence[Record], *, file: str) -> tuple[pd.DataFrame, list[Finding], Counts]:
    """Type the rows of one table and account for every one of them.

    Parameters
    ----------
    name
        The table: one of `cchc_analysis.sample.layout.TABLE_COLUMNS`.
    records
        The file's records after its heading.

    Returns
    -------
    The table as in its contract, one finding per fault (row and column named), and counts in rows:
    read = used + repeated + rejected.
    """
    cells, faults, findings, is_faulty, has_key = _checked(name, records, file)
    contradicts = _contradictions(cells, has_key, _KEYS[name])
    is_repeated = cells.duplicated() & ~is_faulty & ~contradicts
    is_used = ~is_faulty & ~contradicts & ~is_repeated
    faults += [
        _Fault("project_table.rows_contradict", "", contradicts),
        _Fault("project_table.row_repeated", "", is_repeated, Severity.NOTE),
    ]
    counts = Counts(
        "row",
        read=len(records),
        used=int(is_used.sum()),
        repeated=int(is_repeated.sum()),
        rejected=len(records) - int(is_used.sum()) - int(is_repeated.sum()),
    )
    found = [finding for finding in findings if finding] + list(_findings(faults, cells, file))
    return _contract_table(name, cells[is_used], file), found, counts


@dataclass(frozen=True)
class PartRows:
    """Rows of a part of a file, before rows that bear the same key in all its parts are held against each other.

    `table` holds those without a fault, as in the contract; `findings` are those of single rows. `keys` has every
    row whose key can be read: ``row, key, is_faulty``.
    """

    table: pd.DataFrame
    findings: list[Finding]
    keys: pd.DataFrame


def read_part_rows(name: str, records: Sequence[Record], *, file: str) -> PartRows:
    """Type some rows of a table too large to be read whole; the key of the table is one column."""
    (key,) = _KEYS[name]
    cells, faults, findings, is_faulty, has_key = _checked(name, records, file)
    keys = pd.DataFrame({"row": cells.index, "key": cells[key], "is_faulty": is_faulty})[has_key]
    found = [finding for finding in findings if finding] + list(_findings(faults, cells, file))
    return PartRows(_contract_table(name, cells[~is_faulty], file), found, keys.reset_index(drop=True))


def _checked(
    name: str, records: Sequence[Record], file: str
) -> tuple[pd.DataFrame, list[_Fault], list[Finding | None], pd.Series[bool], pd.Series[bool]]:
    """Return the whole rows, their faults, a finding or None per record, and who is faulty and has a key."""
    columns = list(TABLE_COLUMNS[name])
    findings = [_broken(record, file, len(columns)) for record in records]
    whole = [record for record, finding in zip(records, findings, strict=True) if finding is None]
    cells = pd.DataFrame([record.cells for record in whole], columns=columns, dtype="str")
    cells.index = pd.Index([record.number for record in whole], dtype="int64")
    faults = [*_cell_faults(name, cells), *_row_faults(name, cells)]
    is_faulty = _any_of(faults, cells.index)
    has_key = ~_any_of([fault for fault in faults if fault.column in _KEYS[name]], cells.index)
    return cells, faults, findings, is_faulty, has_key


def empty_table(name: str) -> pd.DataFrame:
    """Return a table of the contract without rows, for a file that was refused."""
    cells = pd.DataFrame(columns=list(TABLE_COLUMNS[name]), index=pd.RangeIndex(0), dtype="str")
    return _contract_table(name, cells, "")


def _contract_table(name: str, cells: pd.DataFrame, file: str) -> pd.DataFrame:
    optional = OPTIONAL_COLUMNS.get(name, frozenset())
    table = pd.DataFrame({
        column: as_contract(column, cells[column], is_optional=column in optional) for column in cells.columns
    })  # fmt: skip
    table["source_file"] = pd.Series(file, index=cells.index, dtype="str")
    table["source_row"] = cells.index.astype("int64")
    return table.reset_index(drop=True)


def _broken(record: Record, file: str, width: int) -> Finding | None:
    values: dict[str, object]
    if len(record.cells) != width:
        code, values = "project_table.row_width", {"cells": len(record.cells), "agreed": width}
    elif record.damage:
        code, values = "project_table.row_damaged", {"character": record.damage}
    else:
        return None
    raw = ",".join(record.cells)
    return Finding(code, Severity.ROW_REJECTED, file, place=f"row {record.number}", raw_value=raw, values=values)


def _cell_faults(name: str, cells: pd.DataFrame) -> list[_Fault]:
    optional = OPTIONAL_COLUMNS.get(name, frozenset())
    return [
        _Fault(
            f"project_table.cell_{cell_kind(column)}",
            column,
            ~is_as_agreed(column, cells[column], is_optional=column in optional),
        )
        for column in cells.columns
    ]


def _row_faults(name: str, cells: pd.DataFrame) -> list[_Fault]:
    is_code = is_as_agreed("agency_code", cells["agency_code"])
    faults = [_Fault("project_table.agency_not_in_force", "agency_code", is_code & ~_in_force(name, cells))]
    if name == "scores":
        has_points = (cells[_POINTS] != "").any(axis="columns")
        outside = cells["is_applicable"].eq("false") & has_points
        faults.append(_Fault("project_table.points_not_applicable", "is_applicable", outside))
    return faults


def _in_force(name: str, cells: pd.DataFrame) -> pd.Series[bool]:
    """Tell whether the row's agency was in force on the row's day; True where the day cannot be told.

    What became of a package is told under the agency that planned it, also after that agency was merged.
    """
    if name == "procedures":
        return cells["agency_code"].isin(load_agencies()["agency_code"])
    day = _day(name, cells)
    rows = pd.DataFrame({"row": cells.index, "agency_code": cells["agency_code"], "day": day})
    spans = load_agencies()[["agency_code", "valid_from", "valid_to"]]
    pairs = rows.merge(spans, on="agency_code", how="inner")
    is_inside = ~pairs["valid_from"].gt(pairs["day"]) & ~pairs["valid_to"].lt(pairs["day"])
    return pd.Series(cells.index.isin(pairs.loc[is_inside, "row"]), index=cells.index) | day.isna()


def _day(name: str, cells: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """Return the day a row speaks of: of its notice, or the last of its quarter or year."""
    if name == "packages":
        return believed_days(cells["published_on"])
    quarter = cells["quarter"] if "quarter" in cells else pd.Series("4", index=cells.index, dtype="str")
    month_and_day = quarter.map({"1": "-03-31", "2": "-06-30", "3": "-09-30", "4": "-12-31"}).fillna("")
    return believed_days(cells["year"] + month_and_day)


def _contradictions(cells: pd.DataFrame, has_key: pd.Series[bool], key: list[str]) -> pd.Series[bool]:
    """Mark all rows of a key that stands with more than one content: nobody can tell which is right."""
    distinct = cells[has_key].drop_duplicates()
    disputed = distinct.loc[distinct.duplicated(key), key].drop_duplicates()
    if disputed.empty:
        return pd.Series(False, index=cells.index)
    marked = cells[key].merge(disputed, on=key, how="left", indicator=True, validate="m:1")
    return pd.Series(marked["_merge"].eq("both").to_numpy(), index=cells.index) & has_key


def _any_of(faults: Sequence[_Fault], index: pd.Index) -> pd.Series[bool]:
    found = pd.Series(False, index=index)
    for fault in faults:
        found |= fault.rows
    return found


def _findings(faults: Sequence[_Fault], cells: pd.DataFrame, file: str) -> Iterator[Finding]:
    for row in sorted(_any_of(faults, cells.index).loc[lambda found: found].index):
        for fault in faults:
            if fault.rows[row]:
                raw = str(cells.at[row, fault.column]) if fault.column else ",".join(cells.loc[row])
                values = {"column": fault.column, **_limits(fault.column)} if fault.column else {}
                yield Finding(fault.code, fault.severity, file, place=f"row {row}", raw_value=raw, values=values)


def _limits(column: str) -> dict[str, object]:
    """Return the values by which the finding of a cell says what the cell may hold."""
    kind = cell_kind(column)
    if kind == "dong":
        limits = plausible_amounts()
        return {"least": limits.least_package_vnd, "most": limits.most_package_vnd}
    if kind in ("year", "date"):
        years = plausible_years()
        return {"first": years.first_year, "last": years.last_year}
    return {}

"""Rows of all lists of a source held against each other: which speak of one package, and may it be used?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.package_sheet.headings import heading_of
from cchc_analysis.intake.package_sheet.list_faults import UNIT_DOUBTFUL
from cchc_analysis.intake.package_sheet.numbers import Lookalike, lookalikes
from cchc_analysis.intake.package_sheet.package_list import PackageList
from cchc_analysis.intake.package_sheet.tables import PlacedRow
from cchc_analysis.intake.package_sheet.unsettled import CLAIMED, CONTRADICTS
from cchc_analysis.vietnamese.numbers import MISSING

REPEATED = "package_sheet.repeated"
# Columns of a list that are read under another name.
_COLUMNS = {"value_vnd": "value", "award_vnd": "award", "agency_name": "agency"}
# Why a list is held whose prices are not read.
_UNPRICED = ("package_sheet.unit_unknown", UNIT_DOUBTFUL)


def judge_rows(lists: Sequence[PackageList]) -> list[PlacedRow]:
    """Count a package once; reject every row of one that stands with several contents, or under several agencies.

    A number that the national system gives (plan, invitation) is one package wherever it stands. Any other is an
    agency's own, who number from 01 each: it identifies a package together with its agency. The same number of the
    same agency with two contents is a contradiction. Where two agencies give the same own number, name, price and
    day, one package may have been listed by both, and neither is used: it would count twice. Numbers of one agency
    that only look different (``1``, ``01``, ``1.0``) are two packages, and that is said at both.

    A row that is not used has a say too if it bears a number: a package that a sound row gives is used only where
    the others say the same of it, and then they stand for no other package. Where its agency is not known, it
    speaks of a package of the agency as it is typed.
    """
    same: dict[str, list[PlacedRow]] = defaultdict(list)
    for placed in _rows(lists):
        if placed.key:
            same[placed.key].append(placed)
    contradicting = {key for key, rivals in same.items() if _contradict(rivals)}
    claimed = _claimed(_rows(lists))
    judged: list[PlacedRow] = []
    for one in lists:
        for placed in one.rows:
            rivals = same[placed.key] if placed.key else []
            sound = [rival for rival in rivals if not rival.finding]
            if placed.key in claimed or placed.key in contradicting:
                code = CLAIMED if placed.key in claimed else CONTRADICTS
                rival = _rival(placed, rivals) if code == CONTRADICTS else None
                one.findings.append(
                    twice_finding(code, one.file, placed.row.number, placed.key, sheet=placed.sheet, rival=rival)
                )
                rejected = replace(placed, finding=code, severity=Severity.ROW_REJECTED.value)
                judged.append(placed if placed.finding and code != CLAIMED else rejected)
                one.outcomes["rejected"] += 1
            elif placed.finding:
                judged += [] if sound else [placed]
                one.outcomes["rejected"] += 1
            elif sound[0] is not placed:
                found = twice_finding(REPEATED, one.file, placed.row.number, placed.key, sheet=placed.sheet)
                one.findings.append(found)
                one.outcomes["repeated"] += 1
            else:
                judged.append(placed)
                one.outcomes["used"] += 1
    _say_lookalikes(lists)
    return judged


@dataclass(frozen=True)
class Rival:
    """The row that says otherwise of a package: its place, and the heading of the first column that differs."""

    file: str
    row: int
    column: str


def rival_of(placed: PlacedRow, other: PlacedRow) -> Rival:
    """Return where another row of a package stands, and in which column it first says otherwise."""
    own, rival = placed.content, other.content
    differing = next((name for name in {**own, **rival} if own.get(name) != rival.get(name)), "")
    file = " · ".join(filter(None, (other.file, other.sheet)))
    return Rival(file, other.row.number, heading_of(_COLUMNS.get(differing, differing)) if differing else MISSING)


def _rival(placed: PlacedRow, rows: Sequence[PlacedRow]) -> Rival | None:
    other = next((one for one in rows if one.content != placed.content), None)
    return None if other is None else rival_of(placed, other)


def twice_finding(
    code: str, file: str, row: int, key: str, *, sheet: str = "", rival: Rival | None = None
) -> Finding:
    """Say of a row that its package stands elsewhere too: repeated, contradicting, claimed by another agency."""
    severity = Severity.NOTE if code == REPEATED else Severity.ROW_REJECTED
    values: dict[str, object] = {"package_id": key}
    if rival is not None:
        values |= {"other_file": rival.file, "other_row": str(rival.row), "column": rival.column}
    return Finding(code, severity, file, sheet, f"row {row}", values=values)


def lookalike_finding(
    one: Lookalike, *, file: str, row: int, sheet: str, other_file: str, other_row: int
) -> Finding:
    """Say of a row that its number looks like that of another one of its agency."""
    values = {"package_id": one.key, "other": one.other, "other_file": other_file, "other_row": str(other_row)}
    return Finding("package_sheet.number_alike", Severity.NOTE, file, sheet, f"row {row}", values=values)


def _rows(lists: Sequence[PackageList]) -> Iterable[PlacedRow]:
    return (placed for one in lists for placed in one.rows)


def _claimed(rows: Iterable[PlacedRow]) -> set[str]:
    twins: dict[str, set[str]] = defaultdict(set)
    for placed in rows:
        if placed.twin:
            twins[placed.twin].add(placed.key)
    return {key for keys in twins.values() if len(keys) > 1 for key in keys}


def _say_lookalikes(lists: Sequence[PackageList]) -> None:
    places = [(one, placed) for one in lists for placed in one.rows]
    numbered = ((place, placed.key, placed.alike) for place, (_, placed) in enumerate(places))
    for found in lookalikes(numbered):
        (one, placed), (_, other) = places[found.place], places[found.other_place]
        one.findings.append(
            lookalike_finding(
                found,
                file=one.file,
                row=placed.row.number,
                sheet=placed.sheet,
                other_file=" · ".join(filter(None, (other.file, other.sheet))),
                other_row=other.row.number,
            )
        )


def _contradict(rows: Sequence[PlacedRow]) -> bool:
    """Tell whether rows say different things of a package; a price whose unit is asked about says nothing."""
    asked = [placed for placed in rows if placed.finding in _UNPRICED]
    said = [placed.content for placed in rows if placed.finding not in _UNPRICED]
    unpriced = [placed.content | {"value_vnd": None} for placed in (rows if asked else ())]
    return any(content != said[0] for content in said) or any(content != unpriced[0] for content in unpriced)

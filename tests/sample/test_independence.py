"""Adding an agency to the registry must not change what the others did."""

from __future__ import annotations

import pytest

from cchc_analysis.sample import measures, packages, procedures, reports
from cchc_analysis.sample.city import Member, assessed_members

_GENERATORS = [
    (packages, packages.package_rows, 3),
    (packages, procedures.procedure_rows, 4),
    (reports, reports.report_rows, 0),
    (measures, measures.measure_rows, 0),
]


@pytest.mark.parametrize(("module", "rows", "agency_column"), _GENERATORS)
def test_an_added_agency_shifts_no_other(
    module: object, rows: object, agency_column: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(rows(2020))
    added = Member("A_NEW_ONE", "Cơ quan mới", "department", "TPHCM")
    monkeypatch.setattr(module, "assessed_members", lambda year: (added, *assessed_members(year)))
    after = list(rows(2020))
    assert [row for row in after if row[agency_column] != "A_NEW_ONE"] == before
    assert len(after) > len(before)

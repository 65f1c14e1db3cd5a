"""A source with procedures only, such as contracting data of another country: its buyers are the agencies."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.exhibits.study import UnknownInvestorError, open_study
from tests.intake.ocds_packages import award, release, save_lines


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    other = release("ocds-abc123-2", buyer={"id": "B0", "name": "Sở Xây dựng"}, awards=[award()])
    return f"ocds={save_lines(tmp_path / 'data' / 'a.jsonl', release(), other)}"


def test_the_buyers_that_occur_are_the_agencies(source: str) -> None:
    study = open_study(period="2024", source=source)
    assert study.agencies.to_dict(orient="records") == [
        {"agency_code": "ocds-abc123-B0", "agency_name": "Sở Xây dựng", "group": "investor"},
        {"agency_code": "ocds-abc123-B1", "agency_name": "Sở Y tế", "group": "investor"},
    ]
    assert study.packages() is None
    procedures = study.open("procedures")
    assert procedures is not None
    assert list(as_frame(procedures, order_by=["procedure_id"])["procedure_id"]) == [
        "ocds-abc123-1",
        "ocds-abc123-2",
    ]


def test_an_agency_is_asked_for_by_its_code(source: str) -> None:
    assert open_study(period="2024", source=source, agency="ocds-abc123-B1").agency_name == "Sở Y tế"
    with pytest.raises(UnknownInvestorError):
        open_study(period="2024", source=source, agency="SNV")

"""A provenance with every kind of input and finding, for the tests of page, manifest and catalogue."""

from __future__ import annotations

import pytest

from cchc_analysis.intake.findings import Counts, Severity
from cchc_analysis.publish.provenance import CodeVersion, FindingLine, InputFile, Provenance


@pytest.fixture
def provenance() -> Provenance:
    return Provenance(
        inputs=(
            InputFile(
                file="vneps-2020.csv",
                sha256="ab" * 32,
                adapter="vneps",
                counts=(Counts("row", 1234, 1200, 10, 4, 20),),
                findings={Severity.ROW_REJECTED: 4},
            ),
            InputFile("so-tai-chinh.xlsx", "cd" * 32, "workbook", (), {Severity.FILE_REJECTED: 1}),
        ),
        findings=(
            FindingLine(Severity.ROW_REJECTED, "vneps-2020.csv · dòng 17: giá trị âm"),
            FindingLine(Severity.FILE_REJECTED, "so-tai-chinh.xlsx: tệp có mật khẩu"),
            FindingLine(Severity.NOTE, "vneps-2020.csv: bỏ dòng trống"),
        ),
        code_version=CodeVersion("0.1.0", "d" * 40, is_dirty=False),
        lock_sha256="ee" * 32,
        parameters={"agency_code": "SNV", "period": "2020-Q4", "top": None},
        generated_for="2020-Q4",
    )

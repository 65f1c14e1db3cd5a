"""The report on procurement indicators, from the command's words to published folders."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cchc_analysis.batch.report import run_report
from cchc_analysis.publish.manifest import verify
from tests.batch.conftest import request
from tests.batch.kernels import kernels_only_for
from tests.batch.published_tables import rows


@pytest.fixture(scope="module")
def report(folders: Path) -> Path:
    with kernels_only_for("SXD"):
        assert run_report(request(name="indicators", agencies=("SXD",)), say=lambda line: None) == 0
    return folders / "outputs" / "indicators-sample" / "2020-Q4"


@pytest.mark.parametrize("job", ["overview", "SXD"])
def test_the_report_is_whole_names_its_parameter_and_says_that_nothing_is_a_finding(
    report: Path, job: str
) -> None:
    folder = report / job
    assert verify(folder) == []
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"]["indicator"] == "single_bid_rate"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "dấu hiệu cần xem xét, không phải kết luận vi phạm" in page
    assert "Chỉ báo được xem từng gói thầu" in page
    assert 'src="http' not in page
    assert not re.search(r">\s*(nan|NaN|None|<NA>|inf)\s*<", page)


def test_an_agencys_figures_are_the_same_in_its_own_report(report: Path) -> None:
    whole = [row for row in rows(report / "overview", "indicators") if row["agency_code"] == "SXD"]
    own = rows(report / "SXD", "indicators")
    assert len(own) >= 25
    assert own == whole

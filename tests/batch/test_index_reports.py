"""The reports on the reform index, from the command's words to published folders."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_analysis.batch.report import run_report
from cchc_analysis.publish.manifest import verify
from tests.batch.conftest import Published, request
from tests.batch.kernels import kernels_only_for
from tests.batch.published_tables import rows


def published_report(folders: Path, name: str, *agencies: str, kernel: str) -> Path:
    with kernels_only_for(kernel):
        assert run_report(request(name=name, agencies=agencies), say=lambda line: None) == 0
    return folders / "outputs" / f"{name}-sample" / "2020-Q4"


@pytest.fixture(scope="module")
def index_report(folders: Path, published: Published) -> Path:
    return published_report(folders, "index", "Q1", kernel="Q1")


@pytest.fixture(scope="module")
def what_if_report(folders: Path, published: Published) -> Path:
    return published_report(folders, "what_if", "STP", kernel="STP")


@pytest.mark.parametrize("job", ["overview", "Q1"])
def test_the_index_report_is_whole_and_records_its_parameters(index_report: Path, job: str) -> None:
    folder = index_report / job
    assert verify(folder) == []
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"]["imputation"] == "none"
    assert manifest["notebook"] == "04_reform_index"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert 'src="http' not in page
    assert not re.search(r">\s*(nan|NaN|None|<NA>|inf)\s*<", page)


def test_the_league_is_the_same_in_every_report(index_report: Path, published: Published) -> None:
    quarterly = published.outputs / "quarterly-sample" / "2020-Q4" / "overview"
    assert rows(index_report / "overview", "league") == rows(quarterly, "league")


def test_the_printed_change_adds_up_to_the_last_digit(index_report: Path) -> None:
    changes = rows(index_report / "overview", "index_change")
    assert len(changes) == 45
    for row in changes:
        parts = ("own_change", "added_change", "dropped_change", "points_change", "rounding_change")
        total = sum((Decimal(row[part]) for part in parts), Decimal(0))
        assert abs(total - (Decimal(row["index_to"]) - Decimal(row["index_from"]))) < Decimal("1e-9"), row


def test_the_least_effort_reaches_what_it_promises(what_if_report: Path) -> None:
    assert [folder.name for folder in what_if_report.iterdir() if folder.is_dir() and folder.name[0] != "."] == [
        "STP"
    ]
    folder = what_if_report / "STP"
    assert verify(folder) == []
    own = next(row for row in rows(folder, "what_if") if row["agency_code"] == "STP")
    assert Decimal(own["index_before"]) < 85 <= Decimal(own["index_after"])
    assert (own["class_before"], own["class_after"]) == ("Khá", "Tốt")
    assert all(Decimal(row["new_score"]) <= Decimal(row["max_points"]) for row in rows(folder, "least_effort"))


def test_the_robustness_report_keeps_the_published_ranks(folders: Path, published: Published) -> None:
    folder = published_report(folders, "robustness", kernel="overview") / "overview"
    assert verify(folder) == []
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"]["replications"] == 1000
    ranks = {row["agency_code"]: (row["index"], row["rank"]) for row in rows(folder, "rank_intervals")}
    quarterly = published.outputs / "quarterly-sample" / "2020-Q4" / "overview"
    assert ranks == {row["agency_code"]: (row["index"], row["rank"]) for row in rows(quarterly, "league")}

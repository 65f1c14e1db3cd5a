"""The index as a file: real sub-criteria rolled up against the published dimensions."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_analysis.batch.index_file import COLUMNS, write_index
from cchc_analysis.settings import PROJECT_DIR

DIMENSIONS = {
    "C01": "participation", "C02": "transparency", "C03": "accountability", "C04": "corruption_control",
    "C05": "admin_procedures", "C06": "public_services", "C07": "environment", "C08": "e_governance",
    "PAPI": "papi_total",
}  # fmt: skip


def test_the_columns_of_the_file_are_those_its_dictionary_explains(folders: Path, tmp_path: Path) -> None:
    output = tmp_path / "index.csv"
    write_index(source="sample", year=2020, output=output, say=lambda line: None)
    header = output.read_text(encoding="utf-8").splitlines()[0]
    dictionary = (PROJECT_DIR / "docs" / "how-to" / "index-file.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([a-z_]+)` \|", dictionary, flags=re.MULTILINE)
    assert header.split(",") == list(COLUMNS) == explained


@pytest.mark.real_data
@pytest.mark.parametrize("year", [2011, 2014, 2018, 2020, 2022, 2024])
def test_papi_dimensions_and_totals_are_rebuilt_and_missing_stays_missing(
    folders: Path, shared_data: Path, tmp_path: Path, year: int
) -> None:
    output = tmp_path / "papi.csv"
    write_index(source=f"papi={shared_data / 'papi'}", year=year, output=output, say=lambda line: None)
    with output.open(encoding="utf-8", newline="") as file:
        ours = {(row["unit"], row["code"]): row["score"] for row in csv.DictReader(file)}
    path = shared_data / "papi" / "papi_dimensions_2011_2024.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        published = [row for row in csv.DictReader(file) if row["year"] == str(year)]
    assert len(published) == 63
    compared = 0
    for row in published:
        for code, column in DIMENSIONS.items():
            score = ours.get((row["province_code"], code), "")
            assert (score == "") == (row[column] == ""), (row["province_code"], code)
            if score:
                assert abs(Decimal(score) - Decimal(row[column])) <= Decimal("1e-9"), (row["province_code"], code)
                compared += 1
    assert compared > 400

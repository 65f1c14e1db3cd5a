"""Rows of the project's own tables: sound ones become the contract tables, faulty ones are named."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.own_tables.adapter import read_sample
from cchc_analysis.reference.vocabulary import known_codes
from cchc_analysis.sample.layout import TABLE_COLUMNS
from cchc_analysis.tables.contracts import CONTRACTS, check_table
from cchc_analysis.tables.package_contracts import FIELDS, FORMS
from tests.intake.sample_folders import (
    MEASURE,
    PACKAGE,
    PROCEDURE,
    REPORT,
    ROWS,
    counts_of,
    found,
    read_with,
    write_folder,
)


def test_sound_rows_become_the_contract_tables(tmp_path: Path) -> None:
    intake = read_sample(write_folder(tmp_path))
    assert intake.source == "sample"
    assert intake.is_synthetic
    assert intake.findings == ()
    assert list(intake.tables) == ["scores", "packages", "unsettled", "reports", "measures", "procedures"]
    assert check_table("unsettled", intake.tables["unsettled"]).empty
    for name in TABLE_COLUMNS:
        table = check_table(name, intake.tables[name])
        assert table["source_file"].tolist() == [f"{name}.csv"]
        assert table["source_row"].tolist() == [2]
        assert counts_of(intake, name) == (1, 1, 0, 0)
    package = intake.tables["packages"].iloc[0]
    assert package["value_vnd"] == 1_850_000_000
    assert package["published_on"] == pd.Timestamp(2020, 3, 31)
    assert package["name"] == "Mua sắm thiết bị văn phòng năm 2020, gói số 1"
    score = intake.tables["scores"].iloc[0]
    assert (score["self_score"], score["appraised_score"]) == (1.5, 1.25)
    assert pd.isna(score["survey_score"])


def test_the_digest_of_every_file_is_kept(tmp_path: Path) -> None:
    intake = read_sample(write_folder(tmp_path))
    for file in intake.files:
        assert file.sha256 == hashlib.sha256((tmp_path / file.file).read_bytes()).hexdigest()


def test_the_columns_are_those_of_the_contracts() -> None:
    for name, columns in TABLE_COLUMNS.items():
        assert [*columns, "source_file", "source_row"] == list(CONTRACTS[name].columns)


def test_the_known_forms_and_fields_are_those_of_the_contract() -> None:
    assert set(known_codes("form")) == set(FORMS)
    assert set(known_codes("field")) == set(FIELDS)


@pytest.mark.parametrize(
    ("name", "good", "bad", "code", "column"),
    [
        ("scores", "1.50", "1.5", "project_table.cell_points", "self_score"),
        ("scores", "1.50", "1,50", "project_table.row_width", None),
        ("scores", "1.50", "-1.50", "project_table.cell_points", "self_score"),
        ("scores", "1.50", "nan", "project_table.cell_points", "self_score"),
        ("scores", "1.50", "١.٥٠", "project_table.cell_points", "self_score"),
        ("scores", "true", "True", "project_table.cell_flag", "is_applicable"),
        ("scores", "true", "false", "project_table.points_not_applicable", "is_applicable"),
        ("scores", "2020", "1920", "project_table.cell_year", "year"),
        ("scores", "sample_city", "", "project_table.cell_text", "framework"),
        ("scores", "1.2", " 1.2", "project_table.cell_text", "criterion_code"),
        ("scores", "Q1", "Q99", "project_table.agency_not_in_force", "agency_code"),
        ("scores", "Q1", "TPTHUDUC", "project_table.agency_not_in_force", "agency_code"),
        ("scores", "Q1", "Quận 1", "project_table.cell_code", "agency_code"),
        ("packages", "1850000000", "0", "project_table.cell_dong", "value_vnd"),
        ("packages", "1850000000", "1", "project_table.cell_dong", "value_vnd"),
        ("packages", "1850000000", "9999", "project_table.cell_dong", "value_vnd"),
        ("packages", "1850000000", "1000000000000001", "project_table.cell_dong", "value_vnd"),
        ("packages", "1850000000", "1850000000.0", "project_table.cell_dong", "value_vnd"),
        ("packages", "1850000000", "1850000000000000000", "project_table.cell_dong", "value_vnd"),
        ("packages", "2020-03-31", "2020-02-30", "project_table.cell_date", "published_on"),
        ("packages", "2020-03-31", "31/03/2020", "project_table.cell_date", "published_on"),
        ("packages", "2020-03-31", "2042-03-31", "project_table.cell_date", "published_on"),
        ("packages", "goods", "HH", "project_table.cell_field", "field"),
        ("packages", "shopping", "CHCT", "project_table.cell_form", "form"),
        ("packages", "one_stage_one_envelope", "1_MTHS", "project_table.cell_method", "method"),
        ("packages", "gói số 1", "gói\u202e số 1", "project_table.row_damaged", None),
        ("reports", "2020,4", "2020,5", "project_table.cell_quarter", "quarter"),
        ("reports", "2021-01-08", "", "project_table.cell_date", "received_on"),
        (
            "reports", "Q1,2020,4,2021-01-08", "Q2,2021,1,2021-04-08", "project_table.agency_not_in_force",
            "agency_code",
        ),
        ("measures", "45", "-1", "project_table.cell_count", "numerator"),
        ("measures", "50", "050", "project_table.cell_count", "denominator"),
        ("procedures", "awarded", "", "project_table.cell_status", "status"),
        ("procedures", "awarded", "won", "project_table.cell_status", "status"),
        ("procedures", "VND", "đồng", "project_table.cell_currency", "currency"),
        ("procedures", "1840000000", "1.84e9", "project_table.cell_count", "award_value"),
        ("procedures", "2020-05-14", "14/05/2020", "project_table.cell_date", "award_published_on"),
        ("procedures", "Nhà thầu mẫu 012", "Nhà thầu  mẫu 012", "project_table.cell_text", "supplier_name"),
        ("procedures", "goods", "HH", "project_table.cell_field", "field"),
        ("procedures", ",,,false", ",,,no", "project_table.cell_flag", "has_petition"),
        ("procedures", "Q1", "Q99", "project_table.agency_not_in_force", "agency_code"),
    ],
)  # fmt: skip
def test_a_faulty_cell_rejects_its_row_and_names_row_and_column(
    tmp_path: Path, name: str, good: str, bad: str, code: str, column: str | None
) -> None:
    faulty = ROWS[name].replace(good, bad, 1)
    intake = read_with(tmp_path, name, faulty)
    (finding,) = intake.findings
    assert (finding.code, finding.severity) == (code, Severity.ROW_REJECTED)
    assert (finding.file, finding.place) == (f"{name}.csv", "row 2")
    assert finding.values.get("column") == column
    cells = next(csv.reader([faulty]))
    shown = cells[TABLE_COLUMNS[name].index(column)] if column else ",".join(cells)
    assert finding.raw_value == shown
    assert finding.message("vi") != finding.message("en")
    assert counts_of(intake, name) == (1, 0, 0, 1)
    check_table(name, intake.tables[name])


def test_an_agency_is_in_force_to_the_last_day_of_its_span(tmp_path: Path) -> None:
    rows = [PACKAGE.replace("Q1", "Q2").replace("2020-03-31", day) for day in ("2020-12-31", "2021-01-01")]
    intake = read_with(tmp_path, "packages", rows[0], rows[1].replace("MAU-1", "MAU-2"))
    assert found(intake) == [("project_table.agency_not_in_force", "row 3")]
    assert intake.tables["packages"]["package_id"].tolist() == ["MAU-1"]


def test_all_faults_of_all_rows_are_found_at_once(tmp_path: Path) -> None:
    rows = ["Q1,20,9,x", REPORT, "Q3,2020,1", "", "Q99,2020,1,2020-04-01"]
    intake = read_with(tmp_path, "reports", *rows)
    assert found(intake) == [
        ("project_table.row_width", "row 4"),
        ("project_table.row_width", "row 5"),
        ("project_table.cell_year", "row 2"),
        ("project_table.cell_quarter", "row 2"),
        ("project_table.cell_date", "row 2"),
        ("project_table.agency_not_in_force", "row 6"),
    ]
    assert counts_of(intake, "reports") == (5, 1, 0, 4)
    assert intake.tables["reports"]["source_row"].tolist() == [3]


def test_an_identical_row_is_counted_once(tmp_path: Path) -> None:
    intake = read_with(tmp_path, "measures", MEASURE, MEASURE, MEASURE)
    assert [(finding.code, finding.place, finding.severity) for finding in intake.findings] == [
        ("project_table.row_repeated", "row 3", Severity.NOTE),
        ("project_table.row_repeated", "row 4", Severity.NOTE),
    ]
    assert counts_of(intake, "measures") == (3, 1, 2, 0)
    assert intake.tables["measures"]["source_row"].tolist() == [2]


def test_rows_that_contradict_each_other_are_all_rejected(tmp_path: Path) -> None:
    other = PACKAGE.replace("1850000000", "1850000001")
    intake = read_with(tmp_path, "packages", PACKAGE, PACKAGE, other, PACKAGE.replace("MAU-1", "MAU-2"))
    assert found(intake) == [("project_table.rows_contradict", f"row {row}") for row in (2, 3, 4)]
    assert counts_of(intake, "packages") == (4, 1, 0, 3)
    assert intake.tables["packages"]["package_id"].tolist() == ["MAU-2"]


def test_a_rejected_package_is_kept_as_unsettled_and_no_other_row_is(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    intake = read_with(
        tmp_path / "packages", "packages", PACKAGE, PACKAGE.replace("MAU-1", "MAU-2").replace(",true,", ",?,", 1)
    )
    unsettled = check_table("unsettled", intake.tables["unsettled"])
    assert unsettled["package_id"].tolist() == ["MAU-2"]
    assert unsettled["is_online"].isna().all()
    assert (unsettled["source_file"].item(), unsettled["source_row"].item()) == ("packages.csv", 3)
    intake = read_with(tmp_path / "reports", "reports", REPORT.replace("Q1", "Q99"))
    assert check_table("unsettled", intake.tables["unsettled"]).empty


def test_what_the_source_does_not_say_of_a_procedure_is_missing(tmp_path: Path) -> None:
    cells = next(csv.reader([PROCEDURE]))
    kept = ("procedure_id", "agency_code", "agency_name", "name", "status", "currency")
    bare = [
        cell if column in kept else "" for column, cell in zip(TABLE_COLUMNS["procedures"], cells, strict=True)
    ]
    intake = read_with(
        tmp_path, "procedures", PROCEDURE, ",".join(bare).replace("TBMAU-1", "TBMAU-2").replace(cells[6], "Mua")
    )
    assert intake.findings == ()
    table = check_table("procedures", intake.tables["procedures"])
    assert table.loc[0, ["award_value", "bidder_count"]].tolist() == [1_840_000_000, 1]
    assert bool(table.loc[0, "is_online"])
    missing = ["is_online", "estimate_value", "award_value", "bidder_count", "published_on", "has_petition"]
    assert table.loc[1, missing].isna().all()
    assert (table.loc[1, "supplier_name"], table.loc[1, "form"]) == ("", "")


def test_a_procedure_outlives_the_agency_that_planned_it(tmp_path: Path) -> None:
    intake = read_with(tmp_path, "procedures", PROCEDURE.replace("Q1", "Q2").replace("2020-04-09", "2021-04-09"))
    assert intake.findings == ()


def test_a_row_is_rejected_when_a_faulty_row_has_its_key(tmp_path: Path) -> None:
    intake = read_with(tmp_path, "measures", MEASURE, MEASURE.replace("45", "4.5"))
    assert ("project_table.rows_contradict", "row 2") in found(intake)
    assert ("project_table.cell_count", "row 3") in found(intake)
    assert counts_of(intake, "measures") == (2, 0, 0, 2)

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.intake.findings import IntakeError, Severity, SourceIntake
from cchc_analysis.intake.project_tables import read_sample
from cchc_analysis.reference.vocabulary import known_codes
from cchc_analysis.sample.layout import CHECKSUM_FILE, TABLE_COLUMNS
from cchc_analysis.tables.contracts import CONTRACTS, check_table
from cchc_analysis.tables.package_contracts import FIELDS, FORMS

HEADINGS = {name: ",".join(columns) for name, columns in TABLE_COLUMNS.items()}
SCORE = "Q1,2020,sample_city,1.2,1.50,1.25,,true"
PACKAGE = (
    'MAU-1,KH-1,00,Q1,Quận 1,"Mua sắm thiết bị văn phòng năm 2020, gói số 1",goods,shopping,true,true,'
    "one_stage_one_envelope,1850000000,2020-03-31,Quận 1,Thành phố Hồ Chí Minh,"
    "purchase,2020-04-01"
)
REPORT = "Q1,2020,4,2021-01-08"
MEASURE = "Q1,2020,4,tasks_on_time,45,50"
PROCEDURE = (
    'TBMAU-1,MAU-1,KH-1,00,Q1,Quận 1,"Mua sắm thiết bị văn phòng năm 2020, gói số 1",goods,shopping,'
    "one_stage_one_envelope,true,true,awarded,VND,1850000000,1840000000,1,NTMAU-012,Nhà thầu mẫu 012,1,"
    "2020-04-01,2020-04-09,2020-04-20,2020-05-11,2020-05-14,,,false"
)
ROWS = {"scores": SCORE, "packages": PACKAGE, "reports": REPORT, "measures": MEASURE, "procedures": PROCEDURE}


def write_folder(folder: Path, **contents: str | bytes) -> Path:
    """Write the tables, each with its one sound row unless its content is given, and checksums."""
    folder.mkdir(exist_ok=True)
    lines = []
    for name in TABLE_COLUMNS:
        content = contents.get(name, f"{HEADINGS[name]}\n{ROWS[name]}\n")
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        (folder / f"{name}.csv").write_bytes(data)
        lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}.csv\n")
    (folder / CHECKSUM_FILE).write_text("".join(lines), encoding="ascii")
    return folder


def read_with(folder: Path, name: str, *rows: str) -> SourceIntake:
    return read_sample(write_folder(folder, **{name: "\n".join([HEADINGS[name], *rows]) + "\n"}))


def counts_of(intake: SourceIntake, name: str) -> tuple[int, int, int, int]:
    (counts,) = next(file for file in intake.files if file.file == f"{name}.csv").counts
    return counts.read, counts.used, counts.repeated, counts.rejected


def found(intake: SourceIntake) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in intake.findings]


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
        ("scores", "1.50", "1.5", "sample.cell_points", "self_score"),
        ("scores", "1.50", "1,50", "sample.row_width", None),
        ("scores", "1.50", "-1.50", "sample.cell_points", "self_score"),
        ("scores", "1.50", "nan", "sample.cell_points", "self_score"),
        ("scores", "1.50", "١.٥٠", "sample.cell_points", "self_score"),
        ("scores", "true", "True", "sample.cell_flag", "is_applicable"),
        ("scores", "true", "false", "sample.points_not_applicable", "is_applicable"),
        ("scores", "2020", "1920", "sample.cell_year", "year"),
        ("scores", "sample_city", "", "sample.cell_text", "framework"),
        ("scores", "1.2", " 1.2", "sample.cell_text", "criterion_code"),
        ("scores", "Q1", "Q99", "sample.agency_not_in_force", "agency_code"),
        ("scores", "Q1", "TPTHUDUC", "sample.agency_not_in_force", "agency_code"),
        ("scores", "Q1", "Quận 1", "sample.cell_code", "agency_code"),
        ("packages", "1850000000", "0", "sample.cell_dong", "value_vnd"),
        ("packages", "1850000000", "1", "sample.cell_dong", "value_vnd"),
        ("packages", "1850000000", "9999", "sample.cell_dong", "value_vnd"),
        ("packages", "1850000000", "1000000000000001", "sample.cell_dong", "value_vnd"),
        ("packages", "1850000000", "1850000000.0", "sample.cell_dong", "value_vnd"),
        ("packages", "1850000000", "1850000000000000000", "sample.cell_dong", "value_vnd"),
        ("packages", "2020-03-31", "2020-02-30", "sample.cell_date", "published_on"),
        ("packages", "2020-03-31", "31/03/2020", "sample.cell_date", "published_on"),
        ("packages", "goods", "HH", "sample.cell_field", "field"),
        ("packages", "shopping", "CHCT", "sample.cell_form", "form"),
        ("packages", "one_stage_one_envelope", "1_MTHS", "sample.cell_method", "method"),
        ("packages", "gói số 1", "gói\u202e số 1", "sample.row_damaged", None),
        ("reports", "2020,4", "2020,5", "sample.cell_quarter", "quarter"),
        ("reports", "2021-01-08", "", "sample.cell_date", "received_on"),
        ("reports", "Q1,2020,4,2021-01-08", "Q2,2021,1,2021-04-08", "sample.agency_not_in_force", "agency_code"),
        ("measures", "45", "-1", "sample.cell_count", "numerator"),
        ("measures", "50", "050", "sample.cell_count", "denominator"),
        ("procedures", "awarded", "", "sample.cell_status", "status"),
        ("procedures", "awarded", "won", "sample.cell_status", "status"),
        ("procedures", "VND", "đồng", "sample.cell_currency", "currency"),
        ("procedures", "1840000000", "1.84e9", "sample.cell_count", "award_value"),
        ("procedures", "2020-05-14", "14/05/2020", "sample.cell_date", "award_published_on"),
        ("procedures", "Nhà thầu mẫu 012", "Nhà thầu  mẫu 012", "sample.cell_text", "supplier_name"),
        ("procedures", "goods", "HH", "sample.cell_field", "field"),
        ("procedures", ",,,false", ",,,no", "sample.cell_flag", "has_petition"),
        ("procedures", "Q1", "Q99", "sample.agency_not_in_force", "agency_code"),
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
    assert found(intake) == [("sample.agency_not_in_force", "row 3")]
    assert intake.tables["packages"]["package_id"].tolist() == ["MAU-1"]


def test_all_faults_of_all_rows_are_found_at_once(tmp_path: Path) -> None:
    rows = ["Q1,20,9,x", REPORT, "Q3,2020,1", "", "Q99,2020,1,2020-04-01"]
    intake = read_with(tmp_path, "reports", *rows)
    assert found(intake) == [
        ("sample.row_width", "row 4"),
        ("sample.row_width", "row 5"),
        ("sample.cell_year", "row 2"),
        ("sample.cell_quarter", "row 2"),
        ("sample.cell_date", "row 2"),
        ("sample.agency_not_in_force", "row 6"),
    ]
    assert counts_of(intake, "reports") == (5, 1, 0, 4)
    assert intake.tables["reports"]["source_row"].tolist() == [3]


def test_an_identical_row_is_counted_once(tmp_path: Path) -> None:
    intake = read_with(tmp_path, "measures", MEASURE, MEASURE, MEASURE)
    assert [(finding.code, finding.place, finding.severity) for finding in intake.findings] == [
        ("sample.row_repeated", "row 3", Severity.NOTE),
        ("sample.row_repeated", "row 4", Severity.NOTE),
    ]
    assert counts_of(intake, "measures") == (3, 1, 2, 0)
    assert intake.tables["measures"]["source_row"].tolist() == [2]


def test_rows_that_contradict_each_other_are_all_rejected(tmp_path: Path) -> None:
    other = PACKAGE.replace("1850000000", "1850000001")
    intake = read_with(tmp_path, "packages", PACKAGE, PACKAGE, other, PACKAGE.replace("MAU-1", "MAU-2"))
    assert found(intake) == [("sample.rows_contradict", f"row {row}") for row in (2, 3, 4)]
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
    assert ("sample.rows_contradict", "row 2") in found(intake)
    assert ("sample.cell_count", "row 3") in found(intake)
    assert counts_of(intake, "measures") == (2, 0, 0, 2)


def test_all_faults_of_a_heading_are_named_and_the_file_is_rejected(tmp_path: Path) -> None:
    intake = read_sample(write_folder(tmp_path, reports=f"agency_code,year,year,sent_on\n{REPORT}\n{REPORT}\n"))
    assert [(finding.code, finding.values["column"]) for finding in intake.findings] == [
        ("sample.column_unknown", "sent_on"),
        ("sample.column_missing", "quarter"),
        ("sample.column_missing", "received_on"),
        ("sample.column_repeated", "year"),
    ]
    assert {finding.severity for finding in intake.findings} == {Severity.FILE_REJECTED}
    (counts,) = next(file for file in intake.files if file.file == "reports.csv").counts
    assert counts.used == 0
    assert counts.read == counts.rejected > 0
    check_table("reports", intake.tables["reports"])
    assert len(intake.tables["measures"]) == 1


def test_columns_in_another_order_are_refused(tmp_path: Path) -> None:
    swapped = "year,agency_code,quarter,received_on\n2020,Q1,4,2021-01-08\n"
    (finding,) = read_sample(write_folder(tmp_path, reports=swapped)).findings
    assert finding.code == "sample.column_order"
    assert HEADINGS["reports"].replace(",", ", ") in finding.message("en")


def test_a_heading_alone_gives_an_empty_table(tmp_path: Path) -> None:
    intake = read_with(tmp_path, "scores")
    assert counts_of(intake, "scores") == (0, 0, 0, 0)
    check_table("scores", intake.tables["scores"])
    assert intake.findings == ()


@pytest.mark.parametrize(
    "content",
    [b"", "Mã;Năm\nQuận 1".encode("cp1258", errors="replace") + b"\xff\xfe", b'a,"b\n', b"agency\0code\n"],
)
def test_a_file_that_cannot_be_read_is_rejected_whole(tmp_path: Path, content: bytes) -> None:
    intake = read_sample(write_folder(tmp_path, measures=content))
    assert [finding.severity for finding in intake.findings] == [Severity.FILE_REJECTED]
    assert intake.findings[0].file == "measures.csv"
    read, used, _, rejected = counts_of(intake, "measures")
    assert (used, rejected) == (0, read)
    check_table("measures", intake.tables["measures"])
    assert len(intake.tables["scores"]) == 1


@pytest.mark.parametrize("name", [*(f"{name}.csv" for name in TABLE_COLUMNS), CHECKSUM_FILE])
def test_an_absent_file_says_how_to_make_it(tmp_path: Path, name: str) -> None:
    (write_folder(tmp_path) / name).unlink()
    with pytest.raises(IntakeError, match=r"python3 run\.py sample") as raised:
        read_sample(tmp_path)
    assert [finding.file for finding in raised.value.findings] == [name]


def test_an_absent_folder_names_every_file(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as raised:
        read_sample(tmp_path / "nowhere")
    assert len(raised.value.findings) == len(TABLE_COLUMNS) + 1


def test_a_file_changed_after_its_checksum_is_refused(tmp_path: Path) -> None:
    path = write_folder(tmp_path) / "reports.csv"
    path.write_bytes(path.read_bytes().replace(b"2021-01-08", b"2021-01-09"))
    with pytest.raises(IntakeError, match=r"python3 run\.py sample") as raised:
        read_sample(tmp_path)
    assert [finding.code for finding in raised.value.findings] == ["sample.checksum_differs"]
    assert "run.py sample" in raised.value.findings[0].message("vi")

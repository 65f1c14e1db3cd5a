from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.intake.findings import Counts, Severity
from cchc_analysis.intake.vneps.adapter import read_vneps
from tests.intake.plan_intake import Reader, counts, findings, packages
from tests.intake.plan_rows import export, package, plan, save


def test_a_plan_becomes_its_packages(read_plans: Reader) -> None:
    intake = read_plans(
        plan(7, package(1, price=185_498_000), package(2, field="Xây lắp", form="CDT", detail={"form": ""}))
    )
    table = packages(intake)
    assert counts(intake, "row") == (1, 1, 0, 0, 0)
    assert counts(intake, "package") == (2, 2, 0, 0, 0)
    assert findings(intake) == []
    first, second = table.to_dict("records")
    assert first == {
        "package_id": "00000000-0000-0000-0000-000000000001",
        "plan_id": "PL2300000007",
        "plan_version": "00",
        "agency_code": first["agency_code"],
        "agency_name": "Ủy ban nhân dân Phường 7",
        "name": "Gói thầu số 1",
        "field": "goods",
        "form": "open_bidding",
        "is_online": True,
        "is_domestic": True,
        "method": "one_stage_one_envelope",
        "value_vnd": 185_498_000,
        "published_on": pd.Timestamp(2023, 3, 14),
        "district": "Quận 1",
        "province": "TP. Hồ Chí Minh",
        "plan_type": "purchase",
        "planned_start_on": pd.Timestamp(2023, 1, 1),
        "source_file": "d14/KHLCNT.csv",
        "source_row": 1,
    }
    assert (second["field"], second["form"]) == ("works", "direct_appointment")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r\r\n"])
def test_line_ends_make_no_difference(tmp_path: Path, line_end: str) -> None:
    path = save(tmp_path / "KHLCNT.csv", plan(1), plan(2, name="hai\r\ndòng"), line_end=line_end)
    intake = read_vneps([path])
    assert counts(intake, "row") == (2, 2, 0, 0, 0)
    assert list(packages(intake)["source_row"]) == [1, 2]


def test_an_empty_line_is_explained_and_numbers_go_on(tmp_path: Path) -> None:
    path = tmp_path / "KHLCNT.csv"
    path.write_bytes(export(plan(1)) + b"\r\r\n" + export(plan(2, package(2))))
    intake = read_vneps([path])
    assert counts(intake, "row") == (3, 2, 0, 0, 1)
    assert list(packages(intake)["source_row"]) == [1, 3]
    assert [finding.code for finding in findings(intake)] == ["intake.empty_lines"]


def test_words_and_codes_of_one_thing_are_one_code(read_plans: Reader) -> None:
    rows = [
        plan(1, package(1, form="CHCTRG", field="Phi tư vấn", method="1_MTHS", is_online="0", is_domestic="1")),
        plan(2, package(2, form="Chào hàng cạnh tranh rút gọn", field="PTV", is_online="Không qua mạng")),
    ]
    table = packages(read_plans(*rows))
    for column in ("form", "field", "method", "is_online", "is_domestic"):
        assert table[column].nunique() == 1, column


@pytest.mark.parametrize(
    ("location", "district", "province"),
    [
        ("Thành phố Biên Hoà, Tỉnh Đồng Nai", "Thành phố Biên Hoà", "Tỉnh Đồng Nai"),
        ("Tỉnh Quảng Ngãi", "", "Tỉnh Quảng Ngãi"),
        ("Xã A, Huyện B, Tỉnh C", "Xã A, Huyện B", "Tỉnh C"),
    ],
)
def test_a_location_is_split_into_district_and_province(
    read_plans: Reader, location: str, district: str, province: str
) -> None:
    table = packages(read_plans(plan(1, package(location=location))))
    assert (table["district"].item(), table["province"].item()) == (district, province)


def test_a_package_without_a_location_is_used_and_noted(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(location="")))
    assert packages(intake)["province"].item() == ""
    assert [(one.code, one.severity) for one in findings(intake)] == [("vneps.no_location", Severity.NOTE)]


@pytest.mark.parametrize("price", [1, 2, 9_999])
def test_a_price_less_than_any_contract_is_held_and_not_counted(read_plans: Reader, price: int) -> None:
    intake = read_plans(plan(1, package(1, price=price), package(2, price=10_000)))
    assert counts(intake, "package") == (2, 1, 0, 1, 0)
    assert list(packages(intake)["value_vnd"]) == [10_000]
    (finding,) = findings(intake)
    assert (finding.code, finding.severity) == ("vneps.placeholder_price", Severity.HELD)
    assert (finding.place, finding.raw_value) == ("row 1", str(price))


def test_decomposed_letters_are_composed_and_counted(read_plans: Reader) -> None:
    intake = read_plans(plan(1, investor="Sở Nội vu\u0323"))
    assert packages(intake)["agency_name"].item() == "Sở Nội vụ"
    (note,) = findings(intake)
    assert (note.code, note.values["count"]) == ("intake.text_composed", 1)


def test_a_row_typed_in_another_unicode_form_is_the_same_row(read_plans: Reader) -> None:
    intake = read_plans(plan(1, investor="Sở Nội vụ"), plan(1, investor="Sở Nội vu\u0323"))
    assert counts(intake, "row") == (2, 1, 1, 0, 0)


def test_one_investor_typed_in_two_ways_has_one_code_and_the_latest_spelling(read_plans: Reader) -> None:
    table = packages(
        read_plans(
            plan(2, package(1), investor="UBND  phường 05 ", published="2023-03-14 08:00:00"),
            plan(1, package(2), investor="Ủy ban nhân dân Phường 5", published="2023-03-15 08:00:00"),
            plan(3, package(3), investor="Ủy ban nhân dân Phường 6"),
        )
    )
    assert table["agency_code"].str.fullmatch("INV_[0-9A-F]{10}").all()
    assert table["agency_code"].nunique() == 2
    assert set(table["agency_name"]) == {"Ủy ban nhân dân Phường 5", "Ủy ban nhân dân Phường 6"}


def test_other_kinds_of_file_are_listed_with_their_rows_and_not_used(tmp_path: Path) -> None:
    save(tmp_path / "d14" / "KHLCNT.csv", plan(1))
    (tmp_path / "d14" / "CNTTT_QT.csv").write_bytes(b"a,b\r\r\nc,d\r\r\n")
    (tmp_path / "d14" / "KHLCNT_notes.txt").write_bytes(b"x\n")
    (tmp_path / "d14" / "README.md").write_bytes(b"x\n")
    intake = read_vneps(sorted((tmp_path / "d14").iterdir()), root=tmp_path)
    said = {file.file: (file.counts, file.findings[0].code) for file in intake.files if file.findings}
    assert said == {
        "d14/CNTTT_QT.csv": ((Counts("row", 2, 0, explained=2),), "vneps.kind_not_used"),
        "d14/KHLCNT_notes.txt": ((), "intake.file_not_used"),
        "d14/README.md": ((), "intake.file_not_used"),
    }
    assert len(packages(intake)) == 1


def test_a_damaged_file_of_a_kind_that_is_not_read_is_only_a_note(tmp_path: Path) -> None:
    (tmp_path / "DHT_ABC.csv").write_bytes(b'a,"b\r\r\nc,d\r\r\n')
    (file,) = read_vneps([tmp_path / "DHT_ABC.csv"]).files
    assert [(one.code, one.severity) for one in file.findings] == [
        ("vneps.kind_not_used", Severity.NOTE),
        ("intake.unclosed_quote", Severity.NOTE),
    ]
    assert file.counts == (Counts("row", 2, 0, explained=2),)


@pytest.mark.parametrize("name", ["KHLCNT.csv", "KHLCNT (2).csv", "khlcnt-2023.CSV", "KHLCNT_2023-03.csv"])
def test_plan_files_are_known_by_their_names(tmp_path: Path, name: str) -> None:
    assert len(packages(read_vneps([save(tmp_path / name, plan(1))]))) == 1


def test_a_refused_file_counts_its_lines_as_rejected_and_costs_no_other_file(tmp_path: Path) -> None:
    good = save(tmp_path / "d14" / "KHLCNT.csv", plan(1))
    cut = tmp_path / "d15" / "KHLCNT.csv"
    cut.parent.mkdir()
    cut.write_bytes(export(plan(2, package(2)), plan(3, package(3)))[:-60])
    intake = read_vneps([good, cut], root=tmp_path)
    assert list(packages(intake)["plan_id"]) == ["PL2300000001"]
    assert intake.files[1].counts[0] == Counts("row", 2, 0, rejected=2)
    assert intake.files[1].findings[0].severity is Severity.FILE_REJECTED

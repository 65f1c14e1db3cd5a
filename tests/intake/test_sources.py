import zipfile
from pathlib import Path

import openpyxl
import pytest

from cchc_analysis.intake.findings import IntakeError, Severity
from cchc_analysis.intake.sources import (
    ADAPTERS,
    SourceSpec,
    check_path,
    parse_source,
    read_source,
    source_files,
)
from cchc_analysis.intake.stream.table import PROJECT_ADAPTER
from cchc_analysis.settings import load_settings
from cchc_analysis.texts import LANGUAGES, Language, text
from tests.intake.filled_reports import write
from tests.intake.plan_rows import export, plan, save

PAPI = "Province,SC11\nP01,1.5\n"


def codes(error: IntakeError) -> list[str]:
    assert all(finding.message(language) for finding in error.findings for language in LANGUAGES)
    return [finding.code for finding in error.findings]


def test_a_source_is_a_name_and_a_path() -> None:
    assert parse_source("vneps=/data/2023-03") == SourceSpec("vneps", Path("/data/2023-03"))
    assert parse_source(" papi = a=b ") == SourceSpec("papi", Path("a=b"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_that_a_report_can_be_made_of_has_a_name_for_readers(language: Language) -> None:
    assert all(text(f"sources.{adapter}", language) for adapter in (*ADAPTERS, PROJECT_ADAPTER))


def test_the_bare_sample_is_where_the_settings_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CCHC_SAMPLE_DIR", str(tmp_path))
    assert (
        parse_source("sample")
        == SourceSpec("sample", tmp_path)
        == SourceSpec("sample", load_settings().sample_dir)
    )


@pytest.mark.parametrize("text", ["", "vneps", "vneps=", "=", "vneps=  "])
def test_what_is_not_a_source_is_refused(text: str) -> None:
    with pytest.raises(IntakeError) as caught:
        parse_source(text)
    assert codes(caught.value) == ["intake.source_form"]


def test_an_unknown_adapter_is_refused_with_suggestions() -> None:
    with pytest.raises(IntakeError) as caught:
        parse_source("vnep=/data")
    assert codes(caught.value) == ["intake.unknown_adapter"]
    assert caught.value.findings[0].values["suggestions"] == "vneps"


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    for ask in (read_source, source_files):
        with pytest.raises(IntakeError) as caught:
            ask(SourceSpec("vneps", tmp_path / "none"))
        assert codes(caught.value) == ["intake.path_missing"]


def test_in_a_folder_a_refused_file_is_a_finding_and_the_rest_goes_on(tmp_path: Path) -> None:
    save(tmp_path / "14" / "KHLCNT.csv", plan(1))
    save(tmp_path / "15" / "KHLCNT.csv").write_bytes(b"")
    intake = read_source(SourceSpec("vneps", tmp_path))
    assert [file.file for file in intake.files] == ["14/KHLCNT.csv", "15/KHLCNT.csv"]
    assert [finding.code for finding in intake.findings] == ["intake.empty_file"]
    assert len(intake.tables["packages"]) == 1


def test_an_empty_file_named_directly_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "KHLCNT.csv"
    path.write_bytes(b"")
    for ask in (lambda: read_source(SourceSpec("vneps", path)), lambda: check_path(path)):
        with pytest.raises(IntakeError) as caught:
            ask()
        assert codes(caught.value) == ["intake.empty_file", "intake.nothing_to_read"]


@pytest.mark.parametrize("adapter", ["vneps", "papi", "pci", "scores"])
def test_a_folder_without_a_usable_row_is_refused(tmp_path: Path, adapter: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_source(SourceSpec(adapter, tmp_path))
    assert codes(caught.value) == ["intake.nothing_to_read"]
    (tmp_path / "notes.txt").write_text("x\n", encoding="utf-8")
    with pytest.raises(IntakeError) as caught:
        read_source(SourceSpec(adapter, tmp_path))
    assert codes(caught.value) == ["intake.file_not_used", "intake.nothing_to_read"]


def test_files_come_in_the_same_order_whatever_the_disk_says(tmp_path: Path) -> None:
    for name in ("b", "B", "a-1", "a", "a/b"):
        save(tmp_path / f"{name}d" / "KHLCNT.csv", plan(1))
    names = [name for name, _ in source_files(SourceSpec("vneps", tmp_path))]
    assert names == sorted(names)
    assert len(names) == 5


def test_a_link_out_of_the_folder_is_refused_and_named(tmp_path: Path) -> None:
    outside = save(tmp_path / "outside" / "KHLCNT.csv", plan(1))
    inside = save(tmp_path / "source" / "KHLCNT.csv", plan(2)).parent
    (inside / "KHLCNT_1.csv").symlink_to(outside)
    (inside / "folder").symlink_to(outside.parent)
    (inside / "KHLCNT_2.csv").symlink_to(inside / "gone")
    intake = read_source(SourceSpec("vneps", inside))
    assert list(intake.tables["packages"]["plan_id"]) == ["PL2300000002"]
    assert {file.file: [one.code for one in file.findings] for file in intake.files} == {
        "KHLCNT.csv": [],
        "KHLCNT_1.csv": ["intake.outside_folder"],
        "KHLCNT_2.csv": ["intake.outside_folder"],
        "folder": ["intake.outside_folder"],
    }
    assert [name for name, _ in source_files(SourceSpec("vneps", inside))] == ["KHLCNT.csv"]


def test_a_lock_file_of_excel_is_noted_and_not_opened(tmp_path: Path) -> None:
    save(tmp_path / "14" / "KHLCNT.csv", plan(1))
    lock = tmp_path / "14" / "~$bang-diem.xlsx"
    lock.write_bytes(b"\x02an")
    lock.chmod(0)
    intake = read_source(SourceSpec("vneps", tmp_path))
    assert [(one.file, one.code, one.severity) for one in intake.findings] == [
        ("14/~$bang-diem.xlsx", "intake.lock_file", Severity.NOTE)
    ]
    assert [name for name, _ in source_files(SourceSpec("vneps", tmp_path))] == ["14/KHLCNT.csv"]
    assert check_path(tmp_path).source == "vneps"


def test_score_workbooks_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    for folder in ("snv", "stp"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bang-diem.xlsx").write_bytes(b"")
    (tmp_path / "snv" / "~$bang-diem.xlsx").write_bytes(b"\x02an")
    with pytest.raises(IntakeError) as caught:
        read_source(SourceSpec("scores", tmp_path))
    assert [(one.file, one.code) for one in caught.value.findings[:-1]] == [
        ("snv/bang-diem.xlsx", "workbook.empty_file"),
        ("stp/bang-diem.xlsx", "workbook.empty_file"),
    ]


def test_a_link_to_a_file_of_the_same_folder_is_a_repetition(tmp_path: Path) -> None:
    original = save(tmp_path / "KHLCNT.csv", plan(1))
    (tmp_path / "KHLCNT-2.csv").symlink_to(original)
    intake = read_source(SourceSpec("vneps", tmp_path))
    assert sum(count.repeated for file in intake.files for count in file.counts) == 2
    assert len(intake.tables["packages"]) == 1


def test_the_path_the_user_names_may_be_a_link(tmp_path: Path) -> None:
    save(tmp_path / "real" / "KHLCNT.csv", plan(1))
    (tmp_path / "link").symlink_to(tmp_path / "real")
    intake = read_source(SourceSpec("vneps", tmp_path / "link"))
    assert [file.file for file in intake.files] == ["KHLCNT.csv"]


def test_check_chooses_the_adapter_by_what_is_there(tmp_path: Path) -> None:
    plans = save(tmp_path / "plans" / "14" / "KHLCNT.csv", plan(1))
    index = tmp_path / "papi" / "2020.csv"
    index.parent.mkdir()
    index.write_text(PAPI, encoding="utf-8")
    (index.parent / "codebook.csv").write_text("x\n", encoding="utf-8")
    assert check_path(plans).source == check_path(tmp_path / "plans").source == "vneps"
    assert check_path(index).source == check_path(index.parent).source == "papi"


def test_check_says_what_it_knows_when_nothing_fits(tmp_path: Path) -> None:
    unknown = tmp_path / "2020.csv"
    unknown.write_text("code,name\n1,2\n", encoding="utf-8")
    for path in (unknown, tmp_path):
        with pytest.raises(IntakeError) as caught:
            check_path(path)
        assert codes(caught.value) == ["intake.unknown_kind"]
    assert "KHLCNT" in caught.value.findings[0].message("vi")


def test_check_refuses_a_folder_of_several_kinds(tmp_path: Path) -> None:
    save(tmp_path / "KHLCNT.csv", plan(1))
    (tmp_path / "2020.csv").write_text(PAPI, encoding="utf-8")
    with pytest.raises(IntakeError) as caught:
        check_path(tmp_path)
    assert codes(caught.value) == ["intake.mixed_kinds"]
    assert caught.value.findings[0].values["kinds"] == "papi, vneps"


def test_check_says_why_a_file_of_a_known_kind_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "2020.csv"
    path.write_bytes("Province,SC11\nP01,1\n".encode("utf-16-le"))
    with pytest.raises(IntakeError) as caught:
        check_path(path)
    assert codes(caught.value)[0] == "intake.zero_bytes"


def test_check_takes_any_zip_content_for_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "bang-diem"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(IntakeError) as caught:
        check_path(path)
    assert codes(caught.value) == ["workbook.damaged", "intake.unknown_kind"]
    assert [file.adapter for file in caught.value.files] == [""]


@pytest.mark.parametrize("beside", ["csv", "xlsx"])
def test_a_workbook_of_no_kind_is_rejected_and_does_not_decide_what_a_folder_holds(
    tmp_path: Path, beside: str
) -> None:
    if beside == "csv":
        save(tmp_path / "KHLCNT.csv", plan(1))
    else:
        write(tmp_path / "SNV_2020.xlsx")
    with zipfile.ZipFile(tmp_path / "anh.xlsx", "w") as archive:
        archive.writestr("anh.txt", "x")
    openpyxl.Workbook().save(tmp_path / "trong.xlsx")
    intake = check_path(tmp_path)
    assert intake.source == ("vneps" if beside == "csv" else "bid_reports")
    assert any(count.used for file in intake.files for count in file.counts)
    refused = {
        file.file: finding.code
        for file in intake.files
        for finding in file.findings
        if finding.severity is Severity.FILE_REJECTED
    }
    unknown = "intake.unknown_kind"
    own = {"anh.xlsx": "workbook.not_xlsx", "trong.xlsx": "workbook.no_cells"}
    assert refused == ({"anh.xlsx": unknown, "trong.xlsx": unknown} if beside == "csv" else own)


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        ("Tên gói thầu,Sở\nA,B\n".encode("utf-16-le"), "intake.encoding", "line 1"),
        (b"a,b\n1,\xff\n", "intake.encoding", "line 2"),
        (b"a,b\n1,\0\n", "intake.zero_bytes", "line 2"),
        (b'a,b\n1,"2\n', "intake.unclosed_quote", "line 2"),
    ],
)
@pytest.mark.parametrize("in_folder", [False, True])
def test_a_text_of_no_known_kind_that_cannot_be_read_is_told_where_and_why(
    tmp_path: Path, data: bytes, code: str, place: str, *, in_folder: bool
) -> None:
    (tmp_path / "ds.csv").write_bytes(data)
    with pytest.raises(IntakeError) as caught:
        check_path(tmp_path if in_folder else tmp_path / "ds.csv")
    assert codes(caught.value) == [code, "intake.unknown_kind"]
    assert (caught.value.findings[0].file, caught.value.findings[0].place) == ("ds.csv", place)
    assert all("CSV UTF-8" in caught.value.findings[0].message(language) for language in LANGUAGES)
    (account,) = caught.value.files
    assert (account.adapter, [count.rejected for count in account.counts]) == ("", [2])


def test_an_empty_file_of_no_known_kind_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "data.bin").write_bytes(b"")
    with pytest.raises(IntakeError) as caught:
        check_path(tmp_path / "data.bin")
    assert codes(caught.value) == ["intake.empty_file"]


def test_the_same_export_under_two_paths_gives_the_same_table(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "KHLCNT.csv").write_bytes(export(plan(1), plan(2)))
    one, two = (read_source(SourceSpec("vneps", tmp_path / folder)) for folder in ("one", "two"))
    assert one.tables["packages"].equals(two.tables["packages"])
    assert one.files == two.files


def test_a_broken_workbook_is_of_the_kind_of_those_beside_it(tmp_path: Path) -> None:
    good = write(tmp_path / "SNV_2020.xlsx")
    (tmp_path / "STP_2020.xlsx").write_bytes(good.read_bytes()[:2000])
    intake = check_path(tmp_path)
    assert intake.source == "bid_reports"
    broken = next(file for file in intake.files if file.file == "STP_2020.xlsx")
    assert [finding.severity for finding in broken.findings] == [Severity.FILE_REJECTED]
    assert not intake.tables["reported_totals"].empty

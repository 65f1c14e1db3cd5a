"""Files that are not workbooks, or worse, are refused before anything opens them."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.workbook import safety
from cchc_analysis.intake.workbook.safety import MAX_FILE_BYTES, check_container
from cchc_analysis.texts import LANGUAGES
from cchc_analysis.vietnamese.numbers import format_number
from tests.intake.score_forms import patch, rezip, write_form

SHEET = "xl/worksheets/sheet2.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_form(tmp_path_factory.mktemp("forms") / "form.xlsx").read_bytes()


def codes(content: bytes, file: str = "form.xlsx") -> list[tuple[str, Severity]]:
    findings = check_container(content, file)
    for finding in findings:
        assert all(finding.message(language) for language in LANGUAGES)
    return [(finding.code.removeprefix("workbook."), finding.severity) for finding in findings]


def test_the_own_template_is_safe(form: bytes) -> None:
    assert codes(form) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"STT;Ma;Diem\n1;1.1;2\n", "is_text"),
        ("STT,Mã tiêu chí\r\n1,1.1\r\n".encode("utf-16"), "is_text"),
        ("Mã tiêu chí\tĐiểm\n".encode("cp1258", "replace"), "is_text"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "is_html"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html><html></html>", "is_html"),
        (OLE, "old_xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_xlsx"),
        (b"PK\x03\x04" + bytes(MAX_FILE_BYTES), "too_large"),
    ],
)
def test_a_file_renamed_to_xlsx_is_refused_by_what_it_is(content: bytes, code: str) -> None:
    assert codes(content) == [(code, Severity.FILE_REJECTED)]


@pytest.mark.parametrize("tenths", range(10))
def test_a_file_cut_off_on_its_way_is_refused(form: bytes, tenths: int) -> None:
    code = "damaged" if tenths else "empty_file"
    assert codes(form[: len(form) * tenths // 10]) == [(code, Severity.FILE_REJECTED)]


def test_a_file_short_of_its_last_byte_is_refused(form: bytes) -> None:
    assert codes(form[:-1]) == [("damaged", Severity.FILE_REJECTED)]


def test_a_changed_byte_inside_a_part_is_refused(form: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        entry = archive.getinfo(SHEET)
    middle = entry.header_offset + 30 + len(SHEET) + entry.compress_size // 2
    spoilt = form[:middle] + bytes([form[middle] ^ 0xFF]) + form[middle + 1 :]
    assert codes(spoilt) == [("damaged", Severity.FILE_REJECTED)]


def test_random_damage_never_raises(form: bytes) -> None:
    chance = random.Random(7)
    for _ in range(200):
        spoilt = bytearray(form)
        for _ in range(chance.randint(1, 20)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        codes(bytes(spoilt))


def test_a_zip_without_a_workbook_is_refused(form: bytes) -> None:
    assert codes(rezip(form, {"xl/workbook.xml": None})) == [("not_xlsx", Severity.FILE_REJECTED)]


def test_a_part_that_unpacks_a_thousandfold_is_refused(form: bytes) -> None:
    assert codes(rezip(form, {"xl/bomb.xml": bytes(8 * 1024**2)})) == [("zip_bomb", Severity.FILE_REJECTED)]


def test_parts_that_together_unpack_too_far_are_refused(form: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_analysis.intake.workbook.safety._MAX_UNPACKED_BYTES", 1000)
    assert codes(form) == [("zip_bomb", Severity.FILE_REJECTED)]


def test_a_thousand_and_one_parts_are_refused(form: bytes) -> None:
    many = {f"xl/part{number}.xml": b"" for number in range(1001)}
    assert codes(rezip(form, dict(many))) == [("zip_bomb", Severity.FILE_REJECTED)]


@pytest.mark.parametrize("name", ["../evil.xml", "xl/../../evil.xml", "/etc/evil", "C:\\evil", "xl\\..\\evil"])
def test_a_part_that_would_leave_the_archive_is_refused(form: bytes, name: str) -> None:
    assert codes(rezip(form, {name: b""})) == [("entry_name", Severity.FILE_REJECTED)]


def test_a_part_given_twice_is_refused(form: bytes) -> None:
    doubled = io.BytesIO(form)
    with zipfile.ZipFile(doubled, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, b"<worksheet/>")
    assert codes(doubled.getvalue()) == [("entry_name", Severity.FILE_REJECTED)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_encoding(form: bytes, encoding: str) -> None:
    part = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)
    assert codes(rezip(form, {"docProps/custom.xml": part})) == [("doctype", Severity.FILE_REJECTED)]


def test_one_cell_at_the_far_corner_is_refused(form: bytes) -> None:
    spoilt = patch(form, SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>')
    assert codes(spoilt) == [("sparse_bomb", Severity.FILE_REJECTED)]


def test_a_column_formatted_to_its_end_is_allowed(form: bytes) -> None:
    tall = patch(form, SHEET, "</sheetData>", '<row r="1048576"><c r="I1048576"/></row></sheetData>')
    assert codes(tall) == []


@pytest.mark.parametrize("tag", ["mergeCell", "hyperlink"])
def test_a_range_over_the_whole_sheet_is_refused(form: bytes, tag: str) -> None:
    spoilt = patch(form, SHEET, "</worksheet>", f'<{tag} ref="A1:XFD1048576"/></worksheet>')
    assert codes(spoilt) == [("sparse_bomb", Severity.FILE_REJECTED)]


def test_more_cells_than_a_form_or_a_list_can_have_are_refused(
    form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = "".join(f'<row r="{row}"><c r="A{row}"/></row>' for row in range(100, 200_101))
    spoilt = patch(form, SHEET, "</sheetData>", f"{cells}</sheetData>")
    assert codes(spoilt) == [("too_many_cells", Severity.FILE_REJECTED)]
    # A list may be as long; what it may not be is said with a way out and without calling it a form.
    assert check_container(spoilt, "list.xlsx", is_list=True) == ()
    monkeypatch.setattr(safety, "MAX_LIST_CELLS", 200_000)
    too_large = b"PK\x03\x04" + bytes(MAX_FILE_BYTES)
    for content in (spoilt, too_large):
        (finding,) = check_container(content, "list.xlsx", is_list=True)
        assert (finding.code, finding.severity) == ("workbook.list_too_large", Severity.FILE_REJECTED)
        for language in LANGUAGES:
            assert "CSV" in finding.message(language)
            assert "`convert`" in finding.message(language)
            assert f"{format_number(1_000_000, language)} " in finding.message(language)


def test_macros_and_links_are_noted_and_nothing_stops(form: bytes) -> None:
    linked = rezip(form, {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"})
    assert codes(linked) == [("has_macros", Severity.NOTE), ("has_external_link", Severity.NOTE)]


def test_a_workbook_with_another_ending_is_read_with_a_note(form: bytes, tmp_path: Path) -> None:
    assert codes(form, "form.xls") == [("extension_differs", Severity.NOTE)]

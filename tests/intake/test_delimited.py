import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.intake.delimited import Record, count_lines, read_delimited
from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.texts import LANGUAGES

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
CELLS = st.one_of(PLAIN, st.builds("{}\r\n{}".format, PLAIN, PLAIN), st.just('nói "có", rồi thôi'))
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6)


def cells_of(data: bytes) -> list[tuple[str, ...]]:
    return [record.cells for record in read_delimited(data, file="x.csv").records]


def refusal(data: bytes, **options: int) -> str:
    with pytest.raises(IntakeError) as caught:
        read_delimited(data, file="x.csv", **options)
    (finding,) = caught.value.findings
    assert all(finding.message(language) for language in LANGUAGES)
    return finding.code


@given(
    ROWS.filter(lambda rows: any(cell.strip() for row in rows for cell in row)),
    st.sampled_from(["\n", "\r\n", "\r\r\n"]),
)
def test_what_was_written_is_read_back(rows: list[list[str]], line_end: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(rows)
    assert cells_of(stream.getvalue().encode("utf-8-sig")) == [tuple(row) for row in rows]


def test_marks_and_line_ends_inside_quotation_marks_part_no_fields() -> None:
    assert cells_of(b'"a;\nb","c"\n"d","e"\n') == [("a;\nb", "c"), ("d", "e")]
    assert cells_of('"a,""b"";",c\n'.replace(",c", ";c").encode()) == [('a,"b";', "c")]


def test_a_quotation_mark_within_a_field_hides_no_mark_between_fields() -> None:
    assert cells_of('ống 5";giá\nx, y";1\n'.encode()) == [('ống 5"', "giá"), ('x, y"', "1")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_give_the_same_records(encoding: str) -> None:
    assert cells_of("Quận 1;Đống Đa\n1;2\n".encode(encoding)) == [("Quận 1", "Đống Đa"), ("1", "2")]


def test_a_tab_separated_export_of_a_spreadsheet_is_read() -> None:
    assert cells_of("a\tb\r\n1\t2,5\r\n".encode("utf-16")) == [("a", "b"), ("1", "2,5")]


def test_a_doubled_carriage_return_makes_no_empty_record_but_an_empty_line_does() -> None:
    records = read_delimited(b"a,b\r\r\n1,2\r\r\n\r\r\n3,4\r\r\n", file="x.csv").records
    assert [(record.number, record.is_empty) for record in records] == [
        (1, False), (2, False), (3, True), (4, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "intake.empty_file"),
        (b"\r\n  \r\n", "intake.no_records"),
        (b"\xef\xbb\xbf", "intake.no_records"),
        ("Sở Nội vụ,1\n".encode("cp1258", errors="replace") + b"\xd2\n", "intake.encoding"),
        (b"a,b\n1,\xff\n", "intake.encoding"),
        (b"a,b\n1,\x002\n", "intake.zero_bytes"),
        ("a,b\n".encode("utf-16-le"), "intake.zero_bytes"),
        (b'a,b\n1,"2\n3,4\n', "intake.unclosed_quote"),
        (b'a,b\n1,"2\n3,4\n5,"6"\n', "intake.broken_record"),
        (b'a,b\n1,"2"3\n', "intake.broken_record"),
        (b"a,b\n1,2\r3,4\n", "intake.broken_record"),
        (b"a,b,c\n1,2,3\n4,5", "intake.truncated"),
    ],
)
def test_a_file_that_cannot_be_read_with_certainty_is_refused_whole(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_truncation_is_judged_by_the_width_the_caller_expects() -> None:
    assert refusal(b"1,2", width=3) == "intake.truncated"


def test_a_whole_last_record_without_a_line_end_is_used_and_noted() -> None:
    delimited = read_delimited(b"a,b\n1,2", file="x.csv")
    assert len(delimited.records) == 2
    assert [finding.code for finding in delimited.findings] == ["intake.no_final_newline"]


@given(st.integers(min_value=1, max_value=60))
def test_a_file_cut_anywhere_never_passes_unnoticed_with_fewer_fields(length: int) -> None:
    whole = 'số,tên,"giá, đồng"\n1,"Gói\nmột",100\n2,Gói hai,200\n'.encode()
    cut = whole[: min(length, len(whole) - 1)]
    try:
        delimited = read_delimited(cut, file="x.csv", width=3)
    except IntakeError:
        return
    assert all(len(record.cells) == 3 for record in delimited.records)
    assert delimited.findings or cut.endswith(b"\n")


def test_a_field_longer_than_the_csv_module_allows_is_read_and_its_limit_restored() -> None:
    limit = csv.field_size_limit()
    assert len(cells_of(b"a," + b"x" * 300_000 + b"\n")[0][1]) == 300_000
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize(
    ("cell", "damage"),
    [
        ("S\ufffd N\ufffdi v\ufffd", "U+FFFD"),
        ("a\u202eb", "U+202E"),
        ("a\x07b", "U+0007"),
        ("dòng\r\nhai\t", None),
    ],
)
def test_damaged_characters_are_named(cell: str, damage: str | None) -> None:
    assert Record(1, ("x", cell)).damage == damage


def test_lines_are_counted_for_a_file_that_cannot_be_read() -> None:
    assert count_lines(b"a\r\r\nb\r\r\n\r\r\nc") == 3

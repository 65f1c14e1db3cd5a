from pathlib import Path

import pytest

from cchc_analysis.intake import ocds_documents
from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.ocds_documents import Document, Unread, is_json_name, is_line_file, read_documents
from tests.intake.ocds_packages import release, save_json, save_lines, save_text


def unread(path: Path, **options: int) -> list[tuple[str, str]]:
    found = read_documents(path, file=path.name, **options)
    return [(one.finding.code, one.finding.place) for one in found if isinstance(one, Unread)]


def test_a_file_of_lines_is_known_by_its_name_or_by_what_follows_the_first_value(tmp_path: Path) -> None:
    assert is_line_file(save_text(tmp_path / "a.ndjson", "{"))
    assert is_line_file(save_lines(tmp_path / "b.json", "", release(), "", release()))
    assert not is_line_file(save_lines(tmp_path / "c.json", release()))
    assert not is_line_file(save_text(tmp_path / "d.json", '{\n"a": 1}\n'))
    assert not is_line_file(save_text(tmp_path / "e.json", ""))


def test_names_of_json_files() -> None:
    assert all(map(is_json_name, ("a.json", "A.JSON.GZ", "a.jsonl", "a.jsonlines.gz", "a.ndjson")))
    assert not any(map(is_json_name, ("a.csv", "a.gz", "json", "a.json.zip")))


def test_a_document_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = save_json(tmp_path / "a.json", release())
    assert unread(path, max_document=50) == [("ocds.document_too_large", "")]
    assert unread(path) == []


def test_a_line_that_is_too_long_is_refused_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocds_documents, "MAX_LINE_BYTES", 400)
    path = save_lines(tmp_path / "a.jsonl", release(), release(x="x" * 1000), release())
    found = list(read_documents(path, file="a.jsonl"))
    assert [type(one) for one in found] == [Document, Unread, Document]
    assert unread(path) == [("ocds.line_too_long", "row 2")]
    assert found[2] == Document(release(), "row 3", 3)


def test_what_stands_before_the_damage_of_a_compressed_file_is_read(tmp_path: Path) -> None:
    lines = [release(f"ocds-abc123-{n * 7919 % 1000:03}", note=str(n**9)) for n in range(3000)]
    path = save_lines(tmp_path / "a.jsonl.gz", *lines)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    *read, last = read_documents(path, file="a.jsonl.gz")
    assert len(read) > 100
    assert all(isinstance(one, Document) for one in read[:-1])
    assert isinstance(last, Unread)
    assert (last.finding.code, last.finding.severity) == ("ocds.gzip_damaged", Severity.FILE_REJECTED)


def test_the_line_of_a_wrong_letter_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes('{\n"a": "Sở"\n}'.encode("cp1258", errors="replace").replace(b"S?", b"S\xea"))
    assert unread(path) == [("ocds.encoding", "row 2")]

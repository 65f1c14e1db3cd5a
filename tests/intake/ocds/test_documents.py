import json
from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.ocds import documents as ocds_documents
from cchc_analysis.intake.ocds import large as ocds_large
from cchc_analysis.intake.ocds.documents import Document, Unread, is_json_name, is_line_file, read_documents
from cchc_analysis.intake.ocds.releases import Release, releases_in
from tests.intake.ocds_packages import release, save_json, save_lines, save_text


def unread(path: Path) -> list[tuple[str, str]]:
    found = read_documents(path, file=path.name)
    return [(one.finding.code, one.finding.place) for one in found if isinstance(one, Unread)]


def found_in(path: Path) -> list[Release | Unread]:
    found: list[Release | Unread] = []
    for one in read_documents(path, file=path.name):
        found += [one] if isinstance(one, Unread) else releases_in(one, file=path.name)
    return found


def test_a_file_of_lines_is_known_by_its_name_or_by_what_follows_the_first_value(tmp_path: Path) -> None:
    assert is_line_file(save_text(tmp_path / "a.ndjson", "{"))
    assert is_line_file(save_lines(tmp_path / "b.json", "", release(), "", release()))
    assert not is_line_file(save_lines(tmp_path / "c.json", release()))
    assert not is_line_file(save_text(tmp_path / "d.json", '{\n"a": 1}\n'))
    assert not is_line_file(save_text(tmp_path / "e.json", ""))


def test_names_of_json_files() -> None:
    assert all(map(is_json_name, ("a.json", "A.JSON.GZ", "a.jsonl", "a.jsonlines.gz", "a.ndjson")))
    assert not any(map(is_json_name, ("a.csv", "a.gz", "json", "a.json.zip")))


def test_a_release_that_memory_cannot_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_json(tmp_path / "a.json", release())
    assert unread(path) == []
    monkeypatch.setattr(ocds_documents, "MAX_VALUE_BYTES", 50)
    assert unread(path) == [("ocds.document_too_large", "")]


def test_a_package_with_a_release_that_memory_cannot_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocds_documents, "MAX_VALUE_BYTES", 3 * 1024**2)
    entries = [release(note="x" * 2**20), release(note="x" * 2**20), release(note="x" * 2**20)]
    path = save_json(tmp_path / "a.json", {"releases": entries})
    assert unread(path) == []
    path = save_json(tmp_path / "a.json", {"releases": [*entries, release(note="x" * 5 * 2**20)]})
    assert unread(path) == [("ocds.document_too_large", "")]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_large_document_is_read_entry_by_entry_as_a_small_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, indent: int | None, encoding: str
) -> None:
    one, odd = release(note="Sở"), ["x", None, 7, {"ocid": "ocds-abc123-9"}]
    texts = [
        json.dumps(value, ensure_ascii=False, indent=indent)
        for value in (
            {"version": "1.1", "releases": [one, *odd, one], "extensions": [1, {"releases": [2]}]},
            {
                "a": 1,
                "records": [{"ocid": one["ocid"], "releases": [one], "compiledRelease": one}],
                "releases": [7],
            },
            [one, {"releases": [one, *odd]}, [1]],
            {"releases": one},
            {"releases": []},
            [],
        )
    ]
    # Broken somewhere, or not to be trusted: nothing of it is used, and the place is the same.
    texts += [text[:-9] for text in texts[:3]] + [f"{text} 1" for text in texts[:3]]
    texts += [f'{{"releases": [{json.dumps(one)}], "releases": []}}', '{"releases": [1,], "x": 1}', '{"a" 1}']
    texts += [
        '{"a": 1,}',
        "{1: 2}",
        "[1 2]",
        '[{"a": tru}]',
        '{"releases": [{"a": "\\u12',
        "<html>" + " " * 99,
        "[" * 99999,
    ]
    path = tmp_path / "a.json"
    for text in texts:
        path.write_bytes(text.encode(encoding))
        whole = found_in(path)
        with monkeypatch.context() as patched:
            patched.setattr(ocds_documents, "MAX_VALUE_BYTES", path.stat().st_size - 1)
            for window in (1, 50):
                patched.setattr(ocds_large, "_WINDOW_BYTES", window)
                assert found_in(path) == whole, text[:80]


def test_the_line_of_a_wrong_letter_deep_in_a_large_document_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"releases": [\n' + b"1,\n" * 50 + b'"\xff"]}')
    monkeypatch.setattr(ocds_documents, "MAX_VALUE_BYTES", 100)
    monkeypatch.setattr(ocds_large, "_WINDOW_BYTES", 10)
    assert unread(path) == [("ocds.encoding", "row 52")]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_values_that_were_taken_before_are_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    values = [release(f"ocds-abc123-{number}") for number in range(3)]
    lines, text = save_lines(tmp_path / "a.jsonl", values[0], "", "[", *values[1:]), {"releases": values}
    path = lines if name == "a.jsonl" else save_json(tmp_path / name, text)
    monkeypatch.setattr(ocds_documents, "MAX_VALUE_BYTES", path.stat().st_size - 1)
    every = list(read_documents(path, file=name))
    assert len(every) == (4 if name == "a.jsonl" else 3)
    for skip in range(len(every) + 1):
        assert list(read_documents(path, file=name, skip=skip)) == every[skip:]


def test_damage_that_was_told_of_is_not_told_again(tmp_path: Path) -> None:
    path = save_lines(tmp_path / "a.jsonl.gz", *(release(note=str(n**99)) for n in range(99)))
    path.write_bytes(path.read_bytes()[:-100])
    every = list(read_documents(path, file=path.name))
    assert isinstance(every[-1], Unread)
    assert list(read_documents(path, file=path.name, skip=len(every))) == []


def test_a_line_that_is_too_long_is_refused_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocds_documents, "MAX_VALUE_BYTES", 400)
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

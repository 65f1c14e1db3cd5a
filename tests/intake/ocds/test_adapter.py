"""Files of releases and records: every release is counted once, whatever the files look like."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.intake.findings import IntakeError, Severity
from cchc_analysis.intake.ocds.adapter import read_ocds
from cchc_analysis.intake.sources import check_path, parse_source, read_source
from cchc_analysis.tables.contracts import check_table
from tests.intake.ocds_packages import (
    award,
    codes,
    compiled,
    counted,
    release,
    save_json,
    save_lines,
    save_text,
)

ONE, TWO = release("ocds-abc123-1"), release("ocds-abc123-2")
RECORD = {"ocid": "ocds-abc123-1", "releases": [ONE], "compiledRelease": compiled()}
LINK = {"url": "https://example.org/1.json", "date": "2024-03-01T00:00:00Z", "tag": ["tender"]}


def test_the_tables_keep_their_contracts(tmp_path: Path) -> None:
    intake = read_ocds([save_lines(tmp_path / "a.jsonl", ONE, release("ocds-abc123-2", awards=[award()]))])
    for name in ("procedures", "ocds_coverage"):
        check_table(name, intake.tables[name])


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ({"releases": [ONE, TWO]}, 2),
        ([ONE, TWO], 2),
        ([{"releases": [ONE]}, {"releases": [TWO]}], 2),
        ({"records": [{"ocid": ONE["ocid"], "releases": [ONE]}, {"ocid": TWO["ocid"], "releases": [TWO]}]}, 2),
        ({"records": [RECORD, {"ocid": TWO["ocid"], "compiledRelease": compiled(TWO["ocid"])}]}, 3),
    ],
    ids=["release package", "list", "list of packages", "record package", "records with compiled releases"],
)
@pytest.mark.parametrize("name", ["a.json", "a.json.gz"])
def test_every_shape_of_a_document_gives_the_same_two_processes(
    tmp_path: Path, value: Any, read: int, name: str
) -> None:
    intake = read_ocds([save_json(tmp_path / name, value)])
    assert list(intake.tables["procedures"]["procedure_id"]) == ["ocds-abc123-1", "ocds-abc123-2"]
    assert counted(intake)[:2] == (read, 2)
    assert counted(intake, "process") == (2, 2, 0, 0, 0)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson.gz", "a.json"])
def test_lines_are_read_one_by_one_also_under_the_name_of_a_document(tmp_path: Path, name: str) -> None:
    intake = read_ocds([save_lines(tmp_path / name, ONE, "", {"releases": [TWO]})])
    assert list(intake.tables["procedures"]["source_row"]) == [1, 3]


def test_the_row_of_a_package_is_its_position(tmp_path: Path) -> None:
    intake = read_ocds([save_json(tmp_path / "a.json", {"releases": [ONE, TWO]})])
    assert list(intake.tables["procedures"]["source_row"]) == [1, 2]


def test_broken_lines_are_all_named_and_the_others_go_on(tmp_path: Path) -> None:
    path = save_lines(
        tmp_path / "a.jsonl",
        '{"ocid": ',
        "7",
        '{"ocid": "ocds-abc123-9", "ocid": "ocds-abc123-8", "tender": {}}',
        json.dumps(release("ocds-abc123-7")).replace('"title"', '"status": "complete", "title"'),
        '{"tender": ' * 200 + "1" + "}" * 200,
        "[" * 100_000,
        release(None),  # type: ignore[arg-type]
        release(" \n"),
        {"x": 1},
        "[" * 900 + "]" * 900,
        ONE,
    )
    path.write_bytes(path.read_bytes() + b'{"ocid": "\xff"}\n')
    intake = read_ocds([path])
    assert [(one.place.split(" ·")[0], one.code) for one in intake.findings] == [
        ("row 1", "ocds.json_broken"),
        ("row 2", "ocds.not_object"),
        ("row 3", "ocds.key_doubled"),
        ("row 4", "ocds.key_doubled"),
        ("row 5", "ocds.json_deep"),
        ("row 6", "ocds.json_deep"),
        ("row 7", "ocds.ocid_absent"),
        ("row 8", "ocds.ocid_form"),
        ("row 9", "ocds.not_ocds"),
        ("row 10", "ocds.not_object"),
        ("row 12", "ocds.encoding"),
    ]
    assert all(one.severity is Severity.ROW_REJECTED for one in intake.findings)
    assert intake.findings[3].place == "row 4 · tender"
    assert intake.findings[3].message("vi").startswith("a.jsonl · dòng 4 · tender: ")
    assert counted(intake) == (12, 1, 0, 11, 0)


def test_broken_releases_of_a_package_are_named_by_their_path(tmp_path: Path) -> None:
    package = {"releases": [ONE, "x", release("", id="2"), {"ocid": "ocds-abc123-2", "buyer": {"name": "B"}}]}
    intake = read_ocds([save_json(tmp_path / "a.json", package)])
    rejected = [one for one in intake.findings if one.severity is Severity.ROW_REJECTED]
    assert [(one.place, one.code) for one in rejected] == [
        ("releases[1]", "ocds.not_object"),
        ("releases[2]", "ocds.ocid_absent"),
    ]
    assert counted(intake) == (4, 2, 0, 2, 0)


def test_a_broken_document_is_refused_with_its_place_and_other_files_go_on(tmp_path: Path) -> None:
    save_text(tmp_path / "bad.json", '{"releases": [\n  {"ocid": }\n]}')
    save_text(tmp_path / "empty.json", "\n")
    save_json(tmp_path / "good.json", ONE)
    save_json(tmp_path / "list.json", {"releases": {"ocid": "x"}})
    (tmp_path / "cut.json.gz").write_bytes(save_json(tmp_path / "whole.json.gz", ONE).read_bytes()[:-12])
    intake = read_source(parse_source(f"ocds={tmp_path}"))
    assert {file.file: [one.code for one in file.findings] for file in intake.files} == {
        "bad.json": ["ocds.json_broken"],
        "cut.json.gz": ["ocds.document_damaged"],
        "empty.json": ["intake.empty_file"],
        "good.json": [],
        "list.json": ["ocds.not_list"],
        "whole.json.gz": ["ocds.repeated"],
    }
    assert intake.files[0].findings[0].values == {"at": "2:12"}
    assert counted(intake) == (5, 1, 1, 3, 0)


def test_a_document_may_be_utf_16_or_begin_with_a_mark(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(json.dumps(ONE, indent=1).encode("utf-16"))
    (tmp_path / "b.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(TWO).encode())
    assert len(read_source(parse_source(f"ocds={tmp_path}")).tables["procedures"]) == 2


def test_a_doubled_key_of_a_package_is_not_half_a_package(tmp_path: Path) -> None:
    text = f'{{"releases": [{json.dumps(ONE)}], "releases": [{json.dumps(TWO)}]}}'
    with pytest.raises(IntakeError) as caught:
        read_source(parse_source(f"ocds={save_text(tmp_path / 'a.json', text)}"))
    assert caught.value.findings[0].code == "ocds.key_doubled"


def test_an_empty_package_is_noted(tmp_path: Path) -> None:
    save_json(tmp_path / "a.json", {"releases": []})
    save_json(tmp_path / "b.json", ONE)
    assert codes(read_source(parse_source(f"ocds={tmp_path}"))) == ["ocds.empty_package"]


def test_a_file_beside_the_data_is_listed(tmp_path: Path) -> None:
    save_text(tmp_path / "LICENSE.txt", "x")
    save_json(tmp_path / "a.json", ONE)
    assert codes(read_source(parse_source(f"ocds={tmp_path}"))) == ["intake.file_not_used"]


def test_check_knows_releases_by_what_stands_in_the_file(tmp_path: Path) -> None:
    save_json(tmp_path / "ocds" / "a.json", ONE)
    save_lines(tmp_path / "lines" / "a.jsonl.gz", ONE)
    save_json(tmp_path / "other" / "a.json", {"x": 1})
    assert check_path(tmp_path / "ocds").source == check_path(tmp_path / "lines").source == "ocds"
    with pytest.raises(IntakeError) as caught:
        check_path(tmp_path / "other")
    assert caught.value.findings[0].code == "intake.unknown_kind"


def test_only_addresses_are_explained_and_the_missing_process_is_held(tmp_path: Path) -> None:
    package = {"records": [{"ocid": "ocds-abc123-5", "releases": [LINK, LINK]}, RECORD]}
    intake = read_ocds([save_json(tmp_path / "a.json", package)])
    assert counted(intake) == (4, 1, 0, 0, 3)
    assert counted(intake, "process") == (2, 1, 0, 0, 1)
    assert [one.code for one in intake.findings if one.severity is Severity.HELD] == ["ocds.only_links"]


def test_a_release_in_the_record_of_another_process_is_rejected(tmp_path: Path) -> None:
    record = {"ocid": "ocds-abc123-1", "releases": [ONE, TWO], "compiledRelease": compiled()}
    intake = read_ocds([save_json(tmp_path / "a.json", record)])
    assert counted(intake) == (3, 1, 0, 1, 1)
    assert "ocds.ocid_differs" in codes(intake)


def test_one_process_in_two_files_is_counted_in_the_one_that_it_is_read_from(tmp_path: Path) -> None:
    save_json(tmp_path / "a.json", ONE)
    save_json(tmp_path / "b.json", release(date="2024-04-01T00:00:00Z", tender={"title": "Mua máy"}))
    intake = read_source(parse_source(f"ocds={tmp_path}"))
    assert [file.counts[1].used for file in intake.files] == [0, 1]
    assert [file.counts[1].repeated for file in intake.files] == [1, 0]
    assert list(intake.tables["procedures"][["name", "source_file"]].iloc[0]) == ["Mua máy", "b.json"]


def test_notes_that_say_the_same_are_one_finding_with_a_count(tmp_path: Path) -> None:
    odd = [release(f"ocds-abc123-{n}", tender={"status": status}) for n, status in enumerate("xxy")]
    intake = read_ocds([save_lines(tmp_path / "a.jsonl", *odd)])
    assert [(one.raw_value, one.values["count"], one.place) for one in intake.findings] == [
        ("x", 2, "row 1, row 2"),
        ("y", 1, "row 3"),
    ]


def test_notes_name_the_first_ten_places_and_how_many_more_there_are(tmp_path: Path) -> None:
    odd = [release(f"ocds-abc123-{n:02}", tender={"status": "x"}) for n in range(13)]
    (finding,) = read_ocds([save_lines(tmp_path / "a.jsonl", *odd)]).findings
    assert finding.place == ", ".join(f"row {n}" for n in range(1, 11)) + " (+3)"
    assert finding.where("vi").startswith("dòng 1, dòng 2, ") and finding.where("vi").endswith("dòng 10 (+3)")


def test_one_code_under_two_names_is_noted_and_another_spelling_is_not(tmp_path: Path) -> None:
    other = release("ocds-abc123-2", buyer={"id": "B1", "name": "Sở Tài chính"})
    again = release("ocds-abc123-3", buyer={"id": "B1", "name": "SỞ Y TẾ"})
    intake = read_ocds([save_lines(tmp_path / "a.jsonl", ONE, again, other)])
    assert codes(intake) == ["ocds.names_of_one"]
    assert intake.findings[0].values == {"code": "ocds-abc123-B1", "count": 2, "names": "Sở Y tế; Sở Tài chính"}
    assert codes(read_ocds([save_lines(tmp_path / "b.jsonl", ONE, again)])) == []


def test_one_name_under_two_codes_is_noted(tmp_path: Path) -> None:
    other = release("ocds-abc123-2", buyer={"id": "B2", "name": "SỞ Y TẾ"})
    intake = read_ocds([save_lines(tmp_path / "a.jsonl", ONE, other)])
    assert codes(intake) == ["ocds.name_of_several"]
    assert intake.findings[0].values["codes"] == "ocds-abc123-B1, ocds-abc123-B2"


def test_a_buyer_has_the_name_of_its_latest_release(tmp_path: Path) -> None:
    later = release("ocds-abc123-0", date="2024-06-01T00:00:00Z", buyer={"id": "B1", "name": "Sở Y tế Thành phố"})
    intake = read_ocds([save_lines(tmp_path / "a.jsonl", ONE, later)])
    assert set(intake.tables["procedures"]["agency_name"]) == {"Sở Y tế Thành phố"}


def test_texts_that_cannot_be_stored_are_repaired_and_noted(tmp_path: Path) -> None:
    path = save_text(tmp_path / "a.json", json.dumps(release(tender={"title": "A\ud800\u202eB"})))
    intake = read_ocds([path])
    assert list(intake.tables["procedures"]["name"]) == ["A\ufffd\ufffdB"]
    assert codes(intake) == ["ocds.text_damaged"]
    path = save_text(tmp_path / "b.jsonl", json.dumps(release("\ud800")) + "\n" + json.dumps(ONE))
    intake = read_ocds([path])
    assert codes(intake) == ["ocds.ocid_form"]
    assert "".join(one.message("vi") for one in intake.findings).encode()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["ocid", "id", "releases", "records", "compiledRelease", "tag", "date", "buyer", "tender", "awards",
             "value", "amount", "currency", "suppliers", "parties", "roles", "identifier", "title", "status"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(values=st.lists(JSON_VALUES, max_size=4))
def test_whatever_json_comes_everything_is_counted_and_nothing_breaks(
    tmp_path_factory: pytest.TempPathFactory, values: list[Any]
) -> None:
    folder = tmp_path_factory.mktemp("ocds")
    odd = [{**release(), **one} if isinstance(one, dict) and "releases" not in one else one for one in values]
    intake = read_ocds([save_lines(folder / "a.jsonl", *[json.dumps(one) for one in (*values, *odd)])])
    read, used, repeated, rejected, explained = counted(intake)
    assert read == used + repeated + rejected + explained
    assert counted(intake, "process")[1] == len(intake.tables["procedures"])
    assert codes(intake) is not None
    for name, table in intake.tables.items():
        check_table(name, table)


def test_the_order_and_the_cut_of_files_change_no_figure(tmp_path: Path) -> None:
    history = [
        release(id=f"{n}", date=f"2024-0{n}-01T00:00:00Z", tender={"title": f"Lần {n}"}, awards=[award(n)])
        for n in range(1, 5)
    ]
    (tmp_path / "one").mkdir()
    save_lines(tmp_path / "one" / "a.jsonl", *history)
    for n, part in enumerate(reversed(history)):
        save_json(tmp_path / "many" / f"{n}.json", part)
    one, many = (read_source(parse_source(f"ocds={tmp_path / name}")) for name in ("one", "many"))
    columns = [name for name in one.tables["procedures"].columns if not name.startswith("source_")]
    pd.testing.assert_frame_equal(one.tables["procedures"][columns], many.tables["procedures"][columns])
    assert list(one.tables["procedures"]["award_value"]) == [1 + 2 + 3 + 4]
    assert counted(one) == counted(many) == (4, 4, 0, 0, 0)

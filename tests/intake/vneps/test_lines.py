"""A list that is no sound CSV: lines that prove themselves whole are used, pieces of lines are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.delimited import read_delimited
from cchc_analysis.intake.findings import IntakeError, Severity
from cchc_analysis.intake.vneps.adapter import read_vneps
from cchc_analysis.intake.vneps.lines import read_list_file
from tests.intake.notice_rows import award
from tests.intake.plan_intake import counts, findings, procedures, told
from tests.intake.plan_rows import export, plan


def damaged() -> bytes:
    """Two sound awards around a line that another was written into."""
    first, second, third = (export(award(number)) for number in (1, 2, 3))
    return first + second[:300] + b"\r" + second[200:-3] + b'x"y\r\r\n' + third


def test_only_whole_lines_are_used_and_the_file_is_held(tmp_path: Path) -> None:
    path = tmp_path / "CNTTT.csv"
    path.write_bytes(damaged())
    intake = read_vneps([path])
    assert list(procedures(intake)["procedure_id"]) == ["IB2300000001", "IB2300000003"]
    assert counts(intake, "row") == (4, 2, 0, 2, 0)
    assert told(intake)[0] == ("vneps.lines_alone", Severity.HELD, "line 2")
    assert [one.place for one in findings(intake, Severity.ROW_REJECTED)] == ["row 2", "row 3"]


def test_a_cut_list_loses_its_last_row_only(tmp_path: Path) -> None:
    path = tmp_path / "CNTTT.csv"
    path.write_bytes(export(award(1), award(2))[:-60])
    intake = read_vneps([path])
    assert list(procedures(intake)["procedure_id"]) == ["IB2300000001"]
    assert counts(intake, "row") == (2, 1, 0, 1, 0)


def test_a_sound_list_is_read_as_any_other_file() -> None:
    data = export(award(1), award(2))
    assert read_list_file(data, file="x") == read_delimited(data, file="x")


@pytest.mark.parametrize("data", [b"", b"a\0b,c\r\n", b"\xff\xfea", b"\xe1\xbb,x\r\n"])
def test_what_is_no_text_is_refused_whole(data: bytes) -> None:
    with pytest.raises(IntakeError):
        read_list_file(data, file="x")


def test_plans_have_no_keys_to_prove_a_line_and_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "KHLCNT.csv"
    path.write_bytes(export(plan(1))[:-3] + b',"x"y\r\r\n' + export(plan(2)))
    intake = read_vneps([path])
    assert [one.severity for one in findings(intake)] == [Severity.FILE_REJECTED]

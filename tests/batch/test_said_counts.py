"""What a command prints of the rows it read."""

from __future__ import annotations

import pytest

from cchc_analysis.batch.said_counts import say_counts
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, Severity
from cchc_analysis.texts import Language, text


@pytest.mark.parametrize(("language", "read", "lost"), [("vi", "46.713", "1.200"), ("en", "46,713", "1,200")])
def test_numbers_are_printed_as_in_the_report(language: Language, read: str, lost: str) -> None:
    rows = [Finding("intake.nothing_to_read", Severity.ROW_REJECTED, "packages.csv")] * 1200
    file = FileIntake("packages.csv", "ab", "vneps", (Counts("row", 46_713, 45_513, rejected=1_200),), tuple(rows))
    said: list[str] = []
    say_counts([file], language, said.append)
    assert read in said[0]
    assert lost in said[1]


def test_a_row_with_several_faults_is_one_row() -> None:
    places = [
        ("", "row 2"),
        ("", "row 3 · Giá"),
        ("", "row 3 · Ngày"),
        ("Quý I", "C4"),
        ("Quý I", "D4"),
        ("Quý II", "C4"),
    ]
    rows = [
        Finding("intake.nothing_to_read", Severity.ROW_REJECTED, "a.csv", sheet=sheet, place=place)
        for sheet, place in places
    ]
    file = FileIntake("a.csv", "ab", "packages", (Counts("row", 4, 0, rejected=4),), tuple(rows))
    said: list[str] = []
    say_counts([file], "vi", said.append)
    assert said[1] == text("cli.rejected", "vi", files="0", rows="4", held="0")

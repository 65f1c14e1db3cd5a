"""Rows of a hand-made list that bear one number speak of one package, whatever became of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.compliance.bounds import quota_bounds
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.compliance.verdict import concluded
from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on
from tests.intake.package_lists import HEADING, read, row

NUMBERED = ("Mã gói thầu", *HEADING)
Cells = tuple[object, ...]


def package(number: str, **changes: object) -> Cells:
    return (number, *row(**changes))


def sound(online: int, count: int) -> list[Cells]:
    return [package(f"P{place}", mạng="Có" if place <= online else "Không") for place in range(1, count + 1)]


def listed(folder: Path, rows: Sequence[Cells]) -> SourceIntake:
    return read(folder, *rows, heading=NUMBERED)


def judged(intake: SourceIntake, agency: str = "SNV") -> tuple[str, int, float, float]:
    """The result of 2020, what could turn it, and the shares at worst and at best."""
    period = Period.parse("2020")
    rule = rule_on(period.end_on)
    agencies = pd.DataFrame({"agency_code": [agency], "agency_name": [agency]})
    quota = quota_table(intake.tables["packages"], agencies, rule, period=period, counts_shortened=True)
    (bounds,) = (
        quota_bounds(quota, intake.tables["unsettled"], rule, period=period, counts_shortened=True)
    ).to_dict("records")
    (result,) = concluded(quota, pd.DataFrame([bounds]))["quota_result"]
    return result, bounds["unsettled_count"], bounds["worst_count_share"], bounds["best_count_share"]


@pytest.mark.parametrize(
    ("rows", "unsettled", "worst", "best"),
    [
        ([*sound(2, 4), package("P9"), package("P9", mạng="Không")], 1, 2 / 5, 3 / 5),
        ([*sound(5, 8), package("P9"), package("P9", mạng="Không")], 1, 5 / 9, 6 / 9),
        # A sound row beside one that is not used: which of them is right cannot be known either.
        ([*sound(6, 9), package("P1", mạng="Không", Lĩnh="hàng hoá khác")], 1, 5 / 9, 6 / 9),
        ([*sound(2, 4), package("P9", mạng="Có", Giá=-1), package("P9", mạng="Không", Giá=-1)], 1, 2 / 5, 3 / 5),
        ([*sound(2, 4), package("gt – 01"), package("GT-01", mạng="Không")], 1, 2 / 5, 3 / 5),
        # The same number in another year, or under another agency: for none of them certain.
        ([*sound(2, 4), package("P9"), package("P9", Ngày="05/03/2021")], 1, 2 / 4, 3 / 5),
        ([*sound(2, 4), package("P9"), package("P9", đầu="Sở Tư pháp")], 1, 2 / 4, 3 / 5),
    ],
)
def test_a_number_with_two_contents_is_one_package_that_may_turn_the_result(
    tmp_path: Path, rows: list[Cells], unsettled: int, worst: float, best: float
) -> None:
    intake = listed(tmp_path, rows)
    result, count, *shares = judged(intake)
    assert (result, count) == ("not_concluded", unsettled)
    assert shares == pytest.approx([worst, best])
    counts = intake.files[0].counts[0]
    assert counts.read == len(rows) == counts.used + counts.repeated + counts.rejected + counts.explained
    assert counts.used == len(intake.tables["packages"])


def test_what_contradicting_rows_agree_on_is_kept(tmp_path: Path) -> None:
    (kept,) = listed(tmp_path, [package("P9"), package("P9", Giá=7)]).tables["unsettled"].to_dict("records")
    assert (kept["package_id"], kept["form"], kept["is_online"]) == ("SNV/P9", "shopping", True)
    assert pd.isna(kept["value_vnd"])
    assert kept["source_row"] == 2


def test_contradicting_rows_without_a_number_may_be_two_packages(tmp_path: Path) -> None:
    intake = read(tmp_path, row(mạng="Không"), row(mạng="Không", Giá=7))
    assert len(intake.tables["unsettled"]) == 2
    assert intake.tables["unsettled"]["form"].tolist() == ["", ""]


def test_spellings_of_one_number_are_one_package_and_leading_zeros_are_not(tmp_path: Path) -> None:
    numbers = ("GT-01", "gt-01", "GT – 01", "1", "01")
    intake = listed(tmp_path, [package(number) for number in numbers])
    assert intake.tables["packages"]["package_id"].tolist() == ["SNV/GT-01", "SNV/1", "SNV/01"]
    assert intake.files[0].counts[0].repeated == 2


def test_a_row_that_is_not_used_and_says_what_a_sound_one_says_stands_for_no_other(tmp_path: Path) -> None:
    rows = [(*package("P1"), ""), (*package("P1"), "\u202ex")]
    intake = read(tmp_path, *rows, heading=(*NUMBERED, "Ghi chú"))
    assert [len(intake.tables[name]) for name in ("packages", "unsettled")] == [1, 0]
    counts = dataclasses.asdict(intake.files[0].counts[0])
    assert (counts["used"], counts["rejected"]) == (1, 1)


def test_a_number_that_was_never_calculated_rejects_its_row(tmp_path: Path) -> None:
    intake = listed(tmp_path, [package("P1"), package("=A2")])
    codes = [(finding.code, finding.place) for finding in intake.findings]
    assert ("package_sheet.number_unreadable", "A3") in codes
    assert len(intake.tables["packages"]) == 1


def test_a_list_whose_unit_is_asked_about_does_not_contradict_the_one_that_states_it(tmp_path: Path) -> None:
    asking = tuple("Giá gói thầu" if "Giá" in name else name for name in NUMBERED)
    paths = []
    for name, heading in (("a", asking), ("b", NUMBERED)):
        (tmp_path / name).mkdir()
        listed = read(tmp_path / name, package("P1"), package("P2"), heading=heading)
        assert len(listed.tables["packages"]) == (0 if heading == asking else 2)
        paths.append(tmp_path / name / "goi_thau.xlsx")
    both = read_package_sheets(paths)
    assert [len(both.tables[name]) for name in ("packages", "unsettled")] == [2, 0]
    read(tmp_path / "b", package("P1"), package("P2"), package("P2", Giá=7), heading=NUMBERED)
    (one,) = read_package_sheets(paths).tables["unsettled"]["package_id"]
    assert one == "SNV/P2"

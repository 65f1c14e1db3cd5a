"""One number is one process: versions, repetitions, contradictions, notice and result together."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.intake.findings import Counts, Severity, SourceIntake
from tests.intake.notice_rows import award, cancellation, notice, offline_award
from tests.intake.plan_intake import Reader, counts, procedures, told

LATER = "2023-03-10T08:00:00.5"


def held(intake: SourceIntake) -> list[tuple[str, str]]:
    return [(code, place) for code, severity, place in told(intake) if severity is Severity.HELD]


def test_a_row_repeated_word_for_word_counts_once_over_all_days(read_lists: Reader) -> None:
    intake = read_lists(d14_TBMT_CDT=[notice(1), notice(1)], d15_TBMT_CDT=[notice(1), notice(2)])
    assert [file.counts for file in intake.files] == [
        (Counts("row", 2, 1, repeated=1),),
        (Counts("row", 2, 1, repeated=1),),
    ]
    assert len(procedures(intake)) == 2


def test_two_layouts_of_one_notice_are_one_and_complete_each_other(read_lists: Reader) -> None:
    intake = read_lists(TBMT_CDT=[notice(1, width=35), notice(1, width=37)])
    table = procedures(intake)
    assert counts(intake, "row") == (2, 1, 1, 0, 0)
    assert (table["estimate_value"].item(), table["version"].item()) == (228_250_000, "00")
    assert "vneps.notices_retold" in {code for code, *_ in told(intake)}
    assert "vneps.rows_repeated" not in {code for code, *_ in told(intake)}


def test_the_version_published_last_stands_wherever_it_is(read_lists: Reader) -> None:
    old, new = notice(1, estimate="5000000"), notice(1, estimate="7000000", published=LATER, version="01")
    for files in ({"d14_TBMT_CDT": [old], "d15_TBMT_CDT": [new]}, {"d14_TBMT_CDT": [new], "d15_TBMT_CDT": [old]}):
        intake = read_lists(**files)
        table = procedures(intake)
        assert (table["estimate_value"].item(), table["version"].item()) == (7_000_000, "01")
        assert counts(intake, "row") == (2, 1, 0, 0, 1)
        assert "vneps.notice_superseded" in {code for code, *_ in told(intake)}


def test_one_version_with_two_contents_is_held_twice(read_lists: Reader) -> None:
    intake = read_lists(TBMT_CDT=[notice(1, width=35), notice(1, width=37, closed="2023-03-20T09:00:00")])
    assert procedures(intake).empty
    assert counts(intake, "row") == (2, 0, 0, 2, 0)
    assert held(intake) == [("vneps.notice_conflict", "row 1"), ("vneps.notice_conflict", "row 2")]
    assert [one.raw_value for one in intake.findings] == ["2023-03-14T09:00:00", "2023-03-20T09:00:00"]


def test_an_old_version_never_takes_the_place_of_a_disputed_new_one(read_lists: Reader) -> None:
    new = [notice(1, published=LATER, estimate=value) for value in ("5000000", "7000000")]
    intake = read_lists(TBMT_CDT=[notice(1), *new])
    assert procedures(intake).empty
    assert counts(intake, "row") == (3, 0, 0, 2, 1)


def test_spelling_is_no_contradiction(read_lists: Reader) -> None:
    rows = [
        notice(1, width=35),
        notice(1, name=" GÓI  thầu số 1", investor="UBND phường 01", form="Chào hàng cạnh tranh"),
    ]
    assert counts(read_lists(TBMT_CDT=rows), "row") == (2, 1, 1, 0, 0)


def test_notice_and_award_of_one_number_are_one_procedure(read_lists: Reader) -> None:
    intake = read_lists(TBMT_CDT=[notice(1)], CNTTT=[award(1)])
    table = procedures(intake)
    assert (table["status"].item(), table["award_value"].item()) == ("awarded", 226_325_000)
    assert table["source_file"].item() == "d14/TBMT_CDT.csv"
    assert counts(intake, "row") == (2, 2, 0, 0, 0)


def test_an_award_that_contradicts_the_version_it_repeats_is_held_with_its_notice(read_lists: Reader) -> None:
    intake = read_lists(TBMT_CDT=[notice(1)], CNTTT=[award(1, estimate="999000000")])
    assert procedures(intake).empty
    assert held(intake) == [("vneps.notice_conflict", "row 1")] * 2
    assert counts(intake, "row") == (2, 0, 0, 2, 0)


def test_an_award_of_a_later_version_of_the_notice_brings_its_facts(read_lists: Reader) -> None:
    intake = read_lists(
        TBMT_CDT=[notice(1)], CNTTT=[award(1, estimate="999000000", published=LATER, closed="2023-03-15T09:00:00")]
    )
    table = procedures(intake)
    assert (table["estimate_value"].item(), table["closed_on"].item()) == (999_000_000, pd.Timestamp(2023, 3, 15))


def test_a_process_awarded_and_cancelled_is_neither(read_lists: Reader) -> None:
    intake = read_lists(TBMT_CDT=[notice(1)], CNTTT=[award(1)], DHT=[cancellation(1, published=LATER)])
    assert procedures(intake)["status"].item() == "open"
    assert procedures(intake)["award_value"].isna().all()
    assert held(intake) == [("vneps.award_and_cancellation", "row 1")] * 2


def test_the_last_published_result_of_one_number_stands(read_lists: Reader) -> None:
    old, new = offline_award(1), offline_award(1, published="2023-03-17T08:00:00", estimate="777000000")
    assert procedures(read_lists(CNTTT_KQM=[new, old]))["estimate_value"].item() == 777_000_000


def test_a_broken_row_costs_no_other(read_lists: Reader) -> None:
    intake = read_lists(CNTTT_KQM=[offline_award(1), ["0]"], offline_award(2)])
    assert counts(intake, "row") == (3, 2, 0, 1, 0)

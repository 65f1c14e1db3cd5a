from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.quota_results import (
    COLOURS,
    SIGNS,
    count_results,
    counts_sentence,
    counts_title,
    leg_result,
    quota_results,
    result_word,
    signed_word,
)
from cchc_analysis.compliance.verdict import RESULTS, concluded
from cchc_analysis.texts import LANGUAGES, Language

from .frames import quota

TABLE = quota({"SNV": (9, 10, 9, 10), "STP": (3, 10, 8, 10), "SYT": (0, 0, 0, 0)})


def test_every_result_of_the_verdict_has_a_sign_and_a_colour() -> None:
    assert set(SIGNS) == set(COLOURS) == set(RESULTS)
    assert len(set(SIGNS.values())) == len(RESULTS)


def test_a_quota_without_its_results_is_refused() -> None:
    assert quota_results(TABLE).tolist() == ["passed", "failed", "nothing_eligible"]
    with pytest.raises(KeyError, match="quota_result"):
        quota_results(TABLE.drop(columns="quota_result"))


def test_a_leg_of_what_is_not_concluded_is_left_open() -> None:
    bounds = pd.DataFrame({
        "agency_code": ["SNV", "STP", "SYT"], "is_passed_at_best": [True, True, pd.NA],
        "is_passed_at_worst": [False, False, pd.NA],
    }).astype({"is_passed_at_best": "boolean", "is_passed_at_worst": "boolean"})  # fmt: skip
    rows = [row for _, row in concluded(TABLE, bounds).iterrows()]
    assert [leg_result(row, "count") for row in rows] == ["not_concluded", "not_concluded", "nothing_eligible"]
    assert leg_result(TABLE.iloc[0], "count") == "passed"
    assert leg_result(quota({"SNV": (9, 10, 9, 10)}, minima=(60, None)).iloc[0], "value") == "no_quota"


def test_without_a_quota_nothing_is_passed_or_failed() -> None:
    table = quota({"SNV": (9, 10, 9, 10), "SYT": (0, 0, 0, 0)}, minima=(None, None))
    assert quota_results(table).tolist() == ["no_quota", "no_quota"]


def test_the_verdict_goes_before_the_packages_that_were_used() -> None:
    table = TABLE.assign(quota_result=["not_concluded", "failed", "nothing_eligible"])
    assert quota_results(table).tolist()[0] == "not_concluded"


def test_an_unknown_result_is_refused() -> None:
    with pytest.raises(ValueError, match="excellent"):
        quota_results(TABLE.assign(quota_result="excellent"))


def test_signs_stand_before_words() -> None:
    assert signed_word("failed", "vi", is_year_over=True) == "✗ không đạt"
    assert signed_word("failed", "vi", is_year_over=False) == "✗ chưa đạt tính đến hết quý"
    assert signed_word("no_quota", "en", is_year_over=True) == "no minimum to compare with"


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_met_and_missed_are_worded_to_date(language: Language) -> None:
    to_date, final = (
        {result: result_word(result, language, is_year_over=is_over) for result in RESULTS}
        for is_over in (False, True)
    )
    assert {result for result in RESULTS if to_date[result] != final[result]} == {"passed", "failed"}
    assert len({*to_date.values(), *final.values()}) == len(RESULTS) + 2


def test_a_title_counts_who_meets_the_quota_or_leaves_it_open() -> None:
    counts = count_results(pd.Series(["passed", "failed"]))
    assert counts_title(counts, "en", is_year_over=True).endswith("quota: 1 of 2")
    assert counts_title(counts, "en", is_year_over=False).endswith("quota to date: 1 of 2")
    assert "not concluded" in counts_title(count_results(pd.Series(["no_quota"])), "en", is_year_over=True)
    assert counts_sentence(counts, "en", is_year_over=False).startswith("To the end of the quarter")


def test_counts_name_every_result() -> None:
    counts = count_results(pd.Series(["passed", "passed", "failed"]))
    assert counts == {"passed": 2, "failed": 1, "not_concluded": 0, "nothing_eligible": 0, "no_quota": 0}

"""Sentences on a quota and on the rating of a head: what is said, and what is not."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from cchc_analysis.charts.quota_results import result_word
from cchc_analysis.compliance.verdict import RESULTS
from cchc_analysis.exhibits.procurement.rating_words import (
    counted_open_ratings,
    rating_name,
    rating_sentence,
)
from cchc_analysis.exhibits.procurement.words import (
    counted_results,
    margin_sentence,
    result_name,
    verdict_sentence,
    with_result_names,
)
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule, rule_on
from cchc_analysis.texts import LANGUAGES, Language, catalogue, text


def row(count: object, value: object, **more: object) -> dict[str, object]:
    return {"count_margin": count, "value_margin_vnd": value} | more


def rated(
    result: str, *, missing: object = 0, other: object = pd.NA, allowed: object = pd.NA
) -> dict[str, object]:
    return {
        "quota_result": result, "other_quota_result": other, "missing_reports": missing,
        "is_excellent_allowed": allowed,
    }  # fmt: skip


def barring(*bars_on: str) -> QuotaRule:
    """The rule of 2020 where a source says of these alone that they bar a rating."""
    rule = rule_on(Period(2020).end_on)
    return rule.model_copy(
        update={"rating_consequence": rule.rating_consequence.model_copy(update={"bars_on": bars_on})}
    )


def rating(own: dict[str, object], year: int, *, is_year_over: bool = True, counts_shortened: bool = True) -> str:
    return rating_sentence(
        own, rule_on(Period(year).end_on), "vi", is_year_over=is_year_over, counts_shortened=counts_shortened
    )


@pytest.mark.parametrize(
    ("margins", "words"),
    [
        (
            (-3, -1_200_000_000),
            "Nếu có thêm ít nhất 3 gói, với giá gói thầu cộng lại từ 1.200.000.000 đồng trở lên",
        ),
        ((-3, 5), "Nếu có thêm ít nhất 3 gói trong chính các gói"),
        ((0, -1), "cộng lại từ 1 đồng trở lên"),
        ((0, 0), "hơn 0 gói và 0 đồng"),
        ((-2, pd.NA), "Nếu có thêm ít nhất 2 gói trong chính các gói"),
        ((4, pd.NA), "hơn 4 gói (không có tỷ lệ tối thiểu theo giá trị)"),
    ],
)
def test_the_margin_says_what_would_have_met_the_quota_to_the_dong(
    margins: tuple[object, object], words: str
) -> None:
    sentence = margin_sentence(row(*margins), "vi")
    assert sentence is not None
    assert words in sentence


def test_without_a_quota_there_is_no_margin() -> None:
    assert margin_sentence(row(pd.NA, pd.NA), "vi") is None


@pytest.mark.parametrize(
    ("reason", "vi", "en"),
    [
        ("split", "hướng tốt nhất thì đủ", "settled at best the minimum shares are reached"),
        (
            "held_passed",
            "chưa đủ tỷ lệ tối thiểu, nhưng tính thêm 2 gói",
            "does not reach the minimum shares, but",
        ),
        ("held_failed", "thì đủ tỷ lệ tối thiểu, nhưng tính thêm 2 gói", "which reaches the minimum shares, but"),
        ("held_only", "không gói nào đã dùng thuộc diện", "none of the packages used counts"),
    ],
)
def test_a_result_that_is_not_concluded_is_said_with_its_reason(reason: str, vi: str, en: str) -> None:
    own = {
        "quota_result": "not_concluded", "open_reason": reason, "eligible_count": 10, "online_count": 6,
        "count_share": 0.6, "value_share": 0.2, "unsettled_count": 2,
    }  # fmt: skip
    for language, words in (("vi", vi), ("en", en)):
        said = verdict_sentence(own, language, is_year_over=True)  # type: ignore[arg-type]
        assert said.startswith(("Chưa kết luận", "Not concluded"))
        assert words in said
    # Counted among others it has the same reason; two of one reason are one sentence.
    table = pd.DataFrame([own, own, own | {"quota_result": "passed", "open_reason": ""}])
    counted = counted_results(table, "en", is_year_over=False)
    assert counted[0] == "Agencies that meet the quota up to the quarter's end: 1."
    assert counted[1].startswith("Agencies not concluded")
    assert counted[1].endswith(": 2.")
    assert len(counted) == 2


@pytest.mark.parametrize("result", ["passed", "failed", "nothing_eligible", "no_quota"])
def test_every_result_has_a_sentence_in_both_languages(result: str) -> None:
    own = {
        "quota_result": result, "eligible_count": 10, "online_count": 6, "count_share": 0.6, "value_share": 0.2,
        "unsettled_count": 2,
    }  # fmt: skip
    for is_over in (True, False):
        said = {verdict_sentence(own, language, is_year_over=is_over) for language in ("vi", "en")}
        assert len(said) == 2


@pytest.mark.parametrize(
    ("result", "missing", "allowed", "words"),
    [
        ("failed", 0, False, "vì không đạt tỷ lệ tối thiểu."),
        ("passed", 2, False, "vì còn 2 báo cáo chưa gửi."),
        ("failed", 1, False, "vì không đạt tỷ lệ tối thiểu và còn 1 báo cáo chưa gửi."),
        ("passed", 0, True, "không cản"),
        ("not_concluded", 0, pd.NA, "chưa kết luận"),
    ],
)
def test_the_head_is_told_what_bars_the_rating(result: str, missing: object, allowed: object, words: str) -> None:
    own = rated(result, missing=missing, allowed=allowed)
    assert words in rating(own, 2020)


@pytest.mark.parametrize("result", ["passed", "failed", "nothing_eligible"])
def test_before_the_year_is_over_the_page_bars_no_head_for_the_quota(result: str) -> None:
    said = rating(rated(result), 2020, is_year_over=False)
    assert "đến hết năm mới rõ" in said
    assert "không được đánh giá" not in said
    late = rating(rated(result, missing=1), 2020, is_year_over=False)
    assert late.endswith("vì còn 1 báo cáo chưa gửi.")


@pytest.mark.parametrize(("counts", "result", "other"), [(True, "passed", "failed"), (False, "failed", "passed")])
def test_where_shortened_quotation_turns_the_result_both_answers_are_given(
    counts: bool, result: str, other: str
) -> None:
    said = rating(rated(result, other=other), 2020, counts_shortened=counts)
    assert "tính chào hàng cạnh tranh rút gọn thì kết quả là “Đạt”, không tính thì là “Không đạt”" in said


@pytest.mark.parametrize(
    ("year", "allowed", "vi", "en"),
    [
        (2020, True, "Có thể", "Possible"),
        (2021, True, "Tỷ lệ không cản", "Not barred by quota"),
        (2021, False, "Không được", "Barred"),
        (2020, pd.NA, "Chưa kết luận", "Not concluded"),
    ],
)
def test_a_rating_is_called_possible_only_where_all_that_could_bar_it_is_sourced(
    year: int, allowed: object, vi: str, en: str
) -> None:
    rule = rule_on(Period(year).end_on)
    assert [rating_name(allowed, rule, language) for language in ("vi", "en")] == [vi, en]


def test_every_open_rating_is_counted_with_its_reason() -> None:
    rule = rule_on(Period(2020).end_on)
    table = pd.DataFrame(
        [
            rated("not_concluded", allowed=pd.NA),
            rated("no_quota", allowed=pd.NA),
            rated("failed", other="passed", allowed=pd.NA),
            rated("passed", missing=pd.NA, allowed=pd.NA),
            rated("passed", allowed=True),
        ]
    )
    said = counted_open_ratings(table, rule, "en", is_year_over=True)
    assert [one.rsplit(": ", 1)[1] for one in said] == ["2.", "1.", "1."]
    for words, one in zip(
        ("not concluded or has no minimum", "shortened", "procurement reports"), said, strict=True
    ):
        assert words in one
    (early,) = counted_open_ratings(table[2:4], rule, "en", is_year_over=False)
    assert early.endswith("which is not over: 2.")
    (none,) = counted_open_ratings(table, barring(), "en", is_year_over=True)
    assert none == text("procurement.rating_unsourced", "en")
    assert counted_open_ratings(table[4:], rule, "en", is_year_over=True) == []


@pytest.mark.parametrize(
    ("missing", "name", "report"),
    [
        (0, "Báo cáo không cản", "Báo cáo không cản."),
        (
            pd.NA,
            "Chưa kết luận",
            "Nguồn số liệu không có thông tin về báo cáo nên chưa rõ báo cáo có cản hay không.",
        ),
    ],
)
@pytest.mark.parametrize("result", ["passed", "failed", "not_concluded", "no_quota"])
def test_where_no_source_says_that_the_quota_bars_sentence_and_word_say_the_same(
    result: str, missing: object, name: str, report: str
) -> None:
    rule = barring("report")
    allowed = pd.NA if pd.isna(missing) else True  # type: ignore[call-overload]
    own = rated(result, missing=missing, allowed=allowed)
    said = rating_sentence(own, rule, "vi", is_year_over=True, counts_shortened=True)
    assert said == f"{text('procurement.rating_quota_unsourced', 'vi')} {report}"
    assert rating_name(allowed, rule, "vi") == name
    counted = counted_open_ratings(pd.DataFrame([own]), rule, "vi", is_year_over=True)
    assert counted == ([text("procurement.ratings_report_unknown", "vi", count="1")] if pd.isna(missing) else [])  # type: ignore[call-overload]


def test_a_report_not_sent_bars_where_no_source_says_that_the_quota_does() -> None:
    own = rated("failed", missing=2, allowed=False)
    said = rating_sentence(own, barring("report"), "vi", is_year_over=True, counts_shortened=True)
    assert said == text("procurement.rating_barred_report", "vi", missing="2")


def test_of_reports_only_what_is_known_is_said() -> None:
    assert "Chưa tìm được nguồn cho biết báo cáo chưa gửi" in rating(rated("passed"), 2021)
    unknown = rating(rated("passed", missing=pd.NA), 2020)
    assert unknown.startswith("Người đứng đầu: tỷ lệ không cản")
    assert "Nguồn số liệu không có thông tin về báo cáo" in unknown
    assert "chưa tìm được nguồn" in rating(rated("passed"), 2019)


def test_a_table_names_each_row_by_its_own_end_of_year() -> None:
    table = pd.DataFrame(
        {"quota_result": ["passed", "passed"], "other_quota_result": ["failed", "failed"]}, index=[7, 3]
    )
    own = with_result_names(table, "vi", is_year_over=pd.Series([True, False], index=[7, 3]))
    assert own["result_name"].tolist() == ["Đạt", "Đạt tính đến hết quý"]
    other = with_result_names(table, "vi", is_year_over=True, prefix="other_")
    assert other["other_result_name"].tolist() == ["Không đạt"] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_has_one_name_on_page_charts_and_columns(language: Language) -> None:
    names = {result: result_name(result, language, is_year_over=True) for result in RESULTS}
    words = {result: result_word(result, language, is_year_over=True) for result in RESULTS}
    assert {result: name.lower() for result, name in names.items()} == words
    columns = {"true": "passed", "false": "failed", "null": "not_concluded"}
    assert {key: text(f"columns.passed_{key}", language) for key in columns} == {
        key: names[result] for key, result in columns.items()
    }
    outlook = ("outlook.name_no_quota", "outlook.reading_name_no_quota")
    assert {text(key, language) for key in outlook} == {names["no_quota"]}
    assert text("charts.no_quota", language) == words["no_quota"]
    for key in ("agencies", "cells"):
        sentence = catalogue(language)[f"quota_charts.{key}"]
        assert all(f"{words[result]}: {{{result}}}" in sentence for result in RESULTS if result != "passed")


_SUBJECTS = ("procurement", "quota_charts", "quota_years", "charts", "outlook", "briefing")
_OTHER_NAMES: dict[Language, tuple[str, ...]] = {
    "vi": ("tỷ lệ bắt buộc", "mức tối thiểu", "mức quy định", "đạt chỉ tiêu"),
    "en": ("least ratio", "minimum ratio", "ratio by", "missed", " pass:", "Failed:"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_least_share_has_one_name_in_all_texts(language: Language) -> None:
    spoken = {
        key: re.sub(r"\{\w+\}", "", value).lower()
        for key, value in catalogue(language).items()
        if key.split(".")[0] in _SUBJECTS
    }
    assert spoken
    others = [name.lower() for name in _OTHER_NAMES[language]]
    assert [key for key, value in spoken.items() if any(name in value for name in others)] == []

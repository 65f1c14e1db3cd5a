"""The first lines of a procurement report: result, rule, source, before anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cchc_analysis.exhibits.procurement.summary import show_procurement_summary
from tests.exhibits.procurement_pages import asked, show

pytestmark = pytest.mark.usefixtures("sample")


def test_a_reader_learns_first_what_came_out_by_which_rule_and_from_what(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    city, results = asked(period="2020-Q2")
    counted = show(monkeypatch, city, results, show_procurement_summary)
    assert set(counted.styles) == {"summary"}
    result, barred, ratings, rule, source = counted.sentences
    marks = results.verdicts.set_index("agency_name")["is_excellent_allowed"]
    assert barred.startswith(f"{marks.eq(False).sum()} người đứng đầu không được đánh giá")
    # A report not sent bars at once; of all others the year must be over first.
    unknown = int(results.verdicts["is_excellent_allowed"].isna().sum())
    assert (
        ratings == f"{unknown} người đứng đầu chưa kết luận được xếp loại, vì tỷ lệ là của cả năm và năm chưa hết."
    )
    judged = results.verdicts["quota_result"].value_counts()
    assert f"{judged['passed']} cơ quan đạt tỷ lệ tối thiểu tính đến hết quý." in result
    assert f"{results.total['eligible_count'].iloc[0]} gói thuộc diện tính tỷ lệ" in result
    assert "ít nhất 60% số lượng và 25% giá trị" in rule
    days = "các gói thầu thuộc kỳ (tính từ đầu năm) đăng tải từ ngày 01/01/2020 đến ngày 30/06/2020."
    assert source.startswith(f"Nguồn số liệu: Thành phố mẫu; {days}")
    own = show(monkeypatch, replace(city, agency="SXD"), results, show_procurement_summary)
    assert own.sentences[0].startswith("Đạt tính đến hết quý: 3/4 gói thuộc diện")
    assert "Người đứng đầu: " in own.sentences[0]
    assert own.sentences[1:] == counted.sentences[3:]


def test_of_a_place_the_shares_stand_in_place_of_a_result(monkeypatch: pytest.MonkeyPatch) -> None:
    there, results = asked(period="2020-Q2", place="Thành phố Hồ Chí Minh")
    said = show(monkeypatch, there, results, show_procurement_summary).sentences[0]
    assert said.startswith("Từ đầu năm có ")
    assert "đạt tỷ lệ" not in said
    own = show(monkeypatch, replace(there, agency="SXD"), results, show_procurement_summary).sentences[0]
    assert own.startswith("Chỉ nêu số liệu, không kết luận: 3/4 gói thuộc diện")
    assert "Người đứng đầu" not in own


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Kết quả của 2 cơ quan, trong đó 1 cơ quan đang tính là đạt, đổi tùy có tính chào hàng"),
        ("en", "The result of 2 agencies, of which 1 is counted here as meeting the quota, depends on whether"),
    ],
)
def test_the_first_screen_counts_results_that_the_switch_decides(
    monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    city, results = asked(period="2020-Q2", language=language)
    own = results.verdicts["quota_result"]
    verdicts = results.verdicts.assign(other_quota_result=own)
    same = show(monkeypatch, city, replace(results, verdicts=verdicts), show_procurement_summary).sentences[0]
    assert words[:10] not in same
    for result, other in (("passed", "failed"), ("failed", "passed")):
        verdicts.loc[own[own.eq(result)].index[0], "other_quota_result"] = other
    turned = replace(results, verdicts=verdicts)
    assert words in show(monkeypatch, city, turned, show_procurement_summary).sentences[0]
    unasked = replace(turned, other_quota=None)
    assert words[:10] not in show(monkeypatch, city, unasked, show_procurement_summary).sentences[0]

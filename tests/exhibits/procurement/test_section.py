"""The exhibits of procurement compliance: what a head of unit reads, and the packages behind it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from cchc_analysis.exhibits.index.results import index_results
from cchc_analysis.exhibits.outlook.results import outlook_results
from cchc_analysis.exhibits.outlook.section import show_outlook
from cchc_analysis.exhibits.procurement import chart_section as glance
from cchc_analysis.exhibits.procurement import legal_section as legal
from cchc_analysis.exhibits.procurement import packages_section as evidence
from cchc_analysis.exhibits.procurement import section as procurement_section
from cchc_analysis.exhibits.procurement import verdict_section as verdicts
from cchc_analysis.exhibits.procurement.evidence import agency_packages, offline_packages
from cchc_analysis.exhibits.procurement.reports_section import show_report_duty
from cchc_analysis.exhibits.procurement.results import procurement_results
from cchc_analysis.exhibits.procurement.summary import show_procurement_summary
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.texts import Language, text
from cchc_analysis.widgets.views import YearResults, quota_view
from tests.exhibits.held_packages import held_package, hold
from tests.exhibits.procurement_pages import asked, show, study
from tests.exhibits.shown import says_its_order


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(("language", "word"), [("vi", "Tỷ lệ không cản"), ("en", "Not barred by quota")])
def test_a_year_whose_source_speaks_of_the_quota_alone_frees_no_head(
    language: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, results = asked(period="2021", language=language)
    shown = show(monkeypatch, one, results, verdicts.show_verdict_table)
    table = shown.tables["verdicts"]
    assert table["rating_name"].eq(word).any()
    assert not table["is_excellent_allowed"].eq(True).any()
    assert not table["rating_name"].isin(["Có thể", "Possible"]).any()
    assert "rating_name" in shown.on_page["verdicts"]
    assert "is_excellent_allowed" not in shown.on_page["verdicts"]
    note = {
        "vi": "Năm 2021, cột xếp loại chỉ xét tỷ lệ",
        "en": "In 2021 the column on the rating goes by the quota",
    }
    assert note[language] in shown.captions["verdicts"]
    before = show(monkeypatch, *asked(language=language), verdicts.show_verdict_table)
    assert before.tables["verdicts"]["rating_name"].isin(["Có thể", "Possible"]).any()
    assert "cột xếp loại chỉ xét" not in before.captions["verdicts"]


@pytest.mark.usefixtures("sample")
def test_the_agencies_add_up_to_the_total_in_every_table() -> None:
    _, results = asked()
    sums = results.split.groupby("legal_basis")[["eligible_count", "online_count"]].sum()
    assert len(sums) == 2
    assert sums["eligible_count"].sum() == results.total["eligible_count"].iloc[0]
    offline = results.mandatory["mandatory_offline_count"].sum()
    assert offline == len(offline_packages(study(), results))
    one = study(agency="Q1")
    own = results.mandatory.set_index("agency_code").loc["Q1"]
    listed = agency_packages(one, results)
    assert (listed["is_mandatory"].fillna(False) & ~listed["is_online"]).sum() == own["mandatory_offline_count"]
    assert listed["is_mandatory"].isna().sum() == own["unsourced_count"]
    assert listed["is_eligible"].sum() == results.quota.set_index("agency_code").loc["Q1", "eligible_count"]


@pytest.mark.usefixtures("sample")
def test_every_package_of_the_evidence_says_why_and_by_which_clause() -> None:
    one, results = asked(agency="Q1")
    listed = agency_packages(one, results)
    assert set(listed["agency_code"]) == {"Q1"}
    assert (listed["reason_name"] != "").all()
    assert set(listed["clause_name"]) == {"Thông tư 11/2019/TT-BKHĐT, khoản 1 Điều 29"}
    january = listed["published_on"] < "2020-02-01"
    assert listed.loc[january, "mandatory_clause"].str.contains("01/NQ-CP").all()
    assert listed.loc[~january, "mandatory_clause"].str.contains("11/2019").all()
    assert listed["source_file"].ne("").all()
    assert listed["value_vnd"].is_monotonic_decreasing


@pytest.mark.parametrize(("period", "count"), [("2020-Q4", 2), ("2021-Q4", 0)])
@pytest.mark.usefixtures("sample")
def test_the_legal_split_is_shown_only_where_the_year_has_several_bases(
    period: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = show(monkeypatch, *asked(period=period), legal.show_legal_split).tables
    assert bool(found) == bool(count)
    if found:
        assert (found["legal_split"]["agency_code"] == "ALL").sum() == count


@pytest.mark.usefixtures("sample")
def test_the_switch_shows_both_results_where_it_turns_them(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = show(monkeypatch, *asked(), legal.show_switch).tables["shortened_by_agency"]
    assert (turned["is_passed"] != turned["other_is_passed"]).all()
    out = asked(counts_shortened=False)
    swapped = show(monkeypatch, *out, legal.show_switch).tables["shortened_by_agency"]
    assert set(swapped["agency_code"]) == set(turned["agency_code"])
    assert dict(zip(swapped["agency_code"], swapped["is_passed"], strict=True)) == dict(
        zip(turned["agency_code"], turned["other_is_passed"], strict=True)
    )


@pytest.mark.usefixtures("sample")
def test_unsettled_packages_that_could_turn_a_result_leave_it_open(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    _, plain = asked(agency="Q4", language="en")
    assert plain.verdicts.set_index("agency_code").loc["Q4", "quota_result"] == "passed"
    request.getfixturevalue("held")
    one, results = asked(agency="Q4", language="en")
    assert results.verdicts.set_index("agency_code").loc["Q4", "quota_result"] == "not_concluded"
    shown = show(monkeypatch, one, results, verdicts.show_verdicts, verdicts.show_unsettled)
    # The price was not read, and it went offline: with it the quota is missed whatever the price is.
    (said,) = (sentence for sentence in shown.sentences if sentence.startswith("Not concluded"))
    assert "with the 1 package held or rejected when the files were read they are not reached" in said
    assert "They stand in: a.csv, row 7." in shown.sentences
    first = show(monkeypatch, one, results, show_procurement_summary).sentences[0]
    assert first.startswith(f"{said} They stand in: a.csv, row 7.")
    everyone = show(monkeypatch, *asked(language="en"), show_procurement_summary, verdicts.show_verdicts)
    open_for = "and with those held or rejected when the files were read they are not reached: 1."
    assert open_for in everyone.of_style("summary")[0]
    assert sum(open_for in sentence for sentence in everyone.of_style("paragraph")) == 1
    assert shown.tables["best_and_worst"][["best_name", "worst_name"]].to_numpy().tolist() == [
        ["Not met", "Not met"]
    ]
    assert shown.tables["unsettled"]["source_row"].tolist() == [7]


@pytest.mark.usefixtures("sample")
def test_in_a_year_without_a_quota_there_is_none_at_best_nor_at_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, held_package(published_on="2018-05-05", form="shopping"))
    one, results = asked(agency="Q4", period="2018", language="en")
    assert one.own_rows(results.quota)["eligible_count"].iloc[0] > 0
    shown = show(monkeypatch, one, results, verdicts.show_unsettled).tables["best_and_worst"]
    assert shown[["result_name", "best_name", "worst_name"]].nunique(axis=1).tolist() == [1]


@pytest.mark.usefixtures("sample", "held")
def test_no_table_or_chart_contradicts_a_verdict_that_is_not_concluded(monkeypatch: pytest.MonkeyPatch) -> None:
    one, results = asked()
    shown = show(
        monkeypatch, one, results, procurement_section.show_shares, glance.show_quarters, glance.show_tiles
    )
    own = {
        name: table[table["agency_code"] == "Q4"] for name, table in shown.tables.items() if "agency_code" in table
    }
    assert own["quota"]["result_name"].tolist() == ["Chưa kết luận"]
    # The briefing counts by the code, which the page itself does not show.
    assert own["quota"]["quota_result"].tolist() == ["not_concluded"]
    assert "quota_result" not in shown.on_page["quota"]
    assert own["quota"][["is_count_passed", "is_value_passed", "is_passed"]].isna().all(axis=None)
    # Published in May: what is not read could not turn the first quarter.
    assert own["quota_quarters"]["result_name"].tolist()[1:] == ["Chưa kết luận"] * 3
    assert own["quota_quarters"]["result_name"].iloc[0] != "Chưa kết luận"
    passed = results.verdicts["quota_result"].eq("passed").sum()
    assert f"Số cơ quan đạt: {passed};" in shown.figures["quota_scatter"]["alt"]
    assert "chưa kết luận: 1" in shown.figures["quota_scatter"]["alt"]
    assert shown.tables["quota_shortened"]["is_passed"].isna().all()


@pytest.mark.usefixtures("sample", "held")
def test_the_page_of_an_agency_and_the_explorer_leave_it_open_too(monkeypatch: pytest.MonkeyPatch) -> None:
    one, results = asked(agency="Q4")
    shown = show(monkeypatch, one, results, procurement_section.show_shares)
    assert "chưa kết luận" in shown.figures["quota_bars"]["alt"]
    assert "· đạt" not in shown.figures["quota_bars"]["alt"]
    view = quota_view(one, YearResults(index_results(one), results))
    assert view is not None
    assert view.chart.title.endswith("chưa kết luận")
    assert view.table["result_name"].tolist() == ["Chưa kết luận"]
    outlook = outlook_results(one, results)
    assert outlook is not None
    assert outlook.outlook["standing"].tolist() == ["not_concluded"]
    assert outlook.decisive.empty
    one, results = asked(agency="Q4", period="2020-Q3")
    before = outlook_results(one, results)
    said = show(monkeypatch, one, results, lambda study, _: show_outlook(study, before))
    assert said.of_style("lead")[0].startswith("Chưa kết luận được cả năm 2020")


@pytest.mark.usefixtures("sample")
def test_a_file_that_was_rejected_whole_is_said_beside_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    one, results = asked()
    assert show(monkeypatch, one, results, verdicts.show_verdicts).of_style("warning") == []
    file = one.warehouse.files[0]
    rejected = {
        name: replace(file, file=name, findings=(Finding("x", Severity.FILE_REJECTED, name, year=year),))
        for name, year in (("plan.xlsx", None), ("old.xlsx", 2016))
    }
    one = replace(one, warehouse=replace(one.warehouse, files=(file, *rejected.values())))
    (said,) = show(monkeypatch, one, results, verdicts.show_verdicts).of_style("warning")
    assert "plan.xlsx" in said
    assert "old.xlsx" not in said


@pytest.mark.usefixtures("sample")
def test_the_tables_of_evidence_are_narrow_on_the_page_and_whole_in_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_one = show(monkeypatch, *asked(agency="Q1"), evidence.show_packages)
    of_all = show(monkeypatch, *asked(), evidence.show_mandatory)
    for name, shown in (("packages", of_one), ("mandatory_offline", of_all)):
        assert {"source_file", "source_row"} <= set(shown.tables[name])
        assert not {"source_file", "source_row"} & set(shown.on_page[name])
        assert len(shown.on_page[name]) <= 8


@pytest.mark.parametrize(
    ("language", "planned", "label"),
    [
        ("vi", "chưa bắt đầu lựa chọn nhà thầu: theo kế hoạch", "Phải nhưng không qua mạng"),
        ("en", "has not begun: by its plan", "Had to go online but did not"),
    ],
)
@pytest.mark.usefixtures("sample")
def test_a_package_that_has_not_begun_is_not_said_to_have_gone_online(
    language: str, planned: str, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, results = asked(language=language)
    none_offline = results.mandatory.assign(mandatory_offline_count=0)
    shown = show(monkeypatch, one, replace(results, mandatory=none_offline), evidence.show_mandatory)
    assert planned in shown.sentences[-1]
    offline = show(monkeypatch, one, results, evidence.show_mandatory)
    assert offline.labels["mandatory_by_agency"]["mandatory_offline_count"] == label


@pytest.mark.parametrize("agency", ["", "Q1"])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.usefixtures("sample")
def test_every_exhibit_is_made_for_all_and_for_one(
    agency: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, results = asked(agency=agency, language=language)
    shown = show(
        monkeypatch,
        one,
        results,
        procurement_section.show_procurement_heading,
        procurement_section.show_shares,
        verdicts.show_verdicts,
        evidence.show_mandatory,
        evidence.show_packages,
        glance.show_quarters,
        glance.show_tiles,
        show_report_duty,
    )
    names = set(shown.tables)
    assert {"quota", "verdicts", "reporting"} <= names
    assert {"vi": "(hằng quý)", "en": "(quarterly)"}[language] in shown.figures["reporting_grid"]["title"]
    assert ("packages" in names) == bool(agency)
    assert ("quota_quarters" in names) == (not agency)
    if language == "vi":
        cut = [
            name for name, table in shown.tables.items() if shown.row_limits[name] is not None and len(table) > 1
        ]
        assert [name for name in cut if not says_its_order(shown.captions[name])] == []
    # By which day a package is in the period, and where to find those that the indicators count beside them.
    notes = [note for note in shown.of_style("note") if text("procurement.period_days", language) in note]
    assert [text("procurement.period_other", language) in note for note in notes] == [True]


@pytest.mark.usefixtures("sample")
def test_a_place_is_judged_by_its_packages_and_not_by_cells_that_know_no_place() -> None:
    one = study()
    everywhere = procurement_results(one)
    there = procurement_results(replace(one, place="Thành phố Hồ Chí Minh"))
    columns = ["agency_code", "eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]
    expected = everywhere.quota[everywhere.quota["agency_code"].isin(there.quota["agency_code"])]
    assert len(there.quota)
    pd.testing.assert_frame_equal(
        there.quota[columns].reset_index(drop=True), expected[columns].reset_index(drop=True)
    )
    assert set(there.quota["agency_code"]) <= set(everywhere.quota["agency_code"])

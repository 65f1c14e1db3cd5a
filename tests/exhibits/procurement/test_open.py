"""What the exhibits of procurement compliance leave open: a place, the year to date, what could not be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from cchc_analysis.exhibits.outlook.decisive_section import show_decisive_packages
from cchc_analysis.exhibits.outlook.results import outlook_results
from cchc_analysis.exhibits.procurement import chart_section as glance
from cchc_analysis.exhibits.procurement import legal_section as legal
from cchc_analysis.exhibits.procurement import section as procurement_section
from cchc_analysis.exhibits.procurement import verdict_section as verdicts
from cchc_analysis.exhibits.procurement.evidence import offline_packages
from cchc_analysis.exhibits.procurement.planned import planned_online
from cchc_analysis.exhibits.procurement.reports_section import show_report_duty
from cchc_analysis.exhibits.procurement.results import procurement_results
from cchc_analysis.exhibits.study import Study
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on
from cchc_analysis.texts import text
from cchc_analysis.widgets.views import YearResults, quota_view
from tests.exhibits.held_packages import held_package, hold
from tests.exhibits.procurement_pages import asked, show, study


@pytest.mark.usefixtures("sample")
def test_of_a_place_only_shares_are_shown_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    one = replace(study(language="en"), place="Thành phố Hồ Chí Minh")
    results = procurement_results(one)
    assert results.quota["eligible_count"].sum() > 0
    assert set(results.verdicts["quota_result"]) == {"no_quota"}
    assert results.verdicts["is_excellent_allowed"].isna().all()
    shown = show(
        monkeypatch,
        one,
        results,
        procurement_section.show_procurement_heading,
        procurement_section.show_quota,
        procurement_section.show_reporting,
        verdicts.show_verdicts,
        verdicts.show_unsettled,
        legal.show_switch,
        glance.show_quarters,
    )
    assert sum("without a verdict and without a rating" in said for said in shown.sentences) == 1
    assert not {"verdicts", "quota_quarters", "best_and_worst", "shortened_by_agency"} & set(shown.tables)
    assert "result_name" not in shown.on_page["quota"]


@pytest.mark.parametrize(("day", "often"), [("2022-12-31", "yearly"), ("2019-12-31", "not sourced")])
@pytest.mark.usefixtures("sample")
def test_reports_are_called_by_how_often_the_rule_wants_them(
    day: str, often: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, results = asked(language="en")
    rule = rule_on(dt.date.fromisoformat(day))
    monkeypatch.setattr(type(results), "rule_in_force", lambda _: rule)
    shown = show(monkeypatch, one, results, show_report_duty)
    assert often in shown.figures["reporting_grid"]["title"]
    without = replace(results, reporting=None)
    said = [*show(monkeypatch, one, without, show_report_duty).sentences, text("procurement.no_verdict", "en")]
    assert text("procurement.no_reports", "en") in said
    assert not any("quarter" in sentence for sentence in said)


@pytest.mark.usefixtures("sample")
def test_an_agency_without_a_package_at_the_place_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    one = replace(study(agency="Q1", language="en"), place="Tỉnh Cà Mau")
    monkeypatch.setattr("cchc_analysis.exhibits.procurement.results.has_packages", lambda _: True)
    monkeypatch.setattr("cchc_analysis.exhibits.procurement.section.has_packages", lambda _: True)
    results = procurement_results(one)
    assert not results.has_packages
    shown = show(
        monkeypatch,
        one,
        results,
        procurement_section.show_procurement_heading,
        procurement_section.show_shares,
        verdicts.show_verdicts,
        verdicts.show_unsettled,
    )
    assert [said for said in shown.sentences if "nothing to look at" in said] == shown.of_style("note")
    assert shown.tables == {}
    assert outlook_results(one, results) is None


@pytest.mark.usefixtures("sample")
def test_packages_whose_unit_could_not_be_read_are_counted_on_every_verdict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hold(monkeypatch, held_package(agency_code=""))
    for agency in ("", "Q1"):
        one, results = asked(agency=agency, language="en")
        assert results.unassigned_count == 1
        assert results.total["quota_result"].tolist() == ["not_concluded"]
        shown = show(monkeypatch, one, results, verdicts.show_verdicts, verdicts.show_unsettled)
        assert sum("could belong to any agency" in said for said in shown.of_style("warning")) == 2
        assert not any("could move the shares" in said for said in shown.sentences)
        assert shown.tables["unsettled"]["source_row"].tolist() == [7]
        outlook = outlook_results(one, results)
        assert outlook is not None
        assert outlook.unsettled_count == 1


@pytest.mark.usefixtures("sample")
def test_of_many_unsettled_packages_those_of_nobody_and_the_first_are_listed_and_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codes = ["Q4"] * 4 + [""] * 3
    rows = [held_package(package_id=f"P{place}", agency_code=code) for place, code in enumerate(codes)]
    hold(monkeypatch, pd.concat(rows))
    one, results = asked(language="en")
    assert results.unassigned_count == 3
    whole = show(monkeypatch, one, results, verdicts.show_unsettled)
    assert len(whole.tables["unsettled"]) == 7
    monkeypatch.setattr(verdicts, "MOST_UNSETTLED", 2)
    shown = show(monkeypatch, one, results, verdicts.show_unsettled)
    assert shown.tables["unsettled"]["package_id"].tolist() == ["P4", "P5", "P6", "P0", "P1"]
    assert shown.tables["best_and_worst"]["unsettled_count"].tolist() == [4]
    assert "the first 2 by agency" in shown.captions["unsettled"]
    assert "the first" not in whole.captions["unsettled"]


@pytest.mark.usefixtures("sample", "held")
def test_only_packages_that_may_count_in_the_period_are_listed_as_unsettled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = show(monkeypatch, *asked(period="2020-Q1", language="en"), verdicts.show_unsettled)
    assert "unsettled" not in shown.tables
    assert any("could move the shares" in said for said in shown.of_style("note"))


@pytest.mark.usefixtures("sample")
def test_a_quarter_before_the_last_is_a_standing_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    one, results = asked(period="2020-Q3")
    shown = show(monkeypatch, one, results, verdicts.show_verdicts, glance.show_quarters)
    assert results.verdicts["is_excellent_allowed"].dropna().eq(False).all()
    names = set(shown.tables["verdicts"]["result_name"])
    assert {"Đạt tính đến hết quý", "Chưa đạt tính đến hết quý"} <= names
    assert not {"Đạt", "Không đạt"} & names
    assert any("đến hết năm mới kết luận" in said for said in shown.of_style("note"))
    whole = show(monkeypatch, *asked(), glance.show_quarters).tables["quota_quarters"]
    to_date = whole["result_name"].str.contains("tính đến hết quý")
    assert to_date[whole["quarter"] < 4].any()
    assert not to_date[whole["quarter"] == 4].any()


@pytest.mark.usefixtures("sample")
def test_no_chart_of_a_running_year_says_that_the_quota_is_met_or_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    one, results = asked(period="2020-Q3")
    calls = (procurement_section.show_shares, verdicts.show_verdicts, glance.show_tiles)
    shown = show(monkeypatch, one, results, *calls).figures
    one, results = asked(period="2020-Q3", agency="Q1")
    outlook = outlook_results(one, results)
    own = show(
        monkeypatch,
        one,
        results,
        procurement_section.show_shares,
        lambda study, _: show_decisive_packages(study, outlook),
    ).figures
    view = quota_view(one, YearResults(index=None, procurement=results))  # type: ignore[arg-type]
    assert view is not None
    assert view.chart.title.endswith("đạt tính đến hết quý")
    assert "decisive_waterfall" in own
    assert set(shown) == {"quota_scatter", "shortened_comparison", "quota_bullets", "district_tiles"}
    for name, figure in (shown | own).items():
        said = f"{figure['title']} {figure['alt']}".lower()
        assert "tính đến hết quý" in said, name
        assert "không đạt:" not in said, name


@pytest.mark.usefixtures("sample")
def test_packages_online_by_plan_only_are_not_said_to_have_gone_online(monkeypatch: pytest.MonkeyPatch) -> None:
    one, results = asked(period="2020-Q1", agency="Q1")
    monkeypatch.setattr(
        Study, "open", lambda self, name, **of: None if name == "procedures" else _open(self, name, **of)
    )
    planned = planned_online(one, results)
    assert planned > 0
    said = show(monkeypatch, one, results, verdicts.show_verdicts).sentences
    assert any(f"Trong đó {planned} gói mới là qua mạng (theo kế hoạch)" in sentence for sentence in said)


_open = Study.open


@pytest.mark.usefixtures("sample")
def test_the_offline_packages_name_agencies_in_the_language_of_the_page() -> None:
    one, results = asked(language="en")
    names = set(results.agencies["agency_name"])
    listed = offline_packages(one, results)
    assert len(listed)
    assert set(listed["agency_name"]) <= names


@pytest.mark.usefixtures("sample")
def test_of_a_stretch_whose_forms_are_unknown_all_together_is_empty_too(monkeypatch: pytest.MonkeyPatch) -> None:
    one, results = asked()
    split = results.split.copy()
    sums = ["eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]
    split.loc[split["starts_on"].eq(split["starts_on"].min()), sums] = pd.NA
    shown = show(monkeypatch, one, replace(results, split=split), legal.show_legal_split).tables["legal_split"]
    together = shown[shown["agency_code"] == "ALL"]
    assert together["eligible_count"].isna().tolist() == [True, False]
    assert together["count_share"].isna().tolist() == [True, False]


def test_a_quarter_before_a_circular_came_into_force_says_why_it_is_shown_by_the_older_rule() -> None:
    note = rule_on(Period(2022, 2).end_on).notes("en")
    assert "nobody could know the circular then" in note

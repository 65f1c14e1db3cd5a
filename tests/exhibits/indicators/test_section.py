"""Notebook 08 on the sample city and on real files, without running the notebook: what is shown and said."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.exhibits.indicators import evidence as indicator_evidence
from cchc_analysis.exhibits.indicators import registry as indicator_registry
from cchc_analysis.exhibits.indicators import section as indicator_section
from cchc_analysis.exhibits.indicators.fields import show_source_fields
from cchc_analysis.exhibits.indicators.results import IndicatorResults, UnknownIndicatorError, indicator_results
from cchc_analysis.exhibits.indicators.summary import show_indicator_summary
from cchc_analysis.exhibits.indicators.tables import field_words, narrowed
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.reference.indicators import load_source_fields
from cchc_analysis.texts import Language, catalogue, text
from cchc_analysis.vietnamese.numbers import format_number
from tests.exhibits.shown import Shown, catch, says_its_order

THEMES = ("competition", "price", "time", "form", "concentration", "quality")


def show_all(study: Study, results: IndicatorResults, monkeypatch: pytest.MonkeyPatch) -> Shown:
    themes = [functools.partial(indicator_section.show_theme, study, results, theme) for theme in THEMES]
    return catch(
        monkeypatch,
        lambda: indicator_section.show_indicator_heading(study, results),
        *themes,
        lambda: indicator_section.show_bidders(study, results),
        lambda: indicator_section.show_decree_214(study, results),
        lambda: indicator_section.show_all_indicators(study, results),
        lambda: indicator_evidence.show_evidence(study, results, indicator="single_bid_rate"),
        lambda: indicator_registry.show_registry(study, results),
    )


@functools.cache
def computed(language: Language) -> tuple[Study, IndicatorResults]:
    study = open_study(period="2020-Q4", language=language)
    return study, indicator_results(study)


@functools.cache
def shown_in(language: Language) -> Shown:
    """The whole page, shown once; no test changes what it holds."""
    with pytest.MonkeyPatch.context() as patch:
        return show_all(*computed(language), patch)


@pytest.fixture
def city(sample: None) -> Shown:
    return shown_in("vi")


def test_every_theme_has_a_chart_and_a_table_with_formula_and_source_beside_each_figure(city: Shown) -> None:
    assert set(city.figures) == {*(f"indicators_{theme}" for theme in THEMES), "indicator_bidders"}
    for theme in THEMES:
        table = city.tables[f"indicators_{theme}"]
        assert len(table)
        assert table["formula"].ne("").all()
        assert table["source_name"].ne("").all()
    assert city.tables["indicator_registry"]["address"].str.contains("http").all()


def test_the_reader_is_told_first_that_nothing_is_a_finding(city: Shown) -> None:
    assert "dấu hiệu cần xem xét, không phải kết luận vi phạm" in city.of_style("warning")[0]
    for figure in (figure for name, figure in city.figures.items() if name != "indicator_bidders"):
        assert "không phải kết luận vi phạm" in figure["caption"]


def test_every_agency_has_every_indicator_and_the_parts_add_up(city: Shown) -> None:
    study, results = computed("vi")
    table = city.tables["indicators"]
    assert len(table) == (1 + len(study.agencies)) * len(results.indicators)
    own = table[table["indicator"].eq("single_bid_rate")].set_index("agency_code")
    whole, parts = own.loc["ALL"], own.drop(index="ALL")
    for column in ("numerator", "denominator", "known_count", "asked_count"):
        assert parts[column].sum() == whole[column]
    assert city.labels["indicators"]["numerator"] == "Tử số"


def test_the_packages_behind_the_figure_are_those_that_were_asked_about(city: Shown) -> None:
    own = city.tables["indicators"].query("indicator == 'single_bid_rate' and agency_code == 'ALL'").iloc[0]
    behind = city.tables["evidence_single_bid_rate"]
    assert len(behind) == own["asked_count"]
    counts = behind[behind["role"].ne("unknown")]
    assert (counts["part"].sum(), counts["of"].sum()) == (own["numerator"], own["denominator"])
    assert behind["source_file"].notna().all()


def test_what_was_not_judged_for_want_of_a_sourced_limit_is_said(
    sample: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc_analysis.exhibits.indicators.results.load_limits", tuple)
    study = computed("vi")[0]
    shown = catch(monkeypatch, lambda: indicator_section.show_theme(study, indicator_results(study), "time"))
    (note,) = [note for note in shown.of_style("note") if note.startswith("Không xét")]
    assert "thời gian chuẩn bị hồ sơ dự thầu" in note


def test_the_limits_of_2020_are_sourced_and_every_indicator_is_judged(city: Shown) -> None:
    assert not [note for note in city.of_style("note") if note.startswith("Không xét")]
    asked = city.tables["indicators"].query("agency_code == 'ALL'").set_index("indicator")["status_name"]
    judged = ["below_ceiling_clusters", "bunching_below_ceiling", "short_tender_share"]
    assert set(asked[judged]) == {text("indicators.status_computed", "vi")}
    assert city.tables["indicator_settings"]["basis_name"].nunique() == 2
    needed = city.tables["indicator_registry"].set_index("indicator")["fields_name"]
    assert "cần thêm lĩnh vực gói thầu, giá gói thầu, phiên bản" in needed["short_tender_share"]
    assert "cần thêm" not in needed["tender_days"]
    limits = city.tables["indicator_limits"]
    assert limits["scope_name"].eq("Hàng hóa, Phi tư vấn: không quá 10.000.000.000 đồng").any()
    assert limits["scope_name"].eq("Xây lắp, Hỗn hợp: trên 20.000.000.000 đồng").any()


def test_the_decrees_four_figures_stand_side_by_side(city: Shown) -> None:
    table = city.tables["indicators_decree_214"]
    decree = [one.indicator for one in computed("vi")[1].indicators if one.in_decree_214]
    assert table.columns.tolist() == ["agency_code", "agency_name", *decree]
    assert table["agency_code"].iloc[0] == "ALL"
    assert table["agency_code"].is_unique
    assert table[decree].iloc[0].notna().all()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_where_none_of_the_decrees_figures_could_be_counted_one_sentence_says_so(
    sample: None, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    study, results = computed(language)
    nothing = replace(results, table=results.table.assign(value=float("nan")))
    shown = catch(monkeypatch, lambda: indicator_section.show_decree_214(study, nothing))
    assert not shown.tables
    assert shown.sentences[-1] == text("indicators.decree_none", language)


def test_one_agencys_report_is_about_it_and_shows_what_is_behind_its_marks(
    sample: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, results = computed("vi")
    marked = results.table[results.table["flagged"].fillna(value=False)]
    agency = str(marked["agency_code"].mode()[0])
    shown = show_all(replace(study, agency=agency), results, monkeypatch)
    assert set(shown.tables["indicators"]["agency_code"]) == {agency}
    wanted = set(marked.loc[marked["agency_code"].eq(agency), "indicator"]) | {"single_bid_rate"}
    evidence = {name.removeprefix("evidence_") for name in shown.tables if name.startswith("evidence_")}
    assert evidence == wanted
    assert set(shown.tables["evidence_single_bid_rate"]["agency_code"]) == {agency}


def test_both_languages_show_the_same_figures(sample: None) -> None:
    vi, en = shown_in("vi"), shown_in("en")
    assert list(vi.tables) == list(en.tables)
    columns = ["agency_code", "indicator", "numerator", "denominator", "known_count"]
    assert vi.tables["indicators"][columns].equals(en.tables["indicators"][columns])
    assert "not findings of a breach" in en.figures["indicators_price"]["caption"]


def test_of_many_packages_the_page_keeps_some_and_says_of_how_many(
    sample: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, results = computed("vi")
    monkeypatch.setattr(indicator_evidence, "_MOST_ROWS", 10)
    shown = catch(
        monkeypatch, lambda: indicator_evidence.show_evidence(study, results, indicator="single_bid_rate")
    )
    assert len(shown.tables["evidence_single_bid_rate"]) == 10
    own = results.table.query("indicator == 'single_bid_rate' and agency_code == 'ALL'").iloc[0]
    assert f"10 trong {own['asked_count']} gói thầu" in shown.sentences[0]


def test_limits_of_one_form_say_what_they_apply_to(city: Shown) -> None:
    limits = city.tables["indicator_limits"]
    assert not limits.duplicated(["kind_name", "form_name", "scope_name", "valid_from"]).any()
    assert "Dự án: Tư vấn" in set(limits["scope_name"])


def test_formula_and_source_have_room_beside_the_value(city: Shown) -> None:
    computed_all = city.tables["indicators_price"]
    told = computed_all.assign(status_name="–")
    assert set(narrowed(computed_all, "vi")) == {"asked_count", "status_name"}
    assert set(narrowed(told, "vi")) == {"asked_count"}
    missing = told.assign(missing_name="")
    assert set(narrowed(missing, "vi")) == {"asked_count", "missing_name"}


def test_an_unknown_indicator_is_refused_with_those_there_are(sample: None) -> None:
    study, results = computed("vi")
    with pytest.raises(UnknownIndicatorError, match="single_bid_rate"):
        indicator_evidence.show_evidence(study, results, indicator="honesty")


def test_a_period_without_packages_says_so_and_shows_no_empty_chart(
    sample: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = replace(computed("vi")[0], period=computed("vi")[0].period.parse("2050"))
    shown = show_all(study, indicator_results(study), monkeypatch)
    assert not shown.figures
    assert set(shown.tables) == {"indicator_registry", "indicator_limits", "indicator_settings"}
    said = catalogue("vi")["indicators.no_tables"].split("{years}")[0]
    # What the source does hold is named, by year, so that the reader knows what to ask for.
    assert f"{said}2017, 2018, 2019, 2020, 2021, 2022." in shown.sentences


@pytest.mark.real_data
@pytest.mark.parametrize("with_buyers", [False, True])
def test_every_package_of_the_real_export_is_looked_at_or_said_to_be_left_out(
    sample: None, shared_data: Path, monkeypatch: pytest.MonkeyPatch, with_buyers: bool
) -> None:
    study = open_study(period="2023", source=f"vneps={shared_data / 'vneps-2023-03'}", with_buyers=with_buyers)
    results = indicator_results(study)
    shown = catch(monkeypatch, lambda: indicator_section.show_indicator_heading(study, results))
    planned, held = (study.warehouse.table(name) for name in ("packages", "procedures"))
    assert planned is not None
    assert held is not None
    days = held[["published_on", "planned_on", "closed_on", "awarded_on", "award_published_on", "cancelled_on"]]
    first = days.bfill(axis="columns").iloc[:, 0]
    read = int(planned["published_on"].dt.year.eq(2023).sum() + first.dt.year.eq(2023).sum())
    assert sum(results.counts.values()) + results.others == read
    is_said = any("không được xét trong báo cáo này" in note for note in shown.of_style("note"))
    assert (results.others > 0, is_said) == (not with_buyers, not with_buyers)


@pytest.mark.real_data
@pytest.mark.parametrize(("country", "field"), [("moldova", "tender/value/amount"), ("canada", "awards/date")])
def test_real_ocds_files_are_shown_with_the_fields_that_are_missing(
    sample: None, shared_data: Path, monkeypatch: pytest.MonkeyPatch, country: str, field: str
) -> None:
    study = open_study(period="2017", source=f"ocds={shared_data / 'ocds' / country}")
    results = indicator_results(study)
    shown = show_all(study, results, monkeypatch)
    if country == "canada":
        assert results.keeps_undated
        assert any("không ghi ngày nào" in note for note in shown.of_style("note"))
    # Figures of a Vietnamese decree are not given of another country's money.
    assert "indicators_decree_214" not in shown.tables
    assert any("nên không nêu ở đây" in note for note in shown.of_style("note"))
    missing = shown.tables["indicators"]["missing_name"]
    assert missing.str.contains(field).any()
    filled = catch(monkeypatch, lambda: show_source_fields(study, results)).tables["indicator_source_fields"]
    used = filled.set_index("ocds_field")["usable_share"]
    assert used[field.replace("/", ".")] == 0


def test_a_reader_learns_first_where_there_is_something_to_look_at(
    sample: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, results = computed("vi")
    own = results.table[results.table["agency_code"].ne("ALL")]
    marks = own[own["flagged"].fillna(value=False)].groupby("agency_code").size()
    most = str(marks.idxmax())
    city, one = (
        catch(monkeypatch, functools.partial(show_indicator_summary, replace(study, agency=agency), results))
        for agency in ("", most)
    )
    assert set(city.styles) == set(one.styles) == {"summary"}
    assert city.sentences[0].startswith(f"{len(marks)} trong ")
    assert f"({marks.max()})" in city.sentences[0]
    assert f"ở {marks.max()} trong " in one.sentences[0]
    for shown in (city, one):
        assert shown.sentences[0].endswith("không phải kết luận vi phạm.")
        assert shown.sentences[1].startswith("Nguồn số liệu: Thành phố mẫu. ")
    # The figures of one agency are counted from its own packages.
    assert results.counts_of(most)["packages"] < results.counts["packages"]
    assert f"có {results.counts_of(most)['packages']} gói thầu theo kế hoạch" in one.sentences[1]


@pytest.mark.parametrize(
    ("language", "words", "clear"),
    [("vi", "Chưa tính được chỉ báo nào cho cơ quan nào", "Không có dấu hiệu"),
     ("en", "No indicator could be counted for any agency", "No signal")],
)  # fmt: skip
def test_where_nothing_could_be_counted_the_first_line_is_no_all_clear(
    sample: None, monkeypatch: pytest.MonkeyPatch, language: Language, words: str, clear: str
) -> None:
    study, results = computed(language)
    nothing = replace(results, table=results.table.assign(status="too_few", flagged=pd.NA))
    said = catch(monkeypatch, lambda: show_indicator_summary(study, nothing)).sentences[0]
    assert said.startswith(words)
    assert clear not in said
    least = min(one.min_sample for one in results.indicators)
    wanted = {format_number(number, language) for number in (least, *results.counts.values())}
    assert wanted <= set(re.findall(r"\d[\d.,]*", said))


def test_the_totals_are_compared_with_those_of_compliance(sample: None, city: Shown) -> None:
    study, results = computed("vi")
    assert results.matched is not None
    sums = results.matched.drop(columns="agency_code").sum()
    assert (sums["package_count"], sums["procedure_count"]) == tuple(results.counts.values())
    judged = {}
    for name in results.counts:
        table = study.warehouse.table(name)
        assert table is not None
        judged[name] = table[table["agency_code"].isin(study.agencies["agency_code"])]
    planned = judged["packages"][judged["packages"]["published_on"].dt.year.eq(2020)]["package_id"]
    days = ["published_on", "planned_on", "closed_on", "awarded_on", "award_published_on", "cancelled_on"]
    first = judged["procedures"][days].bfill(axis="columns").iloc[:, 0]
    held = judged["procedures"][first.dt.year.eq(2020)]["package_id"]
    assert (sums["put_out_count"], sums["planned_count"]) == (planned.isin(held).sum(), held.isin(planned).sum())
    assert 0 < sums["put_out_count"] < sums["package_count"]
    notes = city.of_style("note")
    (said,) = (note for note in notes if note.startswith("Đối chiếu theo mã gói thầu"))
    left = sums["package_count"] - sums["put_out_count"]
    put_out = format_number(int(sums["put_out_count"]), "vi")
    assert f"có {put_out} gói đã tổ chức lựa chọn trong kỳ, {left} gói chưa thấy" in said
    # A reader learns beside it by which day a package is in the period.
    assert any("thuộc kỳ theo ngày đăng tải" in note for note in notes)
    assert any("theo ngày đầu tiên có ghi" in note for note in notes)


def test_every_table_that_the_page_cuts_says_in_which_order_it_stands(city: Shown) -> None:
    cut = {name for name, table in city.tables.items() if city.row_limits[name] is not None and len(table) > 1}
    assert {"indicators", "indicators_decree_214", "evidence_single_bid_rate"} <= cut
    assert [name for name in cut if not says_its_order(city.captions[name])] == []
    decree = city.tables["indicators_decree_214"]["agency_code"]
    asked = (
        city.tables["indicators"].query("indicator == 'single_bid_rate'").set_index("agency_code")["asked_count"]
    )
    assert asked[decree[1]] >= asked[decree.iloc[-1]]


def test_the_page_shows_no_key_of_the_program(city: Shown) -> None:
    key = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
    for name, table in city.tables.items():
        for column in city.on_page[name]:
            words = table[column].dropna().astype(str).str.replace(r"https?://\S+", "", regex=True)
            assert not words.str.contains(key).any(), (name, column)
    assert not any(key.search(sentence) for sentence in city.sentences)


@pytest.mark.parametrize(
    ("field", "vi"),
    [
        ("has_petition", "kiến nghị của nhà thầu"),
        ("supplier", "nhà thầu trúng thầu"),
    ],
)
def test_a_vietnamese_reader_is_given_no_english_words_for_a_column(field: str, vi: str) -> None:
    known = load_source_fields()[field]
    assert field_words(known, "vneps", "vi") == vi
    assert (field_words(known, "ocds", "vi") == f"{vi} ({known.ocds})") is ("/" in known.ocds)
    assert field_words(known, "vneps", "en") == f"{known.name_en} ({known.vneps})"

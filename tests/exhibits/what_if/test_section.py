"""The what-if of a study: its sentences, charts and tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cchc_analysis.exhibits import show
from cchc_analysis.exhibits.index.results import index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.exhibits.what_if import section as what_if_section
from cchc_analysis.exhibits.what_if.results import WhatIfResults, what_if_results
from cchc_analysis.index.what_if import standing_of
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.numbers import format_number
from tests.exhibits.index_report import change_scores
from tests.exhibits.what_if_asked import answers, sentences


@pytest.mark.usefixtures("sample")
def test_the_sentence_comes_first_then_charts_and_tables(shown: list[dict[str, object]]) -> None:
    study, results = answers("STP", changes="1.1.1: 1; 8.1: 6,5")
    what_if_section.show_assumptions(study, results)
    what_if_section.show_least_effort(study, results)
    what_if_section.show_trial(study, results)
    kinds = [next(kind for kind in (show.NARRATIVE, show.FIGURE, show.TABLE) if kind in one) for one in shown]
    block = [show.NARRATIVE, show.FIGURE, show.TABLE, show.FIGURE, show.TABLE]
    assert kinds == [show.NARRATIVE] * 3 + block + [show.NARRATIVE] + block
    named = [bundle[kind]["name"] for bundle in shown for kind in (show.FIGURE, show.TABLE) if kind in bundle]  # type: ignore[index]
    assert named == [
        "least_effort", "least_effort", "what_if", "what_if",
        "trial_steps", "trial_steps", "trial_ranking", "trial_ranking",
    ]  # fmt: skip
    assert "Để lên loại Tốt cần chỉ số công bố từ 85,00" in sentences(shown)[3]


@pytest.mark.usefixtures("sample")
def test_the_figures_are_those_of_the_league_table() -> None:
    study, results = answers("STP")
    league = index_results(study).league.set_index("agency_code")
    assert results.effort is not None
    row = standing_of(results.effort.ranking, "STP")
    assert (row["index_before"], row["rank_before"]) == (league.loc["STP", "index"], league.loc["STP", "rank"])
    assert row["index_after"] >= 85 > row["index_before"]


@pytest.mark.usefixtures("sample")
def test_in_the_best_class_the_way_up_in_rank_is_told(shown: list[dict[str, object]]) -> None:
    study, results = answers("SNV", rank_gain=2)
    what_if_section.show_least_effort(study, results)
    first, second = sentences(shown)
    assert "đã ở loại cao nhất" in first
    assert "Để lên hạng 4" in second


@pytest.mark.usefixtures("sample")
def test_what_is_assumed_of_the_others_is_said(shown: list[dict[str, object]]) -> None:
    what_if_section.show_assumptions(*answers("STP", others="moving", with_survey=True))
    said = sentences(shown)
    assert "từ năm 2019" in said[1]
    assert "2019 và năm 2020 tính theo bộ tiêu chí khác nhau" in said[2]
    assert not any("điều tra xã hội học" in sentence for sentence in said)
    shown.clear()
    what_if_section.show_assumptions(*answers("STP", period="2017", others="moving"))
    assert "Không có điểm năm 2016" in sentences(shown)[2]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("agency", "period", "words"),
    [("SDL", "2020-Q4", "chưa có điểm nào"), ("TPTHUDUC", "2021-Q2", "không có trong danh sách")],
)
def test_who_cannot_be_answered_is_told_why(
    agency: str, period: str, words: str, shown: list[dict[str, object]]
) -> None:
    study, results = answers(agency, period=period)
    what_if_section.show_assumptions(study, results)
    what_if_section.show_least_effort(study, results)
    what_if_section.show_trial(study, results)
    assert words in sentences(shown)[-1]
    assert len(sentences(shown)) == len(shown)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"target": "rank", "rank_gain": 2}, "Để lên hạng 10"),
        ({"target": "index", "target_index": 80.0}, "không cần thêm điểm"),
        ({"target": "index", "target_index": 99.0, "max_criteria": 1}, "Không thể đạt chỉ số 99,00"),
    ],
)
def test_every_target_has_its_sentence(
    question: dict[str, object], words: str, shown: list[dict[str, object]]
) -> None:
    what_if_section.show_least_effort(*answers("STP", **question))
    assert words in sentences(shown)[0]


@pytest.mark.usefixtures("sample")
def test_scores_filled_in_are_said_to_be(shown: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2020-Q4", agency="STP")
    scores = study.warehouse.table("scores")
    assert scores is not None
    is_hole = scores["agency_code"].isin(["STP", "SXD"]) & scores["year"].eq(2020)
    is_hole &= scores["criterion_code"].eq("3.1")
    holed = scores.assign(appraised_score=scores["appraised_score"].mask(is_hole))
    monkeypatch.setattr(type(study.warehouse), "table", lambda self, name: holed if name == "scores" else None)
    without = what_if_results(study, index_results(study))
    assert without.effort is not None
    assert without.effort.outcome == "no_index"
    results = what_if_results(study, index_results(study, imputation="group_median_share"))
    assert results.effort is not None
    assert results.effort.outcome == "reached"
    what_if_section.show_assumptions(study, results)
    assert any("được điền thay: 2; của Sở Tư pháp: 3.1." in sentence for sentence in sentences(shown))
    shown.clear()
    what_if_section.show_least_effort(study, results)
    figures = [one[show.FIGURE] for one in shown if show.FIGURE in one]
    tables: dict[str, Any] = {one[show.TABLE]["name"]: one[show.TABLE] for one in shown if show.TABLE in one}  # type: ignore[index]
    note = "Sở Tư pháp: 1."
    assert len(figures) == 2
    assert all(note in figure["caption"] for figure in figures)  # type: ignore[index]
    assert all(note in table["caption"] for table in tables.values())
    ranking = tables["what_if"]
    names = [column["name"] for column in ranking["columns"]]
    table = pd.DataFrame(ranking["rows"], columns=names)
    assert set(table.loc[table["agency_name"].str.endswith(" (*)"), "agency_code"]) == {"STP", "SXD"}


def real_answers(folder: str, agency: str, period: str, **question: object) -> tuple[Study, WhatIfResults]:
    study = open_study(period=period, agency=agency, source=folder)
    return study, what_if_results(study, index_results(study), **question)  # type: ignore[arg-type]


@pytest.mark.real_data
@pytest.mark.usefixtures("sample")
def test_papi_moves_over_a_version_break_with_a_warning_and_has_a_plan_within_limits(
    shared_data: Path, shown: list[dict[str, object]]
) -> None:
    source = f"papi={shared_data / 'papi'}"
    study, results = real_answers(
        source, "P50", "2018", others="moving", target="index", target_index=60.0, limits="SC11: 2; SC12: 2"
    )
    what_if_section.show_assumptions(study, results)
    assert any("2017" in sentence and "2018" in sentence for sentence in sentences(shown)[2:])
    assert results.effort is not None
    assert results.effort.outcome == "unreachable"
    assert set(results.effort.steps["criterion_code"]) == {"SC11", "SC12"}
    shown.clear()
    what_if_section.show_least_effort(study, results)
    assert "60,0000" in sentences(shown)[0]  # PAPI is published with four decimals


@pytest.mark.real_data
@pytest.mark.usefixtures("sample")
def test_pci_does_not_carry_a_change_over_from_another_scale(
    shared_data: Path, shown: list[dict[str, object]]
) -> None:
    source = f"pci={shared_data / 'pci'}"
    study, results = real_answers(source, "P50", "2006", others="moving")
    assert (results.others.nodes, results.others.obstacle) == (None, "history_scale")
    what_if_section.show_assumptions(study, results)
    assert "năm 2005" in sentences(shown)[2]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(("language", "said"), [("vi", "đang dẫn đầu nhóm"), ("en", "leads its group")])
def test_the_leader_is_told_that_it_leads_and_by_how_much(
    language: Language, said: str, shown: list[dict[str, object]]
) -> None:
    study = open_study(period="2020-Q4", agency="Q3", language=language)
    index = index_results(study)
    first, second = (index.league.query(f"group == 'district' and rank == {place}").iloc[0] for place in (1, 2))
    assert first["agency_code"] == "Q3"
    what_if_section.show_least_effort(study, what_if_results(study, index, target="rank"))
    sentence = sentences(shown)[0]
    lead = format_number(first["index"] - second["index"], language, 2)
    assert said in sentence
    assert f" {lead} " in sentence
    assert second["agency_name"] in sentence
    assert "không cần thêm điểm" not in sentence


@pytest.mark.usefixtures("sample")
def test_who_shares_the_first_place_or_has_no_rival_is_told_so(
    shown: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    study = open_study(period="2020-Q4", agency="Q3")
    index = index_results(study)
    year = index.years[-1]
    twin = year.scores[year.scores["agency_code"].eq("Q3")].assign(agency_code="Q4")
    others = year.scores[~year.scores["agency_code"].eq("Q4")]
    for scores, said in (
        (pd.concat([others, twin]), "đồng hạng"),
        (others.query("agency_code == 'Q3'"), "nào khác"),
    ):
        asked = replace(index, years=(*index.years[:-1], replace(year, scores=scores)))
        shown.clear()
        what_if_section.show_least_effort(study, what_if_results(study, asked, target="rank"))
        assert said in sentences(shown)[0]


@pytest.mark.usefixtures("sample")
def test_figures_that_stay_are_said_not_to_change(shown: list[dict[str, object]]) -> None:
    study, results = answers("STP", changes="1.1.1: 1")
    what_if_section.show_trial(study, results)
    assert results.trial is not None
    row = standing_of(results.trial.ranking, "STP")
    assert row["rank_before"] == row["rank_after"]
    said = sentences(shown)[1]
    assert f"hạng {row['rank_after']} trên" in said
    assert "xếp loại Khá không thay đổi" in said
    assert "Khá thành Khá" not in said
    assert f"{row['rank_after']} thành" not in said


@pytest.mark.usefixtures("sample")
def test_who_has_no_index_because_nothing_applies_is_told_that(
    shown: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    study = open_study(period="2020-Q4", agency="STP")
    scores = study.warehouse.table("scores")
    assert scores is not None
    own = scores["agency_code"].eq("STP") & scores["year"].eq(2020)
    points = ["self_score", "appraised_score", "survey_score"]
    empty = scores.assign(is_applicable=scores["is_applicable"] & ~own)
    empty.loc[own, points] = float("nan")
    monkeypatch.setattr(type(study.warehouse), "table", lambda self, name: empty if name == "scores" else None)
    index = index_results(study)
    what_if_section.show_least_effort(study, what_if_results(study, index))
    assert "không tiêu chí nào áp dụng" in sentences(shown)[0]
    with pytest.raises(WhatIfError, match="no criterion of 2020 applies"):
        what_if_results(study, index, changes="3.4: 1")
    nothing = scores[~scores["year"].eq(2020)]
    monkeypatch.setattr(type(study.warehouse), "table", lambda self, name: nothing if name == "scores" else None)
    shown.clear()
    what_if_section.show_assumptions(study, what_if_results(study, index_results(study)))
    assert "Nguồn số liệu không có điểm năm 2020" in sentences(shown)[-1]


@pytest.mark.usefixtures("sample")
def test_others_do_not_move_by_a_year_whose_scores_have_faults(
    shown: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    study = open_study(period="2020-Q4", agency="STP")
    change_scores(monkeypatch, study, ("Q1", "3.1", 99.0), year=2019)
    what_if_section.show_assumptions(study, what_if_results(study, index_results(study), others="moving"))
    assert any("điểm năm 2019 có lỗi" in sentence for sentence in sentences(shown))

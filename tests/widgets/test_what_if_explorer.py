"""The what-if explorer follows its sliders and shows the figures of the report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.index import assessment
from cchc_analysis.index.imputation import impute_scores
from cchc_analysis.index.least_effort import least_effort
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.index.what_if import standing_of, what_if
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.vietnamese.numbers import format_number
from cchc_analysis.widgets import what_if as module
from cchc_analysis.widgets.what_if import show_what_if_explorer, what_if_explorer

Asked = tuple[Study, IndexResults]


@pytest.fixture(scope="module")
def asked(sample: None) -> Asked:
    study = open_study(period="2020-Q4", agency="STP")
    return study, index_results(study)


class Controls:
    """The explorer's parts by name."""

    def __init__(self, asked: Asked) -> None:
        first, second, self.assumed, *rest = what_if_explorer(*asked).children
        self.rows, self.words, self.table, self.image = rest
        self.agency, self.others = first.children
        self.goal, self.survey, self.find, self.reset = second.children

    def slider(self, code: str) -> Any:
        rows = {row.children[0].value.split(" ")[0]: row.children[1] for row in self.rows.children}
        return rows[code]


def test_criteria_with_most_points_lost_come_first(asked: Asked) -> None:
    rows = Controls(asked).rows.children
    lost = [row.children[1].max - row.children[1].value for row in rows]
    assert lost == sorted(lost, reverse=True)
    assert len(rows) == 34


def test_a_slider_moves_index_rank_and_picture(asked: Asked) -> None:
    study, index = asked
    controls = Controls(asked)
    before = bytes(controls.image.value)
    assert before.startswith(b"\x89PNG")
    controls.slider("3.4").value = 4.0
    found = what_if(index.years[-1], agency_code="STP", changes={"3.4": 4.0})
    row = standing_of(found.ranking, "STP")
    assert format_number(row["index_after"], study.language, 2) in controls.words.value
    assert row["rank_before"] == row["rank_after"]
    assert f"hạng {row['rank_after']} trên 21 không thay đổi" in controls.words.value
    assert "3.4" in controls.table.value
    assert bytes(controls.image.value) != before
    assert controls.image.alt


def test_points_are_printed_with_the_marks_of_the_language(asked: Asked) -> None:
    controls = Controls(asked)
    controls.slider("3.4").value = 3.85
    row = next(row for row in controls.rows.children if row.children[1] is controls.slider("3.4"))
    assert row.children[2].value == "3,85 / 4,00"


def test_sliders_wait_until_they_are_let_go(asked: Asked) -> None:
    assert not any(row.children[1].continuous_update for row in Controls(asked).rows.children)


def test_the_button_moves_the_sliders_to_the_least_effort_and_back(asked: Asked) -> None:
    controls = Controls(asked)
    plan = least_effort(asked[1].years[-1], agency_code="STP").steps
    controls.find.click()
    for code, new_score in zip(plan["criterion_code"], plan["new_score"], strict=True):
        assert controls.slider(code).value == new_score
    assert "Để lên loại Tốt" in controls.words.value
    controls.reset.click()
    assert "Khi chưa thay đổi điểm nào" in controls.words.value
    assert "chỉ số 84,17 không thay đổi" in controls.words.value
    assert "84,17 thành" not in controls.words.value
    assert controls.table.value == ""


def test_ranks_can_be_the_goal_and_others_may_move(asked: Asked) -> None:
    controls = Controls(asked)
    controls.goal.value = ("rank", 3)
    controls.find.click()
    fixed = controls.words.value
    controls.others.value = True
    controls.find.click()
    assert "Để lên hạng 9" in fixed
    assert controls.words.value != fixed


def test_what_the_others_do_is_said_beside_the_sliders(asked: Asked) -> None:
    controls = Controls(asked)
    assert "giữ nguyên điểm" in controls.assumed.value
    controls.others.value = True
    assert "từ năm 2019" in controls.assumed.value


def test_a_slider_costs_one_agency_not_the_year(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    controls = Controls(asked)
    controls.others.value = True
    added_up: list[int] = []

    def counted(scores: pd.DataFrame, framework: Framework, **options: Any) -> pd.DataFrame:
        added_up.append(scores["agency_code"].nunique())
        return roll_up(scores, framework, **options)

    monkeypatch.setattr(assessment, "roll_up", counted)
    controls.slider("3.4").value = 4.0
    controls.slider("3.4").value = 3.5
    assert added_up == [1, 1]


def test_another_agency_has_its_own_criteria(asked: Asked) -> None:
    controls = Controls(asked)
    controls.agency.value = "Q7"
    assert "Quận 7" in controls.words.value
    with pytest.raises(KeyError):
        controls.slider("2.1")
    assert "SDL" not in dict(map(reversed, controls.agency.options))


def test_agency_and_criterion_text_is_never_markup(asked: Asked) -> None:
    study, index = asked
    year = index.years[-1]
    hostile = "<img src=x onerror=alert(1)>"
    criteria = year.framework.criteria.assign(name_vi=hostile)
    changed = replace(
        year,
        framework=replace(year.framework, criteria=criteria),
        assessed=year.assessed.assign(agency_name=hostile),
    )
    controls = Controls((study, replace(index, years=(*index.years[:-1], changed))))
    controls.find.click()
    assert "<img" not in controls.words.value + controls.table.value
    assert all("<img" not in row.children[0].value for row in controls.rows.children)


def test_a_report_shows_no_sliders(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    displayed: list[object] = []
    monkeypatch.setattr(module, "display", displayed.append)
    show_what_if_explorer(*asked, nonce="run")
    assert displayed == []
    show_what_if_explorer(*asked, nonce="")
    assert len(displayed) == 1


def test_where_no_criterion_applies_to_anybody_a_sentence_says_so(asked: Asked) -> None:
    study, index = asked
    year = index.years[-1]
    points = ["self_score", "appraised_score", "survey_score"]
    empty = year.scores.assign(is_applicable=False, **dict.fromkeys(points, float("nan")))
    box = what_if_explorer(study, replace(index, years=(replace(year, scores=empty),)))
    (sentence,) = box.children
    assert "năm 2020 không tiêu chí nào áp dụng" in sentence.value


def test_stand_ins_are_marked_and_counted(asked: Asked) -> None:
    study, index = asked
    year = index.years[-1]
    holed = year.scores.assign(
        appraised_score=year.scores["appraised_score"].mask(
            year.scores["agency_code"].eq("STP") & year.scores["criterion_code"].eq("3.1")
        )
    )
    filled = impute_scores(holed, year.framework, year.assessed, method="zero", language="vi")
    changed = replace(year, scores=holed, imputation=filled)
    controls = Controls((study, replace(index, years=(*index.years[:-1], changed))))
    assert f"{len(filled.imputed)} điểm" in controls.assumed.value
    assert "(*)" in controls.image.alt
    assert "điểm điền thay" not in Controls(asked).assumed.value

"""The what-if of a study: its sentences, charts and tables, and every fault of its parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.exhibits import show, what_if_section
from cchc_analysis.exhibits.index_results import index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.exhibits.what_if_results import WhatIfResults, parse_changes, what_if_results
from cchc_analysis.index.what_if import standing_of
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.texts import LANGUAGES


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    bundles: list[dict[str, object]] = []
    monkeypatch.setattr(show, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def answers(agency: str, *, period: str = "2020-Q4", **question: object) -> tuple[Study, WhatIfResults]:
    study = open_study(period=period, agency=agency)
    return study, what_if_results(study, index_results(study), **question)  # type: ignore[arg-type]


def sentences(shown: list[dict[str, object]]) -> list[str]:
    return [str(bundle["text/plain"]) for bundle in shown if show.NARRATIVE in bundle]


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
def test_every_unknown_value_is_named_with_its_choices() -> None:
    with pytest.raises(WhatIfError) as caught:
        answers(
            "", target="best", others="up", max_criteria=-1, rank_gain=0, step_points=0.001, changes="1.1.1 = 2",
            limits="x",
        )  # fmt: skip
    for language in LANGUAGES:
        lines = caught.value.message(language).splitlines()
        assert len(lines) == 9
        assert any("next_class, index, rank" in line for line in lines)
        assert any("fixed, moving" in line for line in lines)
        assert [name for name in ("changes", "limits") for line in lines if name in line] == ["changes", "limits"]


@pytest.mark.usefixtures("sample")
def test_faults_of_all_parameters_come_together_and_once() -> None:
    with pytest.raises(WhatIfError) as caught:
        answers(
            "STP", target="best", rank_gain=0, step_points=-1.0, max_criteria=-2,
            changes="1.1: 1; 8.1: 99; 9.9: 1; y", limits="9.9: 1; 3.4: 99; 3.4: 1",
        )  # fmt: skip
    assert [key.removeprefix("what_if.fault_") for key, _ in caught.value.faults] == [
        "unread_change", "changed_twice", "choice", "rank_gain", "most_criteria", "step", "unknown_criterion",
        "above", "inner_criterion", "above",
    ]  # fmt: skip


def plan(**question: object) -> dict[str, float]:
    """The new scores that the least effort asks of STP, which may touch survey criteria only if told so."""
    effort = answers("STP", **{"target": "index", "target_index": 90.0, **question})[1].effort
    assert effort is not None
    return dict(zip(effort.steps["criterion_code"], effort.steps["new_score"], strict=True))


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("question", "other"),
    [
        ({"max_criteria": 0}, {"max_criteria": 1}),
        ({"with_survey": False, "target_index": 100.0}, {"with_survey": True, "target_index": 100.0}),
        ({"step_points": 0.05}, {"step_points": 0.4}),
        ({"target": "rank", "rank_gain": 2}, {"target": "rank", "rank_gain": 5}),
        ({"target": "rank", "others": "fixed"}, {"target": "rank", "others": "moving"}),
        ({"target_index": 88.0}, {"target_index": 90.0}),
        ({"limits": ""}, {"limits": "3.4: 2,9"}),
    ],
)
def test_another_value_of_a_parameter_is_another_answer(
    question: dict[str, object], other: dict[str, object]
) -> None:
    assert plan(**question) != plan(**other)


@pytest.mark.usefixtures("sample")
def test_the_answer_keeps_to_each_parameter() -> None:
    assert len(plan(max_criteria=1)) == 1
    _, results = answers("STP", target="index", target_index=100.0, with_survey=True)
    assert results.effort is not None
    assert results.effort.steps["is_survey"].any()
    _, results = answers("STP", target="index", target_index=100.0)
    assert results.effort is not None
    assert not results.effort.steps["is_survey"].any()


@pytest.mark.usefixtures("sample")
def test_limits_bound_the_plan_and_are_printed(shown: list[dict[str, object]]) -> None:
    free = plan(target_index=100.0)
    code = next(iter(free))
    bounded = plan(target_index=100.0, limits=f"{code}: {free[code] - 0.1:.2f}")
    assert bounded[code] == pytest.approx(free[code] - 0.1)
    what_if_section.show_assumptions(*answers("STP", limits="3.4: 3,5; 1.1.1: 1"))
    assert sentences(shown)[-1].endswith("3.4: 3,50; 1.1.1: 1,00.")


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


def test_changes_are_read_with_either_decimal_mark() -> None:
    read, _ = parse_changes(" 1.1.2 : 2 ;3.4: 3,75; A b.1: 0.5;", parameter="limits")
    assert read == {"1.1.2": 2.0, "3.4": 3.75, "A b.1": 0.5}
    changes, faults = parse_changes("1: 2; 1: 3; x; 2: nan; 3: -1", parameter="limits")
    assert {str(values["name"]) for _, values in faults} == {"limits"}
    assert changes == {"1": 2.0, "3": -1.0}
    assert [key for key, _ in faults] == ["what_if.fault_changed_twice", *["what_if.fault_unread_change"] * 2]

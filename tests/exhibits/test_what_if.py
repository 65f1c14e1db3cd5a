"""The what-if of a study: its sentences, charts and tables, and every fault of its parameters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cchc_analysis.exhibits import show, what_if_section
from cchc_analysis.exhibits.index_results import index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.exhibits.what_if_results import WhatIfResults, parse_changes, what_if_results
from cchc_analysis.index.what_if import standing_of
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.sample.write import write_sample
from cchc_analysis.texts import LANGUAGES


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    base = tmp_path_factory.mktemp("what_if")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sample", "warehouse"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(base / name))
        write_sample(base / "sample")
        yield


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
        answers("", target="best", others="up", max_criteria=-1, changes="1.1.1 = 2")
    for language in LANGUAGES:
        lines = caught.value.message(language).splitlines()
        assert len(lines) == 6
        assert any("next_class, index, rank" in line for line in lines)
        assert any("fixed, moving" in line for line in lines)


@pytest.mark.usefixtures("sample")
def test_faults_of_the_search_and_of_the_trial_come_together() -> None:
    with pytest.raises(WhatIfError) as caught:
        answers("STP", target="rank", rank_gain=0, step_points=-1.0, changes="1.1: 1; 8.1: 99")
    assert [key.removeprefix("what_if.fault_") for key, _ in caught.value.faults] == [
        "rank_gain", "step", "inner_criterion", "above",
    ]  # fmt: skip


def test_changes_are_read_with_either_decimal_mark() -> None:
    assert parse_changes(" 1.1.2 : 2 ;3.4: 3,75; A b.1: 0.5;") == ({"1.1.2": 2.0, "3.4": 3.75, "A b.1": 0.5}, [])
    changes, faults = parse_changes("1: 2; 1: 3; x; 2: nan; 3: -1")
    assert changes == {"1": 2.0, "3": -1.0}
    assert [key for key, _ in faults] == ["what_if.fault_changed_twice", *["what_if.fault_unread_change"] * 2]

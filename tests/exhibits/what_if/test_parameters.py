"""What may be typed into the parameters of the what-if, and every fault of it."""

from __future__ import annotations

import pytest

from cchc_analysis.exhibits.what_if import section as what_if_section
from cchc_analysis.exhibits.what_if.parameters import parse_changes
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.texts import LANGUAGES
from tests.exhibits.what_if_asked import answers, sentences


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
def test_an_index_finer_than_published_is_refused() -> None:
    with pytest.raises(WhatIfError, match=r"84\.171"):
        answers("STP", target="index", target_index=84.171)
    with pytest.raises(WhatIfError, match=r"84\.171"):
        answers("", target="index", target_index=84.171)
    effort = answers("STP", target="index", target_index=84.18)[1].effort
    assert effort is not None
    assert effort.wanted_index == 84.18
    assert answers("STP", target="rank", target_index=84.171)[1].effort is not None


@pytest.mark.usefixtures("sample")
def test_criteria_can_be_kept_out_of_the_plan_and_an_unknown_one_is_refused_with_the_known(
    shown: list[dict[str, object]],
) -> None:
    free = plan()
    code = next(iter(free))
    assert code not in plan(untouched=f" {code},1.1.1 ")
    what_if_section.show_assumptions(*answers("STP", untouched=f"{code}, 1.1.1,"))
    assert sentences(shown)[-1].endswith(f"{code}, 1.1.1.")
    for agency in ("STP", ""):
        with pytest.raises(WhatIfError, match=r"has no criterion 9\.9; codes that can be given: 1\.1\.1, .*8\.3"):
            answers(agency, untouched="9.9, 3.4")


def test_changes_are_read_with_either_decimal_mark() -> None:
    read, _ = parse_changes(" 1.1.2 : 2 ;3.4: 3,75; A b.1: 0.5;", parameter="limits")
    assert read == {"1.1.2": 2.0, "3.4": 3.75, "A b.1": 0.5}
    changes, faults = parse_changes("1: 2; 1: 3; x; 2: nan; 3: -1", parameter="limits")
    assert {str(values["name"]) for _, values in faults} == {"limits"}
    assert changes == {"1": 2.0, "3": -1.0}
    assert [key for key, _ in faults] == ["what_if.fault_changed_twice", *["what_if.fault_unread_change"] * 2]

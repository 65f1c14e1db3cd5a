"""How indicators are added up: in few questions to the engine, each thing once, by the limits of the period."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import ibis.expr.operations as ops
import pandas as pd
import pytest

from cchc_analysis.compliance import frames
from cchc_analysis.compliance.indicators import concentration, sums
from cchc_analysis.compliance.indicators.results import indicator_table
from cchc_analysis.period import Period
from cchc_analysis.reference.indicator_limits import load_indicator_settings, load_limits
from cchc_analysis.reference.indicators import load_indicators
from tests.compliance.indicators import rows


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The columns of every question that the sums and the concentration put to the engine."""
    put: list[list[str]] = []

    def watched(table: frames.ir.Table, **options: list[str]) -> pd.DataFrame:
        put.append(list(table.columns))
        return frames.as_frame(table, **options)

    for module in (sums, concentration):
        monkeypatch.setattr(module, "as_frame", watched)
    return put


def test_all_indicators_are_counted_in_one_question_a_table_and_one_for_concentration(
    questions: list[list[str]],
) -> None:
    tables = rows.asked(rows.procedures({}, {"agency_code": "B"}), rows.packages({}))
    agencies = pd.DataFrame({"agency_code": ["A", "B"], "agency_name": "–"})
    table = indicator_table(
        tables, agencies, load_indicators(), load_indicator_settings(), period=rows.PERIOD, everyone="Tất cả"
    )
    assert len(questions) == 3
    hhi = table[table["indicator"].eq("supplier_hhi")].set_index("agency_code")
    assert hhi.loc["ALL", "asked_count"] == 2


def test_what_indicators_have_in_common_is_added_up_once(questions: list[list[str]]) -> None:
    # By number and by value: the packages asked about are the same, and by number the denominator counts them.
    asked = rows.asked(planned=rows.packages({}))["packages"]
    pair = [rows.registered(name) for name in ("direct_award_share", "non_open_share")]
    counts, said = sums.indicator_sums(asked.cases, pair, asked.question)
    assert counts[["asked_count", "denominator", "numerator"]].to_numpy().tolist() == [[1, 1, 1], [1, 1, 1]]
    assert said[["indicator", "field", "said_count"]].to_numpy().tolist() == [
        [one.indicator, field, 1] for one in pair for field in one.needs
    ]
    (columns,) = questions
    # The agency, packages asked about, packages that count, and one numerator of each; no field twice.
    fields = {field for one in pair for field in one.needs}
    assert len(columns) <= 1 + 2 + len(pair) + len(fields)


def test_only_limits_that_stood_in_the_period_are_asked() -> None:
    ended, begun = (
        rows.asked(planned=rows.packages({}), period=Period.parse(period))["packages"].question
        for period in ("2023", "2025-Q2")
    )
    assert ended.limits == begun.limits == load_limits()
    assert {limit.valid_to for limit in ended.standing} == {dt.date(2023, 12, 31)}
    assert {limit.valid_from for limit in begun.standing} == {dt.date(2024, 1, 1)}


def test_a_limit_that_ended_on_the_first_day_or_began_on_the_last_stood_in_the_period() -> None:
    question = rows.asked(planned=rows.packages({}), period=Period(2024, quarter=2))["packages"].question
    one, *_ = load_limits()
    days = [
        (dt.date(2014, 1, 1), dt.date(2023, 12, 31)),
        (dt.date(2014, 1, 1), dt.date(2024, 1, 1)),
        (dt.date(2024, 6, 30), None),
        (dt.date(2024, 7, 1), None),
    ]
    limits = tuple(one.model_copy(update={"valid_from": first, "valid_to": last}) for first, last in days)
    assert replace(question, limits=limits).standing == limits[1:3]


def test_a_question_does_not_grow_with_the_limits_of_other_years() -> None:
    asked = rows.asked(planned=rows.packages({}))["packages"]
    later = [one.model_copy(update={"valid_from": dt.date(2030, 1, 1), "valid_to": None}) for one in load_limits()]
    grown = replace(asked.question, limits=(*load_limits(), *later))
    for name in ("bunching_below_ceiling", "below_ceiling_clusters"):
        sizes = {
            len(sums.mark_cases(asked.cases, [rows.registered(name)], question).op().find(ops.Value))
            for question in (asked.question, grown)
        }
        assert len(sizes) == 1, name

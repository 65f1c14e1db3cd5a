"""The year to date, cut where the legal basis changes: without holes, without overlaps."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.compliance.segments import legal_segments
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import load_rules

RULES = load_rules()
_periods = st.builds(Period, st.integers(2016, 2027), st.sampled_from([None, 1, 2, 3, 4]))


@given(_periods)
def test_every_day_of_the_year_to_date_belongs_to_one_stretch_and_to_the_rule_in_force(period: Period) -> None:
    segments = legal_segments(period, RULES)
    assert segments[0].starts_on == period.year_start_on
    assert segments[-1].ends_on == period.end_on
    for before, after in pairwise(segments):
        assert after.starts_on == before.ends_on + dt.timedelta(days=1)
    for segment in segments:
        assert segment.rule.valid_from <= segment.starts_on <= segment.ends_on
        assert segment.rule.valid_to is None or segment.ends_on <= segment.rule.valid_to


@pytest.mark.parametrize(
    ("period", "starts"),
    [
        (Period(2019), ["2019-01-01"]),
        (Period(2020, 1), ["2020-01-01", "2020-02-01"]),
        (Period(2022, 2), ["2022-01-01"]),
        (Period(2022, 3), ["2022-01-01", "2022-08-01"]),
        (Period(2024, 1), ["2024-01-01", "2024-02-27"]),
        (Period(2025), ["2025-01-01", "2025-03-01", "2025-08-04"]),
    ],
)
def test_a_stretch_begins_where_a_rule_begins(period: Period, starts: list[str]) -> None:
    assert [str(segment.starts_on) for segment in legal_segments(period, RULES)] == starts


def test_days_before_the_first_rule_belong_to_none() -> None:
    assert legal_segments(Period(2015), RULES) == ()
    assert [str(segment.starts_on) for segment in legal_segments(Period(2015, last_year=2016), RULES)] == [
        "2016-01-01"
    ]

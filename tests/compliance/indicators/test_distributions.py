"""How bidders are spread over packages, and the days that a source can know of."""

from __future__ import annotations

from cchc_analysis.compliance.indicators.asking import ask_tables
from cchc_analysis.compliance.indicators.bidders import bidder_distribution
from cchc_analysis.compliance.indicators.cases import last_known_day, procedure_cases, undated_count
from tests.compliance.indicators.rows import NO_DAY, PERIOD, asked, procedures

_UNDATED = dict.fromkeys(
    ["published_on", "planned_on", "closed_on", "awarded_on", "award_published_on", "cancelled_on"], NO_DAY
)


def test_packages_are_counted_by_number_of_bidders_unknown_last() -> None:
    held = asked(procedures({"bidder_count": 1}, {"bidder_count": 1}, {"bidder_count": 4}, {"bidder_count": 0}))
    table = bidder_distribution(held["procedures"].cases, held["procedures"].question)
    assert table["package_count"].tolist() == [2, 1, 1]
    assert table["bidder_count"].tolist()[:2] == [1, 4]
    assert table["bidder_count"].isna().tolist() == [False, False, True]


def test_procedures_without_any_day_are_counted_and_in_no_period() -> None:
    cases = procedure_cases(procedures({}, _UNDATED))
    assert undated_count(cases) == 1
    assert last_known_day(procedure_cases(procedures(_UNDATED)), PERIOD) == PERIOD.end_on


def test_the_last_known_day_is_the_last_event_within_the_period() -> None:
    ahead = procedure_cases(procedures({"closed_on": "2027-01-01"}))
    assert last_known_day(ahead, PERIOD).isoformat() == "2025-10-04"
    later = procedure_cases(procedures({"award_published_on": "2026-05-05"}))
    assert last_known_day(later, PERIOD) == PERIOD.end_on


def test_nothing_is_asked_of_a_source_without_tables() -> None:
    question = asked(procedures({}))["procedures"].question
    assert ask_tables(packages=None, procedures=None, settings=question.settings, limits=(), period=PERIOD) == {}

"""The outlook of a study: what remains of the year, which packages decide, where the year may end."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.compliance.bounds import possible_unsettled, unsettled_number
from cchc_analysis.compliance.decisive import decisive_packages, decisive_path
from cchc_analysis.compliance.outlook import leave_open, outlook_table, remaining_packages
from cchc_analysis.compliance.outlook_packages import COMING, of_agencies, year_packages
from cchc_analysis.compliance.outlook_path import quota_path_table
from cchc_analysis.compliance.outlook_switches import most_urgent, suggested_switches
from cchc_analysis.compliance.projection import projection_table
from cchc_analysis.compliance.projection_history import year_end_history
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.exhibits.procurement.results import ProcurementResults, is_year_over, rule_for_quota
from cchc_analysis.exhibits.procurement.source import quota_source
from cchc_analysis.exhibits.study import Study
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import Minimums, QuotaRule
from cchc_analysis.reference.projection_settings import load_projection_settings
from cchc_analysis.texts import text

# Packages of one agency that a page of the whole city lists.
MOST_OF_AN_AGENCY = 3
# Of those that remain of a nation's year the page lists the most urgent, and says how many there are.
MOST_REMAINING = 1000


@dataclass(frozen=True)
class OutlookResults:
    """Tables of the outlook, see `cchc_analysis.compliance`; those of one agency where the study is about one.

    `minimums` are the least percent by number and by value of the year. `projection` and `path` hold all together
    under ``ALL`` too, where the study is about all; `waterfall` is then empty. `unsettled_count` is the number of
    packages that intake held or rejected and that could count in the year: `outlook` leaves open what they could
    turn, the other tables do not know them. `remaining` holds the most urgent `MOST_REMAINING` of
    `remaining_count` packages. `quota` is that of the verdicts.
    """

    rule: QuotaRule
    minimums: Minimums
    outlook: pd.DataFrame
    remaining: pd.DataFrame
    remaining_count: int
    decisive: pd.DataFrame
    waterfall: pd.DataFrame
    quota: pd.DataFrame
    path: pd.DataFrame
    projection: pd.DataFrame
    unsettled_count: int
    is_year_over: bool


def outlook_results(study: Study, results: ProcurementResults) -> OutlookResults | None:
    """Work out the outlook of the year by the rule and the quota of `results`; None without packages.

    The agencies are those judged in the year. Of a single agency only its own packages are asked for, except that
    the projection may lean on the earlier years of its group.
    """
    packages = study.open("packages", years=study.period.years)
    if packages is None or not results.has_packages:
        return None
    period, counts_shortened = study.period, study.counts_shortened
    rule, minimums = rule_for_quota(results.rule_in_force(), study), results.minimums
    agencies = study.own_rows(results.agencies)
    judged = set(study.agencies["agency_code"])
    own = packages.filter(packages.agency_code == study.agency) if study.agency else of_agencies(packages, judged)
    # Shares are asked of what is added up: of earlier years only that.
    sums = of_agencies(quota_source(study, every_year=True), judged)
    own_sums = sums.filter(sums.agency_code == study.agency) if study.agency else sums
    in_year = year_packages(
        own, rule, period=period, counts_shortened=counts_shortened, procedures=study.open("procedures")
    )
    to_date = in_year.filter(in_year.stage != COMING)
    quota = study.own_rows(results.quota)
    remaining = remaining_packages(in_year)
    outlook = outlook_table(in_year, remaining, agencies, minimums, year=period.year)
    unsettled_count = 0
    if results.unsettled is not None:
        unsettled_count = _unsettled_count(study, results.unsettled, agencies, rule)
        year = Period(period.year)
        outlook = leave_open(outlook, results.unsettled, rule, period=year, counts_shortened=counts_shortened)
    everyone = None if study.agency else text("procurement.everyone", study.language)
    path = quota_path_table(
        own_sums, agencies, rule, period=period, counts_shortened=counts_shortened, everyone=everyone
    )
    history = year_end_history(sums, rule, period=period, counts_shortened=counts_shortened)
    projected = projection_table(
        history,
        _with_everyone(study.agencies, everyone),
        minimums,
        load_projection_settings(),
        year=period.year,
    )
    shown = {*agencies["agency_code"], EVERYONE_CODE}
    return OutlookResults(
        rule=rule,
        minimums=minimums,
        outlook=outlook,
        remaining=most_urgent(in_year, suggested_switches(remaining, outlook), most=MOST_REMAINING),
        remaining_count=len(remaining),
        decisive=decisive_packages(to_date, quota, minimums, most=None if study.agency else MOST_OF_AN_AGENCY),
        waterfall=decisive_path(to_date, quota, minimums, agency_code=study.agency),
        quota=quota,
        path=path,
        projection=projected[projected["agency_code"].isin(shown)].reset_index(drop=True),
        unsettled_count=unsettled_count,
        is_year_over=is_year_over(period),
    )


def _unsettled_count(study: Study, unsettled: pd.DataFrame, agencies: pd.DataFrame, rule: QuotaRule) -> int:
    known = possible_unsettled(
        unsettled, rule, period=Period(study.period.year), counts_shortened=study.counts_shortened
    )
    # A package whose agency could not be read may be anybody's.
    return int(unsettled_number(known)[known["agency_code"].isin({*agencies["agency_code"], ""})].sum())


def _with_everyone(agencies: pd.DataFrame, everyone: str | None) -> pd.DataFrame:
    if everyone is None:
        return agencies
    # Of a group of its own: no agency's years stand in for those of all.
    row = {"agency_code": EVERYONE_CODE, "agency_name": everyone, "group": EVERYONE_CODE}
    return pd.concat([agencies, pd.DataFrame([row])], ignore_index=True)

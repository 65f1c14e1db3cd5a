"""The outlook of a study: what remains of the year, which packages decide, where the year may end."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.compliance.bounds import quota_bounds
from cchc_analysis.compliance.decisive import decisive_packages, decisive_path
from cchc_analysis.compliance.outlook import outlook_table, remaining_packages
from cchc_analysis.compliance.outlook_packages import COMING, of_agencies, year_packages
from cchc_analysis.compliance.outlook_path import quota_path_table
from cchc_analysis.compliance.outlook_switches import suggested_switches
from cchc_analysis.compliance.projection import projection_table
from cchc_analysis.compliance.projection_history import year_end_history
from cchc_analysis.compliance.quota import CITY_CODE, quota_table
from cchc_analysis.exhibits.procurement_source import judged_in_place, unsettled_packages
from cchc_analysis.exhibits.study import Study
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule, rule_on
from cchc_analysis.texts import text

_LAST_QUARTER = 4
# Packages of one agency that a page of the whole city lists.
MOST_OF_AN_AGENCY = 3


@dataclass(frozen=True)
class OutlookResults:
    """Tables of the outlook, see `cchc_analysis.compliance`; those of one agency where the study is about one.

    `minimums` are the least percent by number and by value of the year. `projection` and `path` hold all together
    under ``ALL`` too, where the study is about all; `waterfall` is then empty. `unsettled_count` is the number of
    packages that intake held or rejected and that could count in the year: none of the tables knows them.
    """

    rule: QuotaRule
    minimums: tuple[int | None, int | None]
    outlook: pd.DataFrame
    remaining: pd.DataFrame
    decisive: pd.DataFrame
    waterfall: pd.DataFrame
    quota: pd.DataFrame
    path: pd.DataFrame
    projection: pd.DataFrame
    unsettled_count: int
    is_year_over: bool


def outlook_results(study: Study) -> OutlookResults | None:
    """Work out the outlook of the year by the rule in force on the period's last day; None without packages.

    The agencies are those judged in the year. Of a single agency only its own packages are asked for, except that
    the projection may lean on the earlier years of its group.
    """
    packages = study.open("packages")
    if packages is None:
        return None
    period, counts_shortened = study.period, study.counts_shortened
    rule = rule_on(period.end_on)
    minimums = rule.minimums(period.year)
    judged = of_agencies(packages, set(study.agencies["agency_code"]))
    # An agency that is asked for keeps its row, also where it bought nothing at the place asked for.
    agencies = study.own_rows(study.agencies) if study.agency else judged_in_place(study, packages)
    own = judged.filter(judged.agency_code == study.agency) if study.agency else judged
    in_year = year_packages(
        own, rule, period=period, counts_shortened=counts_shortened, procedures=study.open("procedures")
    )
    to_date = in_year.filter(in_year.stage != COMING)
    quota = quota_table(own, agencies, rule, period=period, counts_shortened=counts_shortened)
    remaining = remaining_packages(in_year)
    outlook = outlook_table(in_year, remaining, agencies, minimums, year=period.year)
    everyone = None if study.agency else text("procurement.everyone", study.language)
    path = quota_path_table(
        own, agencies, rule, period=period, counts_shortened=counts_shortened, everyone=everyone
    )
    history = year_end_history(judged, rule, period=period, counts_shortened=counts_shortened)
    projected = projection_table(history, _with_everyone(study.agencies, everyone), minimums, year=period.year)
    shown = {*agencies["agency_code"], CITY_CODE}
    return OutlookResults(
        rule=rule,
        minimums=minimums,
        outlook=outlook,
        remaining=suggested_switches(remaining, outlook),
        decisive=decisive_packages(to_date, quota, minimums, most=None if study.agency else MOST_OF_AN_AGENCY),
        waterfall=decisive_path(to_date, quota, minimums, agency_code=study.agency),
        quota=quota,
        path=path,
        projection=projected[projected["agency_code"].isin(shown)].reset_index(drop=True),
        unsettled_count=_unsettled_count(study, quota, rule),
        is_year_over=(period.quarter or _LAST_QUARTER) == _LAST_QUARTER,
    )


def _unsettled_count(study: Study, quota: pd.DataFrame, rule: QuotaRule) -> int:
    unsettled = unsettled_packages(study)
    if unsettled is None:
        return 0
    year, counts_shortened = Period(study.period.year), study.counts_shortened
    bounds = quota_bounds(quota, unsettled, rule, period=year, counts_shortened=counts_shortened)
    return int(bounds["unsettled_count"].sum())


def _with_everyone(agencies: pd.DataFrame, everyone: str | None) -> pd.DataFrame:
    if everyone is None:
        return agencies
    # Of a group of its own: no agency's years stand in for those of all.
    row = {"agency_code": CITY_CODE, "agency_name": everyone, "group": CITY_CODE}
    return pd.concat([agencies, pd.DataFrame([row])], ignore_index=True)

"""Procurement of a study: quota, exclusions, mandatory packages, legal bases, reports, verdicts."""

from __future__ import annotations

from dataclasses import dataclass, field

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.bounds import quota_bounds
from cchc_analysis.compliance.eligibility import exclusion_table, mark_eligible
from cchc_analysis.compliance.legal_split import legal_split
from cchc_analysis.compliance.mandatory import mandatory_table, mark_mandatory
from cchc_analysis.compliance.outlook_packages import of_agencies
from cchc_analysis.compliance.quota import (
    packages_to_date,
    quota_table,
    quota_total,
    shortened_comparison,
)
from cchc_analysis.compliance.verdict import verdict_table
from cchc_analysis.exhibits.procurement_reports import study_reporting
from cchc_analysis.exhibits.procurement_source import (
    has_packages,
    judged_in_place,
    quota_source,
    unsettled_packages,
)
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.procurement_rules import QuotaRule, load_rules, rule_on
from cchc_analysis.texts import text

_NONE = pd.DataFrame({"agency_code": []})


@dataclass(frozen=True)
class ProcurementResults:
    """Tables of procurement compliance of all judged agencies; without packages they are empty, `rule` is None.

    `minimums` are the least percent by number and by value that this year is judged by. `other_quota` judges with
    the switch for shortened quotation the other way, None where a document settles it. `unsettled` and `bounds`
    are None where intake keeps no held or rejected packages. `sums` is what the tables were asked of, cells or the
    packages of a place: nothing in it is read until it is asked for.
    """

    rule: QuotaRule | None = None
    minimums: tuple[int | None, int | None] = (None, None)
    has_packages: bool = False
    sums: ir.Table | None = None
    agencies: pd.DataFrame = field(default_factory=_NONE.copy)
    quota: pd.DataFrame = field(default_factory=_NONE.copy)
    other_quota: pd.DataFrame | None = None
    total: pd.DataFrame = field(default_factory=_NONE.copy)
    shortened: pd.DataFrame = field(default_factory=_NONE.copy)
    exclusions: pd.DataFrame = field(default_factory=_NONE.copy)
    mandatory: pd.DataFrame = field(default_factory=_NONE.copy)
    split: pd.DataFrame = field(default_factory=_NONE.copy)
    unsettled: pd.DataFrame | None = None
    bounds: pd.DataFrame | None = None
    reporting: pd.DataFrame | None = None
    verdicts: pd.DataFrame = field(default_factory=_NONE.copy)

    @property
    def package_count(self) -> int:
        """Packages of the year to date, counted toward the quota or not."""
        return int(self.exclusions["package_count"].sum())

    def rule_in_force(self) -> QuotaRule:
        """Return the rule that the packages are judged by; `LookupError` where there are none to judge."""
        if self.rule is None:
            raise LookupError("no packages, so no rule was asked for")
        return self.rule


def procurement_results(study: Study) -> ProcurementResults:
    """Judge every agency's year to date by the rule in force on the period's last day.

    The total is that of the judged agencies, so that it equals the sum of their rows.
    """
    if not has_packages(study):
        return ProcurementResults()
    period, counts_shortened = study.period, study.counts_shortened
    rules, rule = load_rules(), rule_on(period.end_on)
    source = quota_source(study)
    agencies = judged_in_place(study, source)
    codes = set(agencies["agency_code"])
    judged = of_agencies(source, codes)
    name = text("procurement.everyone", study.language)
    quota = quota_table(judged, agencies, rule, period=period, counts_shortened=counts_shortened)
    marked = mark_eligible(packages_to_date(source, period), rule, counts_shortened=counts_shortened, judged=codes)
    mandatory = mandatory_table(
        mark_mandatory(judged, rules, period=period, counts_shortened=counts_shortened), agencies
    )
    unsettled = unsettled_packages(study)
    bounds = (
        None
        if unsettled is None
        else quota_bounds(quota, unsettled, rule, period=period, counts_shortened=counts_shortened)
    )
    reporting = study_reporting(study)
    return ProcurementResults(
        rule=rule,
        minimums=rule.minimums(period.year),
        has_packages=True,
        sums=judged,
        agencies=agencies,
        quota=quota,
        other_quota=(
            quota_table(judged, agencies, rule, period=period, counts_shortened=not counts_shortened)
            if rule.shortened_shopping == "not_sourced"
            else None
        ),
        total=quota_total(judged, rule, period=period, counts_shortened=counts_shortened, name=name),
        shortened=shortened_comparison(judged, rule, period=period, name=name),
        exclusions=exclusion_table(marked),
        mandatory=mandatory,
        split=legal_split(
            judged,
            agencies,
            rules,
            period=period,
            counts_shortened=counts_shortened,
            language=study.language,
        ),
        unsettled=unsettled,
        bounds=bounds,
        reporting=reporting,
        verdicts=verdict_table(quota, reporting, rule, bounds=bounds, mandatory=mandatory),
    )

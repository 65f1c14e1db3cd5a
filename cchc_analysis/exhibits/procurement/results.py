"""Procurement of a study: quota, exclusions, mandatory packages, legal bases, reports, verdicts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.bounds import possible_unsettled, unsettled_number
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
from cchc_analysis.compliance.settled_bounds import settled_bounds
from cchc_analysis.compliance.verdict import concluded, verdict_table
from cchc_analysis.exhibits.procurement.reports import study_reporting
from cchc_analysis.exhibits.procurement.source import (
    has_packages,
    judged_in_place,
    quota_source,
    unsettled_packages,
)
from cchc_analysis.exhibits.study import Study
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums, QuotaRule, load_rules, rule_on
from cchc_analysis.texts import text

_NONE = pd.DataFrame({"agency_code": []})


@dataclass(frozen=True)
class ProcurementResults:
    """Tables of procurement compliance of all judged agencies; without packages they are empty, `rule` is None.

    `minimums` are the least percent by number and by value that this year is judged by. `quota`, `other_quota`,
    `total` and `shortened` carry their ``quota_result`` (`cchc_analysis.compliance.verdict.concluded`);
    `other_quota` judges with the switch for shortened quotation the other way, None where a document settles it.
    `unsettled` and `bounds` are None where intake keeps no held or rejected packages; `unsettled` are cells of
    them (`cchc_analysis.compliance.unsettled_cells`), `possible` those cells that may count in the year to date,
    of a judged agency or of one that could not be read. `sums` is what the tables were asked of, cells or the
    packages of a place: nothing in it is read until it is asked for.
    """

    rule: QuotaRule | None = None
    minimums: Minimums = NO_MINIMUMS
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
    possible: pd.DataFrame | None = None
    bounds: pd.DataFrame | None = None
    reporting: pd.DataFrame | None = None
    verdicts: pd.DataFrame = field(default_factory=_NONE.copy)

    @property
    def unassigned_count(self) -> int:
        """Packages that may count and whose agency could not be read: any judged one may be theirs."""
        if self.possible is None:
            return 0
        return int(unsettled_number(self.possible)[self.possible["agency_code"].eq("")].sum())

    @property
    def package_count(self) -> int:
        """Packages of the year to date, counted toward the quota or not."""
        return int(self.exclusions["package_count"].sum())

    def rule_in_force(self) -> QuotaRule:
        """Return the rule that the packages are judged by; `LookupError` where there are none to judge."""
        if self.rule is None:
            raise LookupError("no packages, so no rule was asked for")
        return self.rule


def rule_for_quota(rule: QuotaRule, study: Study) -> QuotaRule:
    """Return the rule to hold shares against: without its ratios where only the packages of a place are seen."""
    return rule.without_quota() if study.place else rule


def is_year_over(period: Period) -> bool:
    """Tell whether the period reaches the end of its year: only then a quota of the year is met or missed."""
    return period.end_on >= Period(period.year).end_on


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
    if study.agency and study.agency not in set(agencies["agency_code"]):
        return ProcurementResults()
    judging = rule_for_quota(rule, study)
    codes = set(agencies["agency_code"])
    judged = of_agencies(source, codes)
    name = text("procurement.everyone", study.language)
    quota = quota_table(judged, agencies, judging, period=period, counts_shortened=counts_shortened)
    marked = mark_eligible(packages_to_date(source, period), rule, counts_shortened=counts_shortened, judged=codes)
    mandatory = mandatory_table(
        mark_mandatory(judged, rules, period=period, counts_shortened=counts_shortened), agencies
    )
    unsettled = unsettled_packages(study)
    possible = possible_rows(unsettled, rule, codes, period=period, counts_shortened=counts_shortened)
    settle = partial(settled_bounds, unsettled, judging, period, codes)
    bounds = settle(quota, counts_shortened=counts_shortened)
    total = quota_total(judged, judging, period=period, counts_shortened=counts_shortened, name=name)
    shortened = shortened_comparison(judged, judging, period=period, name=name)
    reporting = study_reporting(study)
    other_quota = None
    if rule.shortened_shopping == "not_sourced":
        other = quota_table(judged, agencies, judging, period=period, counts_shortened=not counts_shortened)
        other_quota = concluded(other, settle(other, counts_shortened=not counts_shortened))
    verdicts = verdict_table(
        quota,
        reporting,
        rule,
        is_year_over=is_year_over(period),
        bounds=bounds,
        mandatory=mandatory,
        other_quota=other_quota,
    )
    # The city rates heads of its own agencies only, and a part of a unit's packages says nothing about its head.
    is_rated = verdicts["agency_code"].isin(() if study.place else study.rated_agencies)
    verdicts = verdicts.assign(is_excellent_allowed=verdicts["is_excellent_allowed"].where(is_rated))
    return ProcurementResults(
        rule=rule,
        minimums=judging.minimums(period.year),
        has_packages=True,
        sums=judged,
        agencies=agencies,
        quota=concluded(quota, bounds),
        other_quota=other_quota,
        total=concluded(total, settle(total, counts_shortened=counts_shortened)),
        shortened=pd.concat(
            [
                concluded(own, settle(own, counts_shortened=variant == "included"))
                for variant, own in shortened.groupby("variant", sort=False)
            ]
        ),
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
        possible=possible,
        bounds=bounds,
        reporting=reporting,
        verdicts=verdicts,
    )


def possible_rows(
    unsettled: pd.DataFrame | None,
    rule: QuotaRule,
    judged: Collection[str],
    *,
    period: Period,
    counts_shortened: bool,
) -> pd.DataFrame | None:
    """Return the held or rejected packages that may count in the year to date, of judged or unread agencies."""
    if unsettled is None:
        return None
    rows = unsettled[unsettled["agency_code"].isin({*judged, ""})]
    return possible_unsettled(rows, rule, period=period, counts_shortened=counts_shortened)

"""The packages of a year that count, and which of them can still be decided when the period ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.frames import as_table
from cchc_analysis.compliance.indicators.cases import EVENTS
from cchc_analysis.compliance.quota import packages_to_date
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule

SETTLED, OPEN, COMING = "settled", "open", "coming"
_NOT_BEGUN = ("planned", "unknown")


def year_packages(
    packages: pd.DataFrame | ir.Table,
    rule: QuotaRule,
    *,
    period: Period,
    counts_shortened: bool,
    procedures: pd.DataFrame | ir.Table | None = None,
) -> ir.Table:
    """Return the packages of the period's whole year that count toward its quota, each with its stage.

    A package belongs to the year in which its plan was published (docs/decisions/0004), so that those of the
    year's rest are known as far as the source reaches beyond the period. `stage` is what can still be done about a
    package on the period's last day (docs/decisions/0014):

    ``settled``
        its plan is published and its selection has begun: how it goes is no longer open;
    ``open``
        its plan is published and selection has not begun: the plan can still be changed;
    ``coming``
        its plan is published after the period, within the year.

    Selection has begun once `procedures` hold a notice, an award or a cancellation by that day, or say without a
    day that the procedure ran: by its status, its bidders, its winner or its award. Where `procedures` are not
    given, or hold none of the agency nor of the file that the package stands in (a list that tells of some of its
    packages what became of them tells it of all), the planned start decides; a package without one counts as
    begun.

    Returns the columns of `packages`, ``stage``, ``is_remaining`` (open or coming) and ``is_overdue`` (open
    although its planned start lies within the period).
    """
    ends_on = period.end_on
    own = packages_to_date(packages, Period(period.year))
    marked = mark_eligible(own, rule, counts_shortened=counts_shortened)
    eligible = marked.filter(marked.is_eligible).drop("exclusion", "is_eligible")
    is_due = (eligible.planned_start_on.date() <= ends_on).fill_null(True)
    if procedures is None:
        staged = eligible.mutate(has_begun=is_due)
    else:
        staged = _with_beginning(eligible, as_table(procedures), is_due, ends_on)
    is_coming = staged.published_on.date() > ends_on
    staged = staged.mutate(
        stage=ibis.cases((is_coming, COMING), (staged.has_begun, SETTLED), else_=OPEN),
        is_planned_by_now=(staged.planned_start_on.date() <= ends_on).fill_null(False),
    )
    return staged.mutate(
        is_remaining=staged.stage != SETTLED,
        is_overdue=(staged.stage == OPEN) & staged.is_planned_by_now,
    ).drop("has_begun", "is_planned_by_now")


def of_agencies(packages: pd.DataFrame | ir.Table, codes: Collection[str]) -> ir.Table:
    """Keep the packages of some agencies: those that are judged."""
    table = as_table(packages)
    judged = as_table(pd.DataFrame({"judged_code": sorted(codes)}, dtype="str"))
    return table.filter(table.agency_code.isin(judged.judged_code))


def _with_beginning(
    packages: ir.Table, procedures: ir.Table, is_due: ir.BooleanValue, ends_on: dt.date
) -> ir.Table:
    # Selection has begun once anything of it happened; a closing day is announced beforehand and shows nothing.
    days = [procedures[day].date() for day in EVENTS]
    began_by_then = ibis.or_(*((day <= ends_on).fill_null(False) for day in days))
    has_no_day = ibis.and_(*(day.isnull() for day in days))
    is_said = ibis.or_(
        procedures.status.notin(list(_NOT_BEGUN)),
        (procedures.bidder_count > 0).fill_null(False),
        procedures.supplier_code != "",
        procedures.supplier_name != "",
        procedures.award_value.notnull(),
    )
    ran = procedures.mutate(has_run=began_by_then | (has_no_day & is_said))
    begun = ran.filter(ran.has_run).select(begun_package_id=ran.package_id).distinct()
    covered = procedures.select(covered_code=procedures.agency_code).distinct()
    files = procedures.select(covered_file=procedures.source_file).distinct()
    joined = packages.mutate(is_due=is_due).left_join(begun, packages.package_id == begun.begun_package_id)
    joined = joined.left_join(covered, joined.agency_code == covered.covered_code)
    joined = joined.left_join(files, joined.source_file == files.covered_file)
    is_untold = joined.covered_code.isnull() & joined.covered_file.isnull()
    return joined.mutate(has_begun=joined.begun_package_id.notnull() | (is_untold & joined.is_due)).drop(
        "begun_package_id", "covered_code", "covered_file", "is_due"
    )

"""The packages behind the figures: why each counts or not, whether it had to go online, and by which clause."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.mandatory import mark_mandatory
from cchc_analysis.compliance.outlook_packages import of_agencies
from cchc_analysis.compliance.quota import packages_to_date
from cchc_analysis.exhibits.code_names import code_names
from cchc_analysis.exhibits.procurement.results import ProcurementResults
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.procurement_rules import load_rules
from cchc_analysis.reference.vocabulary import field_name, form_name
from cchc_analysis.texts import text

# The notebook carries the rows of its files, some 0.4 kB each: 20 MB at this number, enough for a list of 50,000
# packages. A nation may have more: then the dearest are listed, and the page says how many of how many.
MOST_OFFLINE = 50_000


def agency_packages(study: Study, results: ProcurementResults) -> pd.DataFrame:
    """Return one agency's packages of the year to date, the dearest first; only they are read.

    Returns the contract ``packages`` with ``exclusion``, ``is_eligible``, ``is_mandatory`` (missing where no
    source says), ``reason_name``, ``form_name``, ``field_name``, ``clause_name`` (by which it counts or not) and
    ``mandatory_clause`` (of the package's own day).
    """
    packages = study.open("packages", years=study.period.years)
    if packages is None:
        raise LookupError("no packages to show")
    own = packages.filter(packages.agency_code == study.agency)
    rule, switch = results.rule_in_force(), study.counts_shortened
    judged = set(results.agencies["agency_code"])
    marked = mark_eligible(packages_to_date(own, study.period), rule, counts_shortened=switch, judged=judged)
    mandatory = mark_mandatory(own, load_rules(), period=study.period, counts_shortened=switch)
    must = as_frame(mandatory.select("package_id", "rule_from", "is_mandatory"))
    table = as_frame(marked).merge(must, on="package_id", how="left", validate="1:1")
    table = table.assign(
        reason_name=[text(f"procurement.reason_{r or 'eligible'}", study.language) for r in table["exclusion"]],
        clause_name=rule.citation(study.language),
    )
    return _named(table, study)


def offline_packages(study: Study, results: ProcurementResults) -> pd.DataFrame:
    """Return the packages that had to go online and did not, the dearest first: at most `MOST_OFFLINE` of them.

    Columns as `agency_packages`, without those of the quota.
    """
    packages = study.open("packages", years=study.period.years)
    if packages is None:
        raise LookupError("no packages to show")
    own = of_agencies(packages, set(results.agencies["agency_code"]))
    if study.agency:
        own = own.filter(own.agency_code == study.agency)
    marked = mark_mandatory(own, load_rules(), period=study.period, counts_shortened=study.counts_shortened)
    offline = marked.filter(marked.is_mandatory, ~marked.is_online)
    dearest = offline.order_by(offline.value_vnd.desc(), offline.package_id).limit(MOST_OFFLINE)
    names = results.agencies.set_index("agency_code")["agency_name"]
    table = as_frame(dearest)
    return _named(table.assign(agency_name=table["agency_code"].map(names)), study)


def _named(table: pd.DataFrame, study: Study) -> pd.DataFrame:
    language = study.language
    clauses = {pd.Timestamp(rule.valid_from): rule.citation(language) for rule in load_rules()}
    return table.assign(
        form_name=code_names(table["form"], form_name, language),
        field_name=code_names(table["field"], field_name, language),
        mandatory_clause=[clauses.get(day, "") for day in pd.to_datetime(table["rule_from"])],
    ).sort_values(["value_vnd", "package_id"], ascending=[False, True], ignore_index=True)

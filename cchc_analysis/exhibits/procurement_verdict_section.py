"""Exhibits of the verdict: who meets the quota, by how much, what is not concluded, what the head may expect."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.quota_bullets import quota_bullets
from cchc_analysis.compliance.verdict import RESULTS
from cchc_analysis.exhibits.procurement_results import ProcurementResults
from cchc_analysis.exhibits.procurement_words import (
    margin_sentence,
    rating_sentence,
    result_name,
    verdict_sentence,
)
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_VERDICTS = ["agency_code", "agency_name", "result_name", "count_share", "value_share", "count_margin",
             "value_margin_vnd", "unsettled_count", "mandatory_offline_count", "unsourced_count",
             "missing_reports", "late_reports", "is_excellent_allowed"]  # fmt: skip
_BOUNDS = ["agency_code", "agency_name", "unsettled_count", "result_name", "best_name", "worst_name",
           "best_count_share", "worst_count_share", "best_value_share", "worst_value_share"]  # fmt: skip
_UNSETTLED = ["agency_code", "package_id", "name", "value_vnd", "is_online", "published_on", "severity_name",
              "source_file", "source_row"]  # fmt: skip
_PAGE_ROWS = 60


def show_verdicts(study: Study, results: ProcurementResults) -> None:
    """Conclude: for one agency in sentences, for all by number, by bars and in the table of verdicts."""
    if not results.has_packages:
        return
    language = study.language
    verdicts = _with_quota(results)
    show_sentence(text("procurement.verdict_heading", language), style="heading", level=3)
    if study.agency:
        for row in study.own_rows(verdicts).to_dict("records"):
            show_sentence(verdict_sentence(row, language), style="lead")
            margin = margin_sentence(row, language)
            if margin:
                show_sentence(margin)
            show_sentence(rating_sentence(row, results.rule_in_force(), language))
    else:
        counts = verdicts["quota_result"].value_counts()
        for result in RESULTS:
            if result in counts:
                count = format_number(int(counts[result]), language)
                show_sentence(text(f"procurement.agencies_{result}", language, count=count))
        bounds = results.bounds if results.bounds is not None else results.quota[["agency_code"]]
        shares = bounds.drop(
            columns=["unsettled_count", "is_passed_at_best", "is_passed_at_worst"], errors="ignore"
        )
        show_chart(
            quota_bullets(
                verdicts.merge(shares, on="agency_code", validate="1:1"),
                language=language,
                min_count_pct=results.minimums[0],
                min_value_pct=results.minimums[1],
                is_synthetic=study.is_synthetic,
            )
        )
    show_verdict_table(study, results)


def show_verdict_table(study: Study, results: ProcurementResults) -> None:
    """Show verdicts with margins, packages that had to go online, reports and what they mean for the head."""
    consequence = results.rule_in_force().rating_consequence.sentence(study.language)
    is_judged = results.minimums != (None, None)
    margins = text("procurement.verdict_rule", study.language) if is_judged else None
    shown = study.own_rows(_with_quota(results))
    standing = shown["quota_result"].map({result: place for place, result in enumerate(_WORST_FIRST)})
    ordered = shown.assign(standing=standing).sort_values(
        ["standing", "eligible_value_vnd", "agency_code"], ascending=[True, False, True], ignore_index=True
    )
    show_table(
        _named(ordered, study.language)[_VERDICTS],
        name="verdicts",
        title=text("procurement.verdict_title", study.language),
        caption=" ".join(filter(None, [margins, consequence])),
        language=study.language,
        focus=study.focus,
        row_limit=_PAGE_ROWS,
        # What is the same for all, or told elsewhere, stays in the file.
        printed={column: {"is_shown": False} for column in _VERDICTS if column in _unknown_columns(results)},
    )


def _unknown_columns(results: ProcurementResults) -> set[str]:
    unknown = {"unsourced_count"}
    if results.bounds is None or results.bounds["unsettled_count"].eq(0).all():
        unknown.add("unsettled_count")
    if results.reporting is None:
        unknown |= {"missing_reports", "late_reports"}
    if results.minimums == (None, None):
        unknown |= {"count_margin", "value_margin_vnd"}
    return unknown


_WORST_FIRST = ("failed", "not_concluded", "passed", "no_quota", "nothing_eligible")


def show_unsettled(study: Study, results: ProcurementResults) -> None:
    """Show what packages held or rejected at intake could turn: best case, worst case, and the packages."""
    if results.bounds is None or results.unsettled is None:
        return
    language = study.language
    bounds = study.own_rows(results.bounds)
    concerned = bounds[bounds["unsettled_count"].gt(0)]
    show_sentence(text("procurement.unsettled_heading", language), style="heading", level=3)
    if concerned.empty:
        show_sentence(text("procurement.unsettled_none", language), style="note")
        return
    open_results = study.own_rows(results.verdicts)["quota_result"].eq("not_concluded")
    show_sentence(
        text(
            "procurement.unsettled",
            language,
            count=format_number(int(concerned["unsettled_count"].sum()), language),
            agencies=format_number(len(concerned), language),
            turned=format_number(int(open_results.sum()), language),
        )
    )
    shares = results.verdicts[["agency_code", "agency_name", "quota_result"]]
    table = concerned.merge(shares, on="agency_code", validate="1:1").assign(
        best_name=lambda t: [_outcome(value, language) for value in t["is_passed_at_best"]],
        worst_name=lambda t: [_outcome(value, language) for value in t["is_passed_at_worst"]],
    )
    show_table(
        _named(table, language)[_BOUNDS],
        name="best_and_worst",
        title=text("procurement.bounds_title", language),
        caption=text("procurement.bounds_rule", language),
        language=language,
        focus=study.focus,
        row_limit=_PAGE_ROWS,
    )
    rows = results.unsettled[results.unsettled["agency_code"].isin(concerned["agency_code"])]
    named = rows.assign(severity_name=[text(f"notebooks.severity_{kind}", language) for kind in rows["severity"]])
    show_table(
        named[_UNSETTLED].sort_values(["agency_code", "package_id"], ignore_index=True),
        name="unsettled",
        title=text("procurement.unsettled_title", language),
        caption=text("procurement.unsettled_rule", language),
        language=language,
        row_limit=15,
    )


def _with_quota(results: ProcurementResults) -> pd.DataFrame:
    """Set beside the verdicts what they were made of; packages that had to go online as far as that is known."""
    known = results.mandatory[["agency_code", "mandatory_offline_count", "unsourced_count"]]
    return (
        results.verdicts.drop(columns="mandatory_offline_count")
        .merge(known, on="agency_code", validate="1:1")
        .merge(results.quota.drop(columns="agency_name"), on="agency_code", validate="1:1")
    )


def _named(table: pd.DataFrame, language: Language) -> pd.DataFrame:
    return table.assign(result_name=[result_name(result, language) for result in table["quota_result"]])


def _outcome(is_passed: object, language: Language) -> str:
    if pd.isna(is_passed):  # type: ignore[call-overload]
        return result_name("nothing_eligible", language)
    return result_name("passed" if is_passed else "failed", language)

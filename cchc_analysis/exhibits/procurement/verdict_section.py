"""Exhibits of the verdict: who meets the quota, by how much, what is not concluded, what the head may expect."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.quota_bullets import quota_bullets
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.verdict import worst_first
from cchc_analysis.exhibits.procurement.open_rows import open_rows_sentence
from cchc_analysis.exhibits.procurement.planned import planned_online
from cchc_analysis.exhibits.procurement.rating_words import (
    is_rating_sourced,
    rating_name,
    rating_sentence,
    unsourced_bars,
)
from cchc_analysis.exhibits.procurement.results import ProcurementResults, is_year_over
from cchc_analysis.exhibits.procurement.source import listed_unsettled_packages, unread_files
from cchc_analysis.exhibits.procurement.words import (
    counted_results,
    margin_sentence,
    order_sentence,
    result_name,
    verdict_sentence,
    with_result_names,
)
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, QuotaRule
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.dates import format_date
from cchc_analysis.vietnamese.numbers import format_number

_VERDICTS = ["agency_code", "agency_name", "result_name", "count_share", "value_share", "count_margin",
             "value_margin_vnd", "unsettled_count", "mandatory_offline_count", "unsourced_count",
             "missing_reports", "late_reports", "is_excellent_allowed", "rating_name"]  # fmt: skip
_BOUNDS = ["agency_code", "agency_name", "unsettled_count", "result_name", "best_name", "worst_name",
           "best_count_share", "worst_count_share", "best_value_share", "worst_value_share"]  # fmt: skip
_UNSETTLED = ["agency_code", "package_id", "name", "value_vnd", "is_online", "published_on", "severity_name",
              "source_file", "source_row"]  # fmt: skip
_PAGE_ROWS = 60
# As many as of packages that had to go online. Of a nation the first come, and the page says so.
MOST_UNSETTLED = 50_000
_NAMED_FILES = 5


def show_verdicts(study: Study, results: ProcurementResults) -> None:
    """Conclude: for one agency in sentences, for all by number, by bars and in the table of verdicts.

    Of a place nothing is concluded: a quota is one of all packages of a unit.
    """
    if not results.has_packages or study.place:
        return
    language, is_over = study.language, is_year_over(study.period)
    verdicts = _with_quota(results)
    show_sentence(text("procurement.verdict_heading", language), style="heading", level=3)
    unread = unread_files(study)
    if unread:
        names = ", ".join(unread[:_NAMED_FILES]) + (" …" if len(unread) > _NAMED_FILES else "")
        count = format_number(len(unread), language)
        show_sentence(text("procurement.unread_files", language, count=count, files=names), style="warning")
    if results.unassigned_count:
        count = format_number(results.unassigned_count, language)
        show_sentence(text("procurement.unassigned", language, count=count), style="warning")
    if not is_over and results.minimums != NO_MINIMUMS:
        show_sentence(text("procurement.to_date", language, year=study.period.year), style="note")
    if study.agency:
        for row in study.own_rows(verdicts).to_dict("records"):
            show_sentence(verdict_sentence(row, language, is_year_over=is_over), style="lead")
            rows = open_rows_sentence(study, results)
            if rows:
                show_sentence(rows)
            _show_planned(study, results)
            margin = margin_sentence(row, language)
            if margin:
                show_sentence(margin)
            if study.agency in study.rated_agencies:
                show_sentence(
                    rating_sentence(
                        row,
                        results.rule_in_force(),
                        language,
                        is_year_over=is_over,
                        counts_shortened=study.counts_shortened,
                    )
                )
    else:
        for counted in counted_results(verdicts, language, is_year_over=is_over):
            show_sentence(counted)
        _show_planned(study, results)
        bounds = results.bounds if results.bounds is not None else results.quota[["agency_code"]]
        shares = bounds.drop(
            columns=["unsettled_count", "is_passed_at_best", "is_passed_at_worst"], errors="ignore"
        )
        show_chart(
            quota_bullets(
                verdicts.merge(shares, on="agency_code", validate="1:1"),
                language=language,
                focus=study.focus,
                minimums=results.minimums,
                is_year_over=is_over,
                is_synthetic=study.is_synthetic,
            )
        )
    show_verdict_table(study, results)


def _show_planned(study: Study, results: ProcurementResults) -> None:
    """Say how many of the packages that are online are so only by plan: nothing shows that selection has begun."""
    planned = planned_online(study, results)
    if planned:
        count, day = format_number(planned, study.language), format_date(study.period.end_on, study.language)
        show_sentence(text("procurement.planned_online", study.language, count=count, day=day))


def show_verdict_table(study: Study, results: ProcurementResults) -> None:
    """Show verdicts with margins, packages that had to go online, reports and what they mean for the head.

    Of heads nothing is said where none is of the city's registry: the consequence is the city's own rule.
    """
    rule = results.rule_in_force()
    has_rated = study.own_rows(results.verdicts)["agency_code"].isin(study.rated_agencies).any()
    consequence = rule.rating_consequence.sentence(study.language) if has_rated else None
    unsourced = [
        text(f"procurement.rating_no_source_{bar}", study.language, year=study.period.year)
        for bar in (unsourced_bars(rule) if has_rated and is_rating_sourced(rule) else ())
    ]
    is_judged = results.minimums != NO_MINIMUMS
    margins = text("procurement.verdict_rule", study.language) if is_judged else None
    ordered = worst_first(study.own_rows(_with_quota(results)))
    named = with_result_names(ordered, study.language, is_year_over=is_year_over(study.period))
    show_table(
        _with_rating(named, rule, study)[_VERDICTS],
        name="verdicts",
        title=text(
            "procurement.verdict_title" if has_rated else "procurement.verdict_title_unrated", study.language
        ),
        caption=join_sentences(
            [margins, consequence, *unsourced, order_sentence("worst", ordered, study.language)]
        ),
        language=study.language,
        focus=study.focus,
        row_limit=_PAGE_ROWS,
        printed={
            column: {"is_shown": False}
            for column in _VERDICTS
            if column in _only_in_file(results) or (column == "rating_name" and not has_rated)
        },
    )


def _with_rating(table: pd.DataFrame, rule: QuotaRule, study: Study) -> pd.DataFrame:
    """Say what the rating is; that it is allowed only where a source tells of all that could bar it.

    It stays empty for whom the city does not rate.
    """
    is_allowed, is_rated = table["is_excellent_allowed"], table["agency_code"].isin(study.rated_agencies)
    names = [
        rating_name(one, rule, study.language) if rated else None
        for one, rated in zip(is_allowed, is_rated, strict=True)
    ]
    known = is_allowed.mask(is_allowed.fillna(False)) if unsourced_bars(rule) else is_allowed
    return table.assign(rating_name=pd.Series(names, index=table.index, dtype="str"), is_excellent_allowed=known)


def _only_in_file(results: ProcurementResults) -> set[str]:
    """Return the columns that are the same for all or told elsewhere: they stay in the file."""
    unknown = {"unsourced_count"}
    if results.bounds is None or results.bounds["unsettled_count"].eq(0).all():
        unknown.add("unsettled_count")
    if results.reporting is None:
        unknown |= {"missing_reports", "late_reports"}
    if results.minimums == NO_MINIMUMS:
        unknown |= {"count_margin", "value_margin_vnd"}
    return unknown


def show_unsettled(study: Study, results: ProcurementResults) -> None:
    """Show what packages held or rejected at intake could turn: best case, worst case, and the packages."""
    if results.bounds is None or results.possible is None or study.place:
        return
    language = study.language
    bounds = study.own_rows(results.bounds)
    concerned = bounds[bounds["unsettled_count"].gt(0)]
    show_sentence(text("procurement.unsettled_heading", language), style="heading", level=3)
    possible = results.possible
    if concerned.empty and not results.unassigned_count:
        show_sentence(text("procurement.unsettled_none", language), style="note")
        return
    if not concerned.empty:
        _show_bounds(study, results, concerned)
    if results.unassigned_count:
        count = format_number(results.unassigned_count, language)
        show_sentence(text("procurement.unassigned", language, count=count), style="warning")
    cells = possible[possible["agency_code"].isin({*concerned["agency_code"], ""})]
    rows = listed_unsettled_packages(study, cells, most=MOST_UNSETTLED)
    named = rows.assign(severity_name=[text(f"notebooks.severity_{kind}", language) for kind in rows["severity"]])
    captions = [text("procurement.unsettled_rule", language), order_sentence("unsettled", rows, language)]
    if len(rows) < cells["package_count"].sum():
        most = format_number(MOST_UNSETTLED, language)
        captions.append(text("procurement.unsettled_rule_cut", language, most=most))
    show_table(
        named[_UNSETTLED],
        name="unsettled",
        title=text("procurement.unsettled_title", language),
        caption=join_sentences(captions),
        language=language,
        row_limit=15,
    )


def _show_bounds(study: Study, results: ProcurementResults, concerned: pd.DataFrame) -> None:
    language = study.language
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
    joined = concerned.merge(shares, on="agency_code", validate="1:1")
    is_settled = joined["quota_result"].ne("not_concluded")
    ordered = joined.assign(is_settled=is_settled).sort_values(
        ["is_settled", "unsettled_count", "agency_code"], ascending=[True, False, True], ignore_index=True
    )
    table = ordered.assign(
        best_name=lambda t: _outcomes(t, "is_passed_at_best", study),
        worst_name=lambda t: _outcomes(t, "is_passed_at_worst", study),
    )
    show_table(
        with_result_names(table, language, is_year_over=is_year_over(study.period))[_BOUNDS],
        name="best_and_worst",
        title=text("procurement.bounds_title", language),
        caption=join_sentences(
            [text("procurement.bounds_rule", language), order_sentence("bounds", table, language)]
        ),
        language=language,
        focus=study.focus,
        row_limit=_PAGE_ROWS,
    )


def _with_quota(results: ProcurementResults) -> pd.DataFrame:
    """Set beside the verdicts what they were made of; packages that had to go online as far as that is known."""
    known = results.mandatory[["agency_code", "mandatory_offline_count", "unsourced_count"]]
    return (
        results.verdicts.drop(columns="mandatory_offline_count")
        .merge(known, on="agency_code", validate="1:1")
        .merge(
            results.quota.drop(columns=["agency_name", "quota_result", "open_reason"]),
            on="agency_code",
            validate="1:1",
        )
    )


def _outcomes(table: pd.DataFrame, column: str, study: Study) -> list[str]:
    """Return the results at best or at worst; where there is no quota there is none of either."""
    is_over = is_year_over(study.period)
    is_open = table["quota_result"].eq("no_quota")
    results = ["no_quota" if open_ else _outcome(one) for open_, one in zip(is_open, table[column], strict=True)]
    return [result_name(result, study.language, is_year_over=is_over) for result in results]


def _outcome(is_passed: object) -> str:
    is_unknown = pd.isna(is_passed)  # type: ignore[call-overload]
    return "nothing_eligible" if is_unknown else "passed" if is_passed else "failed"

"""What a reader of procurement compliance learns first: the result, by which rule, and from which packages."""

from __future__ import annotations

from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.verdict import worst_first
from cchc_analysis.exhibits.procurement.open_rows import open_rows_sentence
from cchc_analysis.exhibits.procurement.other_periods import outside_sentence
from cchc_analysis.exhibits.procurement.rating_words import barred_ratings, counted_open_ratings, rating_sentence
from cchc_analysis.exhibits.procurement.results import ProcurementResults, is_year_over
from cchc_analysis.exhibits.procurement.section import quota_sentence, total_sentence
from cchc_analysis.exhibits.procurement.source import published_days, unread_files
from cchc_analysis.exhibits.procurement.words import counted_results, verdict_sentence
from cchc_analysis.exhibits.show import show_sentence
from cchc_analysis.exhibits.source_name import source_name
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_date
from cchc_analysis.vietnamese.numbers import format_number


def show_procurement_summary(study: Study, results: ProcurementResults) -> None:
    """Say at the top of the page what came out, by which rule, what it means for the head, and the source.

    Of a place nothing is concluded: the shares of its packages stand in place of a result.
    """
    if not results.has_packages:
        return
    language = study.language
    show_sentence(_result(study, results), style="summary")
    for said in [*unread_sentences(study, results), *_ratings(study, results)]:
        show_sentence(said, style="summary")
    show_sentence(quota_sentence(results, language), style="summary")
    show_sentence(_source(study), style="summary")


def unread_sentences(study: Study, results: ProcurementResults) -> list[str]:
    """Say what no result can weigh: packages of no readable agency, and files rejected whole."""
    counts = {"unassigned": results.unassigned_count, "unread": len(unread_files(study))}
    return [
        text(f"procurement.summary_{name}", study.language, count=format_number(count, study.language))
        for name, count in counts.items()
        if count
    ]


def _source(study: Study) -> str:
    """Name the source, the days of the packages judged, and how many it holds that are not judged here."""
    language, days, source = study.language, published_days(study), source_name(study)
    if days is None:
        said = text("procurement.summary_source_none", language, source=source)
    else:
        first, last = (format_date(day, language) for day in days)
        said = text("procurement.summary_source", language, source=source, first=first, last=last)
    return join_sentences([said, outside_sentence(study)])


def _result(study: Study, results: ProcurementResults) -> str:
    """Return the verdict and what it means for the head; of all how many have each, with the shares together."""
    language, is_over = study.language, is_year_over(study.period)
    if study.place and not study.agency:
        return total_sentence(results, language)
    if study.agency:
        sums = results.quota.drop(columns=["agency_name", "quota_result", "open_reason"])
        verdict = study.own_rows(results.verdicts.merge(sums, on="agency_code", validate="1:1")).iloc[0].to_dict()
        said = join_sentences(
            [verdict_sentence(verdict, language, is_year_over=is_over), open_rows_sentence(study, results)]
        )
        if study.place or study.agency not in study.rated_agencies:
            return said
        rating = rating_sentence(
            verdict,
            results.rule_in_force(),
            language,
            is_year_over=is_over,
            counts_shortened=study.counts_shortened,
        )
        return f"{said} {rating}"
    counted = counted_results(results.verdicts, language, is_year_over=is_over)
    turned = _turned(results, language)
    return " ".join([*counted, *turned, total_sentence(results, language)])


def _ratings(study: Study, results: ProcurementResults) -> list[str]:
    """Say whose heads are barred and why other ratings are open: that of one agency stands with its result."""
    if study.agency or study.place:
        return []
    rated = results.verdicts[results.verdicts["agency_code"].isin(study.rated_agencies)]
    rule, is_over = results.rule_in_force(), is_year_over(study.period)
    eligible = results.quota[["agency_code", "eligible_value_vnd"]]
    ordered = worst_first(rated.merge(eligible, on="agency_code", validate="1:1"))
    barred = barred_ratings(ordered, study.language)
    return [*barred, *counted_open_ratings(rated, rule, study.language, is_year_over=is_over)]


def _turned(results: ProcurementResults, language: Language) -> list[str]:
    """Say of how many agencies the switch for shortened quotation decides, and how many of them pass."""
    if results.other_quota is None or results.minimums == NO_MINIMUMS:
        return []
    other = results.verdicts["other_quota_result"]
    own = results.verdicts.loc[other.notna() & other.ne(results.verdicts["quota_result"]), "quota_result"]
    if own.empty:
        return []
    count, passed = (format_number(int(number), language) for number in (len(own), own.eq("passed").sum()))
    return [text("procurement.summary_switch", language, count=count, passed=passed)]

"""Exhibits of the quota over the years."""

from __future__ import annotations

from cchc_analysis.charts.quota_years import quota_years
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.verdict import RESULTS, result_counts, worst_first
from cchc_analysis.exhibits.procurement.results import is_year_over
from cchc_analysis.exhibits.procurement.words import order_sentence, with_result_names
from cchc_analysis.exhibits.procurement.years import YearResults
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text

_YEARS = ["agency_code", "agency_name", "year", "eligible_count", "online_count", "eligible_value_vnd",
          "online_value_vnd", "count_share", "min_count_pct", "value_share", "min_value_pct",
          "result_name"]  # fmt: skip
# Elsewhere the year stands in the title; here it tells the rows apart.
_YEAR_SHOWN = {"year": {"kind": "text", "is_shown": True}}


def show_years(study: Study, results: YearResults | None) -> None:
    """Show how the shares of all together, or of the agency, stood in each year against that year's quota."""
    if results is None:
        return
    language = study.language
    show_sentence(text("quota_years.heading", language), style="heading", level=3)
    if results.unlisted:
        years = ", ".join(map(str, results.unlisted))
        show_sentence(text("quota_years.unlisted", language, years=years), style="warning")
    drawn = study.own_rows(results.agencies) if study.agency else results.total
    if drawn["year"].nunique() < 2:
        show_sentence(text("quota_years.only_year", language), style="note")
        return
    show_sentence(text("quota_years.rule", language), style="note")
    title = text(f"quota_years.title{'' if study.agency else '_whole'}", language, name=study.agency_name)
    show_chart(
        quota_years(
            drawn,
            language=language,
            part_year=None if is_year_over(study.period) else study.period.year,
            title=title,
            is_synthetic=study.is_synthetic,
        )
    )
    if not study.agency:
        _show_whole(study, results)
    rows = worst_first(study.own_rows(results.agencies), by="year")
    is_over = rows["year"].lt(study.period.year) | is_year_over(study.period)
    show_table(
        with_result_names(rows, language, is_year_over=is_over)[_YEARS].astype({"year": "str"}),
        name="quota_years",
        title=text("quota_years.table_title", language),
        caption=join_sentences(
            [text("quota_years.table_rule", language), order_sentence("worst_years", rows, language)]
        ),
        language=language,
        focus=study.focus,
        row_limit=12,
        printed=_YEAR_SHOWN,
    )


def _show_whole(study: Study, results: YearResults) -> None:
    """Show by year the shares of all together and how many agencies came out how."""
    table = results.total.merge(result_counts(results.agencies, "year"), on="year", validate="1:1")
    columns = [column for column in _YEARS if column not in ("agency_code", "agency_name", "result_name")]
    show_table(
        table[[*columns, *(f"{result}_count" for result in RESULTS)]].astype({"year": "str"}),
        name="quota_years_whole",
        title=text("quota_years.whole_title", study.language),
        caption=join_sentences(
            [
                text("quota_years.whole_rule", study.language),
                None
                if is_year_over(study.period)
                else text("quota_years.part_counts", study.language, year=study.period.year),
            ]
        ),
        language=study.language,
        printed=_YEAR_SHOWN,
    )

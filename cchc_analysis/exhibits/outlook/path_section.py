"""Exhibits of the way to the year's end: the shares by quarter, and where they may stand at the end."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.quota_path import quota_path
from cchc_analysis.charts.quota_projection import with_projection
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.exhibits.outlook.columns import page_columns
from cchc_analysis.exhibits.outlook.results import OutlookResults
from cchc_analysis.exhibits.outlook.words import projection_sentence
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text

_PROJECTION = ["agency_code", "agency_name", "leg_name", "share_to_date", "projected_share", "low_share",
               "high_share", "min_pct", "basis_name", "year_count", "case_count", "reading_name"]  # fmt: skip
# The shares only: how a quarter came out is told beside the verdicts, with what could still turn it.
_PATH = ["agency_code", "agency_name", "quarter", "eligible_count", "online_count", "eligible_value_vnd",
         "online_value_vnd", "count_share", "value_share"]  # fmt: skip
_PAGE_ROWS = 60
_LOWEST_FIRST = ("below", "across", "no_interval", "above", "no_quota")


def show_projection(study: Study, results: OutlookResults | None) -> None:
    """Show where each share may stand at the year's end, with its interval, from the agency's earlier years."""
    if results is None:
        return
    language, projection = study.language, results.projection
    show_sentence(text("outlook.projection_heading", language), style="heading", level=3)
    if results.is_year_over:
        show_sentence(text("outlook.projection_over", language, year=study.period.year), style="note")
        return
    if study.agency and results.outlook["standing"].iloc[0] in ("safe", "lost"):
        show_sentence(text("outlook.projection_decided", language), style="note")
    focus = study.agency or EVERYONE_CODE
    for row in projection[projection["agency_code"] == focus].to_dict("records"):
        show_sentence(projection_sentence(row, language))
    if projection["method"].eq("none").all():
        return
    show_sentence(text("outlook.projection_rule", language), style="note")
    listed = _lowest_first(projection)
    named = listed.assign(
        leg_name=[text(f"outlook.leg_{leg}", language) for leg in listed["leg"]],
        basis_name=[text(f"outlook.method_{method}", language) for method in listed["method"]],
        reading_name=[text(f"outlook.reading_name_{reading}", language) for reading in listed["reading"]],
    )
    show_table(
        named[_PROJECTION],
        name="projection",
        title=text("outlook.projection_title", language, year=study.period.year),
        caption=f"{text('outlook.projection_caption', language)} {text('outlook.projection_order', language)}",
        language=language,
        focus=study.focus,
        printed=page_columns(study),
        row_limit=_PAGE_ROWS,
    )


def show_path(study: Study, results: OutlookResults | None) -> None:
    """Show the shares of the year to date by quarter, the quota and, during the year, the projected end."""
    if results is None:
        return
    language, path = study.language, results.path
    drawn = path if results.is_year_over else with_projection(path, results.projection)
    title = text("outlook.path_title", language, year=study.period.year)
    show_chart(
        quota_path(
            drawn,
            language=language,
            minimums=results.minimums,
            focus=study.agency or EVERYONE_CODE,
            is_synthetic=study.is_synthetic,
        )
    )
    show_table(
        _largest_first(path)[_PATH],
        name="quota_path",
        title=title,
        caption=f"{text('outlook.path_rule', language)} {text('outlook.largest_order', language)}",
        language=language,
        focus=study.agency or EVERYONE_CODE,
        printed=page_columns(study),
        row_limit=_PAGE_ROWS,
    )


def _lowest_first(projection: pd.DataFrame) -> pd.DataFrame:
    """Order by agency, all together first and then those whose interval is below a minimum share."""
    reading = projection["reading"].map(_LOWEST_FIRST.index)
    ranked = projection.assign(
        is_one=projection["agency_code"].ne(EVERYONE_CODE),
        place=reading.groupby(projection["agency_code"]).transform("min"),
    )
    return ranked.sort_values(["is_one", "place", "agency_code", "leg"], ignore_index=True)


def _largest_first(path: pd.DataFrame) -> pd.DataFrame:
    """Order by agency, all together first and then those with most value to date; within one by quarter."""
    most = path.groupby("agency_code")["eligible_value_vnd"].transform("max")
    ordered = path.assign(is_one=path["agency_code"].ne(EVERYONE_CODE), most=most)
    return ordered.sort_values(["is_one", "most", "agency_code", "quarter"], ascending=[True, False, True, True])

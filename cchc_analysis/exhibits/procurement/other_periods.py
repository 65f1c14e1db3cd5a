"""The packages of a source that its report does not judge, for they were published outside the year to date."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.frames import as_frame, package_number
from cchc_analysis.compliance.quota import published_between
from cchc_analysis.exhibits.procurement.source import quota_source
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number

_MOST_NAMED = 6


def packages_outside(study: Study) -> pd.DataFrame:
    """Count the packages of the source, of whatever agency, that were published outside the year to date.

    Returns ``year`` (latest first), ``package_count``, ``value_vnd``; of the period's own year they are those
    published after it. With the packages of the year to date they are all that the source holds.
    """
    source = quota_source(study, every_year=True)
    outside = source.filter(~published_between(source, study.period.year_start_on, study.period.end_on))
    by_year = outside.group_by(year=outside.published_on.year().cast("int64")).agg(
        package_count=package_number(outside).sum(), value_vnd=outside.value_vnd.sum()
    )
    return as_frame(by_year).sort_values("year", ascending=False, ignore_index=True)


def outside_name(year: int, study: Study) -> str:
    """Name the packages of a year that are not judged; of the period's own year those that came after it."""
    key = "later" if year == study.period.year else "year"
    return text(f"procurement.outside_{key}", study.language, year=int(year))


def outside_sentence(study: Study) -> str | None:
    """Say how many packages of the source are not judged here, and of which years; None where all are."""
    outside = packages_outside(study)
    if outside.empty:
        return None
    language = study.language
    counts = zip(outside["year"], outside["package_count"], strict=True)
    named = [f"{outside_name(year, study)}: {format_number(count, language)}" for year, count in counts]
    years = named[:_MOST_NAMED]
    rest = outside["package_count"].iloc[_MOST_NAMED:].sum()
    if rest:
        years.append(text("procurement.outside_rest", language, count=format_number(rest, language)))
    count = format_number(outside["package_count"].sum(), language)
    return text("procurement.outside", language, count=count, years="; ".join(years))

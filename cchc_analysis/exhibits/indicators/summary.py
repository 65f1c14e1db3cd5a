"""What a reader of the indicators learns first: where there is something to look at, of how much, from where."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cchc_analysis.charts.wording import list_names
from cchc_analysis.compliance.indicators.matched import MATCHED_COLUMNS
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.exhibits.indicators.results import IndicatorResults
from cchc_analysis.exhibits.show import show_sentence
from cchc_analysis.exhibits.source_name import source_name
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_date
from cchc_analysis.vietnamese.numbers import format_number

_MOST_NAMED = 5


def show_indicator_summary(study: Study, results: IndicatorResults) -> None:
    """Say at the top of the page which indicators have a signal, that it is one only, and what was counted."""
    if not results.has_packages:
        return
    language = study.language
    table = results.table[results.table["agency_code"].ne(EVERYONE_CODE)]
    said = _of_one(study, results, table) if study.agency else _of_all(results, table, language)
    if table["status"].eq("computed").any():
        # Where nothing could be counted there is no signal to read with care.
        said = f"{said} {text('indicators.signal_only', language)}"
    show_sentence(said, style="summary")
    counted = coverage_sentence(study, results)
    show_sentence(
        text("indicators.summary_source", language, source=source_name(study), counted=counted), style="summary"
    )


def coverage_sentence(study: Study, results: IndicatorResults) -> str:
    """Say from how many packages the figures were counted, those of the agency where the report is about one."""
    counts = results.counts_of(study.agency) if study.agency else results.counts
    known = _counted(counts, study.language)
    key = "coverage_one" if study.agency else "coverage"
    as_of = format_date(results.as_of, study.language)
    return text(f"indicators.{key}", study.language, agency=study.agency_name, as_of=as_of, **known)


def period_sentences(study: Study, results: IndicatorResults) -> list[str]:
    """Say by which day a package belongs to the period, and why the totals differ from those of compliance.

    Compliance counts planned packages by their day of publication; what is put out is here by its own day.
    """
    if "procedures" not in results.asked or results.keeps_undated:
        return []
    said = [text("indicators.period_put_out", study.language)]
    if results.matched is not None:
        said.insert(0, text("indicators.period_planned", study.language))
        rows = study.own_rows(results.matched) if study.agency else results.matched
        counts = {name: int(rows[name].sum()) for name in MATCHED_COLUMNS}
        counts["not_put_out"] = counts["package_count"] - counts["put_out_count"]
        counts["not_planned"] = counts["procedure_count"] - counts["planned_count"]
        values = {name: format_number(count, study.language) for name, count in counts.items()}
        said.append(text("indicators.period_matched", study.language, **values))
    return said


def _counted(counts: Mapping[str, int], language: Language) -> dict[str, str]:
    return {kind: format_number(counts.get(kind, 0), language) for kind in ("packages", "procedures")}


def _of_one(study: Study, results: IndicatorResults, table: pd.DataFrame) -> str:
    language, own = study.language, study.own_rows(table)
    is_computed = own["status"].eq("computed")
    flagged = set(own.loc[own["flagged"].fillna(value=False), "indicator"])
    names = [one.name(language) for one in results.indicators if one.indicator in flagged]
    count = int(is_computed.sum())
    key = "flagged" if names else "none" if count else "nothing"
    said = text(
        f"indicators.summary_one_{key}",
        language,
        flagged=format_number(len(names), language),
        computed=format_number(count, language),
        names="; ".join(names),
    )
    left = len(own) - count
    if not count or not left:
        return said
    return f"{said} {text('indicators.summary_left', language, count=format_number(left, language))}"


def _of_all(results: IndicatorResults, table: pd.DataFrame, language: Language) -> str:
    judged = table.loc[table["status"].eq("computed"), "agency_code"].nunique()
    if not judged:
        # "No signal" would read as all-clear.
        least = format_number(min(one.min_sample for one in results.indicators), language)
        return text("indicators.summary_all_nothing", language, least=least, **_counted(results.counts, language))
    flagged = table[table["flagged"].fillna(value=False)]
    marks = flagged.groupby(["agency_code", "agency_name"]).size().reset_index(name="marks")
    most = marks.sort_values(["marks", "agency_code"], ascending=[False, True]).head(_MOST_NAMED)
    names = [f"{row['agency_name']} ({format_number(row['marks'], language)})" for row in most.to_dict("records")]
    return text(
        "indicators.summary_all_flagged" if len(marks) else "indicators.summary_all_none",
        language,
        agencies=format_number(len(marks), language),
        judged=format_number(judged, language),
        names=list_names(names, language, most=_MOST_NAMED),
    )

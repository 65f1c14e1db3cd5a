"""How a report shows that scores were filled in: a mark at names, a sentence in captions."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cchc_analysis.charts.chart import Chart
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.texts import text

MARK = " (*)"


def mark_agencies(table: pd.DataFrame, year: Assessment) -> pd.DataFrame:
    """Return the table with the mark at the name of every agency whose index stands on stand-ins."""
    is_marked = table["agency_code"].isin(year.imputed["agency_code"])
    names = table["agency_name"].astype("str")  # of no type of its own where no row names an agency
    return table.assign(agency_name=names.mask(is_marked, names + MARK))


def mark_criteria(table: pd.DataFrame, year: Assessment) -> pd.DataFrame:
    """Return the table with the mark at every criterion scored by a stand-in, and at the domains above it."""
    criteria, marked = year.framework.criteria, set[tuple[str, str]]()
    parents = dict(zip(criteria["code"], criteria["parent_code"], strict=True))
    for agency, leaf in zip(year.imputed["agency_code"], year.imputed["criterion_code"], strict=True):
        node = leaf
        while node:
            marked.add((agency, node))
            node = parents[node]
    names = [
        f"{name}{MARK}" if (agency, code) in marked else name
        for agency, code, name in zip(
            table["agency_code"], table["criterion_code"], table["criterion_name"], strict=True
        )
    ]
    return table.assign(criterion_name=names)


def stand_in_note(study: Study, year: Assessment) -> str:
    """Say how many scores of the year are stand-ins, and how many of the agency a report is about; "" if none."""
    imputed = year.imputed
    if imputed.empty:
        return ""
    language, agencies = study.language, imputed["agency_code"].nunique()
    note = text("index_depth.stand_in_note", language, year=year.year, count=len(imputed), agencies=agencies)
    if not study.agency:
        return note
    own = text(
        "index_depth.stand_in_note_own", language, agency=study.agency_name, count=len(study.own_rows(imputed))
    )
    return f"{note} {own}"


def given_note(study: Study, year: Assessment) -> str:
    """Say that stand-ins play no part in a figure; "" if there are none."""
    if year.imputed.empty:
        return ""
    return text("index_depth.given_note", study.language, count=len(year.imputed))


def noted(caption: str, note: str) -> str:
    """Return a caption with a note that may be empty."""
    return " ".join(filter(None, (caption, note)))


def noted_chart(chart: Chart, note: str) -> Chart:
    """Return a chart whose caption ends with a note that may be empty."""
    return replace(chart, caption=noted(chart.caption, note))

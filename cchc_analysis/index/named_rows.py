"""Who a row is about, and which criterion, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language

WHO = ["agency_code", "agency_name", "group", "year"]
WHO_BETWEEN = ["agency_code", "agency_name", "group", "year_from", "year_to"]


def named(
    table: pd.DataFrame, assessed: pd.DataFrame, framework: Framework, *, language: Language
) -> pd.DataFrame:
    """Put agency, group, year and criterion names to a table of codes; rows go by group, agency and criterion.

    Only agencies that had to be assessed stay, as in the league table. ``criterion_name`` is added where there is
    a ``criterion_code``, and stands right after it.
    """
    rows = table.drop(columns=["agency_name", "group", "year"], errors="ignore")
    rows = rows.merge(assessed[["agency_code", "agency_name", "group"]], on="agency_code", validate="m:1")
    rows["year"] = framework.year
    order = ["group", "agency_code"]
    columns = [column for column in table.columns if column not in WHO]
    if "criterion_code" in columns:
        rows["criterion_name"] = rows["criterion_code"].map(framework.names(language))
        rows["_place"] = rows["criterion_code"].map({code: place for place, code in enumerate(framework.codes)})
        order.append("_place")
        columns = [column for column in columns if column != "criterion_name"]
        columns.insert(columns.index("criterion_code") + 1, "criterion_name")
    return rows.sort_values(order, kind="stable", ignore_index=True)[[*WHO, *columns]]


def named_records(
    records: Iterable[tuple[object, ...]],
    types: Mapping[str, str],
    assessed: pd.DataFrame,
    framework: Framework,
    *,
    language: Language,
) -> pd.DataFrame:
    """Make a table of `records`, their columns in the order of `types`, and put names to it as `named` does."""
    table = pd.DataFrame(records, columns=list(types)).astype(dict(types))
    return named(table, assessed, framework, language=language)

"""The league table: index, rank within the group, class."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from cchc_analysis.index.named_rows import WHO
from cchc_analysis.reference.classes import ClassBands
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import round_decimal, to_decimal
from cchc_analysis.stats.rank import competition_rank
from cchc_analysis.texts import Language


def league_table(
    nodes: pd.DataFrame,
    assessed: pd.DataFrame,
    framework: Framework,
    *,
    bands: ClassBands | None,
    language: Language,
) -> pd.DataFrame:
    """Rank every agency that had to be assessed, by published index, within its group.

    The index is rounded once, to the decimals and by the rule its framework is published with; rank and
    class are read from the rounded figure, so that the printed table explains itself. Equal indices
    share the smallest rank. An agency without a complete index stays in the table, without rank or
    class: it is never counted as zero. An index in none of the named bands has a rank and no class.

    Parameters
    ----------
    nodes
        From `roll_up`.
    assessed
        Who had to be assessed: ``agency_code, agency_name, group``.
    bands
        Class bands in force that year; None where they could not be sourced.

    Returns
    -------
    The ``league`` table, by group and rank, agencies without index last.
    """
    roots = nodes.loc[nodes["criterion_code"] == framework.root_code, ["agency_code", "index"]]
    table = assessed[["agency_code", "agency_name", "group"]].merge(
        roots, on="agency_code", how="left", validate="1:1"
    )
    exact = [published(value, framework) for value in table["index"]]
    table["index"] = [float("nan") if value is None else float(value) for value in exact]
    table["year"] = framework.year
    table["rank"] = competition_rank(table["index"], within=table["group"])
    # Some decisions name no class at the bottom; one such agency must not cost the others their table.
    found = [None if value is None or bands is None else bands.find(value) for value in exact]
    classes = {
        "class_code": [None if band is None else band.code for band in found],
        "class_name": [None if band is None else band.name(language) for band in found],
    }
    table = table.assign(**{name: pd.Series(said, table.index, dtype="str") for name, said in classes.items()})
    columns = [*WHO, "index", "rank", "class_code", "class_name"]
    return table[columns].sort_values(["group", "rank", "agency_code"], na_position="last", ignore_index=True)


def published(value: float, framework: Framework) -> Decimal | None:
    """Return a figure as the framework publishes it: its decimals, its rounding rule, rounded once."""
    exact = to_decimal(value)
    if exact is None:
        return None
    return round_decimal(exact, framework.published_decimals, framework.published_rounding)

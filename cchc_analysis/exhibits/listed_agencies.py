"""Who is judged by a list of packages made by hand: the agencies that stand in it, as the registry has them."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.reference.agencies import agencies_in_force, load_agencies
from cchc_analysis.texts import Language

# Adapters of lists whose agencies are codes of the registry; an agency without a package is not in them.
LISTED_SOURCES = ("packages", "package_table")


def judged_of_list(named: pd.DataFrame, buying: pd.Series, period: Period) -> pd.DataFrame:
    """Leave out of a list those agencies that, by the registry, did not exist in the year nor bought in it.

    `named` is ``agency_code, agency_name``, `buying` the codes with a package of the year to date, used or not: an
    agency abolished before keeps its row where the list has one of its packages in that year. A code that the
    registry never had stays.
    """
    registry = load_agencies()
    first, last = pd.Timestamp(period.year_start_on), pd.Timestamp(period.end_on)
    begins, ends = pd.to_datetime(registry["valid_from"]), pd.to_datetime(registry["valid_to"])
    existed = registry.loc[(begins.isna() | begins.le(last)) & (ends.isna() | ends.ge(first)), "agency_code"]
    code = named["agency_code"]
    is_judged = code.isin(existed) | code.isin(buying) | ~code.isin(registry["agency_code"])
    return named[is_judged].reset_index(drop=True)


def listed_agencies(named: pd.DataFrame, period: Period, language: Language) -> pd.DataFrame:
    """Return the agencies of a list by name and group: ``agency_code, agency_name, group``, ordered by code.

    Name and group are those in force on the period's last day. An agency that the registry no longer has then, or
    never had, keeps the name of the list (`named`: ``agency_code, agency_name``) and is of the group of investors,
    unless the registry says what it was.
    """
    registry = load_agencies()
    name = f"name_{language}"
    in_force = agencies_in_force(registry, period.end_on).set_index("agency_code")
    ever = registry.sort_values("valid_from", na_position="first").drop_duplicates("agency_code", keep="last")
    codes = named["agency_code"]
    groups = codes.map(in_force["group"]).fillna(codes.map(ever.set_index("agency_code")["group"]))
    return named.assign(
        agency_name=codes.map(in_force[name]).fillna(named["agency_name"]).astype("str"),
        group=groups.fillna("investor").astype("str"),
    ).sort_values("agency_code", ignore_index=True)

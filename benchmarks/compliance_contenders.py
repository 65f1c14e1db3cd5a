"""One question asked of one data set in several ways: the sums of the quota, every agency in every year.

What counts in a year (forms, fields, methods, international or not) is read from the project's rules and written
for each library as its user would write it. All give `COLUMNS`, and the same figures.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.compliance_data import AGENCIES, YEARS
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.compliance.quota_years import quota_by_year
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule, rule_on
from cchc_analysis.tables.engine import process_engine
from cchc_analysis.tables.layout import open_once, table_parts

SUMS = ["eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]
COLUMNS = ["year", "agency_code", *SUMS]
NEEDED = ["agency_code", "field", "form", "is_online", "is_domestic", "method", "value_vnd", "published_on"]
# Counted as the project counts by default: shortened competitive quotation with competitive quotation.
SHORTENED = "shopping_shortened"


@dataclass(frozen=True)
class Places:
    """Where the data lie: the plain file, and the folder of the warehouse."""

    plain: Path
    warehouse: Path


@dataclass(frozen=True)
class Condition:
    """What counts in some years, in the words of their rule."""

    first_year: int
    last_year: int
    forms: tuple[str, ...]
    excluded_fields: tuple[str, ...]
    excluded_methods: tuple[str, ...]
    excludes_international: bool


def rules_by_year() -> list[tuple[Period, QuotaRule]]:
    """Return the years judged, each with the rule in force on its last day."""
    return [(Period(year), rule_on(Period(year).end_on)) for year in YEARS]


def conditions(rules: Sequence[tuple[Period, QuotaRule]]) -> list[Condition]:
    """Return what counts in each stretch of years that count alike."""
    found: list[Condition] = []
    for period, rule in rules:
        is_open = rule.shortened_shopping == "not_sourced"
        forms = (*rule.eligible_forms, SHORTENED) if is_open else rule.eligible_forms
        own = (forms, rule.excluded_fields, rule.excluded_methods, rule.excludes_international)
        if found and own == tuple(vars(found[-1]).values())[2:]:
            found[-1] = Condition(found[-1].first_year, period.year, *own)
        else:
            found.append(Condition(period.year, period.year, *own))
    return found


RULES = rules_by_year()
CONDITIONS = conditions(RULES)


def ours(table: str, places: Places) -> pd.DataFrame:
    """Judge every agency in every year as a report does, from the warehouse's packages or cells."""
    engine = process_engine("duckdb")

    def of_years(years: Sequence[int]) -> Any:
        return open_once(engine, tuple(table_parts(places.warehouse, table, years=years)))

    return quota_by_year(of_years, all_agencies(), RULES, counts_shortened=True)


def ours_one_agency(places: Places, *, agency: str = "A500", year: int = YEARS[-1]) -> pd.DataFrame:
    """Judge one agency in one year from the cells: question written, file read, verdict."""
    parts = table_parts(places.warehouse, "package_cells", years=[year])
    cells = open_once(process_engine("duckdb"), tuple(parts))
    who = pd.DataFrame({"agency_code": [agency], "agency_name": [agency]})
    return quota_table(cells, who, dict(RULES)[Period(year)], period=Period(year), counts_shortened=True)


def all_agencies() -> pd.DataFrame:
    """Return who is judged."""
    codes = [f"A{number:03}" for number in range(AGENCIES)]
    return pd.DataFrame({"agency_code": codes, "agency_name": codes})


def pandas_all(places: Places) -> pd.DataFrame:
    """Read the whole plain file into pandas, keep what counts, group."""
    return _pandas(pd.read_parquet(places.plain))


def pandas_columns(places: Places) -> pd.DataFrame:
    """As `pandas_all`, reading the needed columns only."""
    return _pandas(pd.read_parquet(places.plain, columns=NEEDED))


def _pandas(packages: pd.DataFrame) -> pd.DataFrame:
    packages["year"] = packages["published_on"].dt.year
    counts = pd.Series(False, index=packages.index)
    for one in CONDITIONS:
        holds = packages["year"].between(one.first_year, one.last_year) & packages["form"].isin(one.forms)
        holds &= ~packages["field"].isin(one.excluded_fields) & ~packages["method"].isin(one.excluded_methods)
        counts |= holds & packages["is_domestic"] if one.excludes_international else holds
    eligible = packages.loc[counts, ["year", "agency_code", "is_online", "value_vnd"]]
    eligible["online_value_vnd"] = eligible["value_vnd"].where(eligible["is_online"], 0)
    grouped = eligible.groupby(["year", "agency_code"], observed=True)
    return grouped.agg(
        eligible_count=("value_vnd", "size"),
        online_count=("is_online", "sum"),
        eligible_value_vnd=("value_vnd", "sum"),
        online_value_vnd=("online_value_vnd", "sum"),
    ).reset_index()


def polars_in_memory(places: Places) -> pd.DataFrame:
    """Ask polars, which reads what it needs and computes in memory."""
    return _polars(places, engine="in-memory")


def polars_streaming(places: Places) -> pd.DataFrame:
    """Ask polars' streaming engine."""
    return _polars(places, engine="streaming")


def _polars(places: Places, *, engine: Any) -> pd.DataFrame:
    import polars as pl  # noqa: PLC0415 - installed for benchmarks only

    year = pl.col("published_on").dt.year()
    counts = functools.reduce(
        operator.or_,
        (
            year.is_between(one.first_year, one.last_year)
            & pl.col("form").is_in(one.forms)
            & ~pl.col("field").is_in(one.excluded_fields)
            & ~pl.col("method").is_in(one.excluded_methods)
            & (pl.col("is_domestic") if one.excludes_international else pl.lit(value=True))
            for one in CONDITIONS
        ),
    )
    asked = (
        pl.scan_parquet(places.plain)
        .filter(counts)
        .group_by(year.alias("year"), "agency_code")
        .agg(
            eligible_count=pl.len(),
            online_count=pl.col("is_online").sum(),
            eligible_value_vnd=pl.col("value_vnd").sum(),
            online_value_vnd=pl.col("value_vnd").filter(pl.col("is_online")).sum(),
        )
    )
    return pd.DataFrame(asked.collect(engine=engine).to_dict(as_series=False))


def duckdb_sql(places: Places) -> pd.DataFrame:
    """Ask DuckDB in SQL written by hand."""
    counts = " OR ".join(
        f"(year(published_on) BETWEEN {one.first_year} AND {one.last_year} AND form IN ({_texts(one.forms)})"
        + (f" AND field NOT IN ({_texts(one.excluded_fields)})" if one.excluded_fields else "")
        + (f" AND method NOT IN ({_texts(one.excluded_methods)})" if one.excluded_methods else "")
        + (" AND is_domestic)" if one.excludes_international else ")")
        for one in CONDITIONS
    )
    query = f"""
        SELECT year(published_on) AS year, agency_code, count(*) AS eligible_count,
               count(*) FILTER (is_online) AS online_count, CAST(sum(value_vnd) AS BIGINT) AS eligible_value_vnd,
               CAST(coalesce(sum(value_vnd) FILTER (is_online), 0) AS BIGINT) AS online_value_vnd
        FROM read_parquet('{places.plain}') WHERE {counts} GROUP BY ALL"""  # noqa: S608 - our own words
    return process_engine("duckdb").con.sql(query).df()


def bare_scan(places: Places) -> pd.DataFrame:
    """Read the needed columns and nothing more: what no way of asking the plain file can go below."""
    read = ", ".join(f"max({column}) AS {column}" for column in NEEDED)
    query = f"SELECT {read} FROM read_parquet('{places.plain}')"  # noqa: S608 - our own words
    return process_engine("duckdb").con.sql(query).df()


def _texts(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


OURS = ("ours, from cells", "ours, from packages")
ONE_AGENCY, BARE_SCAN = "ours, one agency", "bare scan"
CONTENDERS: dict[str, Callable[[Places], pd.DataFrame]] = {
    OURS[0]: functools.partial(ours, "package_cells"),
    OURS[1]: functools.partial(ours, "packages"),
    "pandas": pandas_all,
    "pandas, columns": pandas_columns,
    "polars in memory": polars_in_memory,
    "polars streaming": polars_streaming,
    "DuckDB SQL": duckdb_sql,
    BARE_SCAN: bare_scan,
    ONE_AGENCY: ours_one_agency,
}

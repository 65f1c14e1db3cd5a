"""Indicators of a study: what its packages and procedures say of every agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.indicators.asking import ask_tables
from cchc_analysis.compliance.indicators.bidders import bidder_distribution
from cchc_analysis.compliance.indicators.cases import procedure_cases, undated_count
from cchc_analysis.compliance.indicators.matched import matched_packages
from cchc_analysis.compliance.indicators.results import Asked, indicator_table, only_of
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.exhibits.study import Study
from cchc_analysis.intake.table_types import VND
from cchc_analysis.reference.indicator_limits import IndicatorSettings, load_indicator_settings, load_limits
from cchc_analysis.reference.indicators import Indicator, load_indicators
from cchc_analysis.tables.layout import LAYOUTS
from cchc_analysis.texts import SpokenError, text


class UnknownIndicatorError(SpokenError, LookupError):
    """An indicator that the registry does not hold."""

    key = "indicators.unknown_indicator"


@dataclass(frozen=True)
class IndicatorResults:
    """The ``indicators`` table with what it was counted from.

    `counts` are the packages of the period by table; `matched` tells how many of them are in both
    (`cchc_analysis.compliance.indicators.matched`), None where the source holds one only. `others` are those of
    agencies that are not judged, `undated` procedures without any day, which count where the source gives no day
    at all (`keeps_undated`); `bidders` is their distribution by bidders, None without procedures.
    """

    asked: Mapping[str, Asked]
    indicators: tuple[Indicator, ...]
    settings: IndicatorSettings
    table: pd.DataFrame
    counts: Mapping[str, int]
    matched: pd.DataFrame | None
    others: int
    undated: int
    keeps_undated: bool
    bidders: pd.DataFrame | None

    @property
    def has_packages(self) -> bool:
        """Tell whether the source holds anything of the period to ask about."""
        return any(self.counts.values())

    @property
    def as_of(self) -> dt.date:
        """The last day that the source can know of."""
        return max(own.question.as_of for own in self.asked.values())

    @property
    def currency(self) -> str:
        """The currency that awards are added up in; "" without procedures."""
        return self.asked["procedures"].question.currency if "procedures" in self.asked else ""

    @property
    def has_dong(self) -> bool:
        """Tell whether amounts are in đồng: planned packages are, procedures say their currency."""
        return "packages" in self.asked or self.currency == VND

    def counts_of(self, agency: str) -> dict[str, int]:
        """Return the packages of the period of one agency, by table."""
        return {
            kind: _count(own.cases.filter(own.cases.agency_code == agency)) for kind, own in self.asked.items()
        }

    def theme(self, theme: str) -> tuple[Indicator, ...]:
        """Return the indicators of a theme, in the order of the registry."""
        return tuple(one for one in self.indicators if one.theme == theme)

    def is_computed(self, theme: str) -> bool:
        """Tell whether any indicator of a theme was computed for any agency."""
        ids = [one.indicator for one in self.theme(theme)]
        own = self.table["indicator"].isin(ids) & self.table["agency_code"].ne(EVERYONE_CODE)
        return bool((own & self.table["status"].eq("computed")).any())

    def without_limit(self, theme: str) -> tuple[Indicator, ...]:
        """Return the indicators of a theme that nobody could be asked, for no limit of the law was sourced."""
        asked = self.table.groupby("indicator")["asked_count"].sum()
        return tuple(one for one in self.theme(theme) if one.limit and not asked[one.indicator])

    def asked_count(self, indicator: Indicator, code: str) -> int:
        """Return how many packages an agency, or ``ALL``, was asked about."""
        own = self.table["agency_code"].eq(code) & self.table["indicator"].eq(indicator.indicator)
        return int(self.table.loc[own, "asked_count"].iloc[0])

    def named(self, name: str) -> Indicator:
        """Return an indicator of the registry; `UnknownIndicatorError` for another name."""
        for one in self.indicators:
            if one.indicator == name:
                return one
        raise UnknownIndicatorError(indicator=name, known=", ".join(one.indicator for one in self.indicators))


def indicator_results(study: Study) -> IndicatorResults:
    """Count every indicator of the year to date for the agencies of the study, and for all of them together."""
    indicators, settings = load_indicators(), load_indicator_settings()
    packages, procedures = (None, None) if study.covers_provinces else _tables(study)
    undated, dated = (0, 0) if procedures is None else _by_day(procedure_cases(procedures))
    asked = ask_tables(
        packages=packages,
        procedures=procedures,
        settings=settings,
        limits=load_limits(),
        period=study.period,
        keeps_undated=not dated,
    )
    every = sum(_count(own.cases) for own in asked.values())
    asked = only_of(asked, study.agencies)
    counts = {kind: _count(own.cases) for kind, own in asked.items()}
    held = asked.get("procedures")
    table = indicator_table(
        asked,
        study.agencies,
        indicators,
        settings,
        period=study.period,
        everyone=text("indicators.everyone", study.language),
    )
    return IndicatorResults(
        asked=asked,
        indicators=indicators,
        settings=settings,
        table=table,
        counts=counts,
        matched=matched_packages(asked),
        others=every - sum(counts.values()),
        undated=undated,
        keeps_undated=not dated,
        bidders=None if held is None else bidder_distribution(held.cases, held.question),
    )


def years_held(study: Study) -> list[int]:
    """Return the years in which the source holds anything, for a reader whose period it holds nothing of."""
    years: set[int] = set()
    for name, table in zip(("packages", "procedures"), _tables(study), strict=True):
        if table is None:
            continue
        days = [table[day] for day in LAYOUTS[name].dates]
        held = as_frame(table.select(year=ibis.coalesce(*days).year()).distinct())["year"].dropna()
        years |= {int(year) for year in held}
    return sorted(years)


def _tables(study: Study) -> tuple[ir.Table | None, ir.Table | None]:
    """Open packages and procedures; of a place those that its plans name, since a procedure has no province."""
    packages, procedures = study.open("packages"), study.open("procedures")
    if study.place and packages is not None and procedures is not None:
        procedures = procedures.semi_join(packages, "package_id")
    return packages, procedures


def _by_day(cases: ir.Table) -> tuple[int, int]:
    undated = undated_count(cases)
    return undated, _count(cases) - undated


def _count(cases: ir.Table) -> int:
    return int(as_frame(cases.aggregate(count=cases.count()))["count"].iloc[0])

"""One reader's question: which data, which period, which agency, in which language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.quota import packages_to_date
from cchc_analysis.exhibits.listed_agencies import LISTED_SOURCES, judged_of_list, listed_agencies
from cchc_analysis.intake.places import find_place, in_place
from cchc_analysis.intake.sources import parse_source
from cchc_analysis.period import Period
from cchc_analysis.reference.agencies import (
    agencies_in_force,
    find_agency,
    load_agencies,
    load_assessed,
)
from cchc_analysis.reference.provinces import provinces_in_force
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.engine import check_engine
from cchc_analysis.tables.warehouse import Warehouse, build_warehouse, is_warehouse_key, open_warehouse
from cchc_analysis.texts import LANGUAGES, Language, SpokenError

REGISTERED_SOURCES = ("sample", "scores")
# Sources whose agencies are the provinces of the country.
PROVINCE_SOURCES = ("papi", "pci")


class AssessedNotInForceError(SpokenError, ValueError):
    """An agency that had to be assessed does not exist on the period's last day, by our own registry."""

    key = "cli.assessed_not_in_force"


class NotReportableError(SpokenError, ValueError):
    """A source that holds neither the city's agencies nor packages."""

    key = "cli.not_reportable"


class SpanError(SpokenError, ValueError):
    """A span of years: quotas and indices are judged a year at a time."""

    key = "cli.no_span"


class UnknownLanguageError(SpokenError, ValueError):
    """A language the texts do not exist in."""

    key = "cli.bad_language"


class UnknownInvestorError(SpokenError, LookupError):
    """An agency code that does not occur in a source without a registry."""

    key = "cli.unknown_investor"


@dataclass(frozen=True)
class Study:
    """Everything an exhibit needs to know; `agency` is "" for the whole city."""

    period: Period
    language: Language
    warehouse: Warehouse
    agency: str
    place: str
    counts_shortened: bool
    agencies: pd.DataFrame
    engine: str = "duckdb"

    @property
    def is_synthetic(self) -> bool:
        """Tell whether the data were made up by the project."""
        return self.warehouse.is_synthetic

    @property
    def covers_provinces(self) -> bool:
        """Tell whether the agencies are the provinces of the country: no city's reform index, no procurement."""
        return self.warehouse.source in PROVINCE_SOURCES

    @property
    def focus(self) -> str | None:
        """The agency to draw out of the others, if any."""
        return self.agency or None

    @property
    def agency_name(self) -> str:
        """Name of the agency in force on the period's last day; "" for the whole city."""
        names = self.agencies.set_index("agency_code")["agency_name"]
        return str(names[self.agency]) if self.agency else ""

    @property
    def groups(self) -> dict[str, str]:
        """Agency group by code."""
        return dict(zip(self.agencies["agency_code"], self.agencies["group"], strict=True))

    @property
    def rated_agencies(self) -> frozenset[str]:
        """Codes of the agencies whose heads the city itself rates: those of its registry.

        The consequence of a missed quota for the rating is the city's own rule (``rating_consequence`` in the
        rules of procurement): it does not reach investors of a national source, nor those the registry lacks.
        """
        if self.warehouse.source not in (*REGISTERED_SOURCES, *LISTED_SOURCES):
            return frozenset()
        return frozenset(self.agencies["agency_code"]) & frozenset(load_agencies()["agency_code"])

    def own_rows(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the agency a report is about; all of them where it is about the whole."""
        return table[table["agency_code"] == self.agency] if self.agency else table

    def open(self, name: str, *, years: Iterable[int] | None = None) -> ir.Table | None:
        """Return ``packages`` or ``procedures`` as a table of the study's engine, or None if the source has none.

        Nothing is read yet: statistics that take an Ibis table read what they need of it. Packages are those of
        the place asked for. `years`, for what asks about those years only, as in `Warehouse.open`.
        """
        table: ir.Table | None = self.warehouse.open(name, self.engine, years=years)
        if table is None or not self.place or "province" not in table.columns:
            return table
        provinces = as_frame(table.select("province").distinct())["province"]
        return table.filter(table.province.isin(list(provinces[in_place(provinces, self.place)])))


def open_study(
    *,
    period: str,
    source: str = "sample",
    language: str = "vi",
    agency: str = "",
    place: str = "",
    counts_shortened: bool = True,
    with_buyers: bool = False,
) -> Study:
    """Check the parameters and open the data they ask for.

    Parameters
    ----------
    source
        ``sample``, ``name=path``, or the key of a warehouse that was already built.
    place
        A province by name: only packages located there are kept. "" keeps all.
    with_buyers
        Look at buyers of procedures beside the investors of plans, see `judged_agencies`.

    Raises
    ------
    PeriodError, SpanError, UnknownLanguageError, UnknownAgencyError, UnknownInvestorError, NotReportableError,
    IntakeError, NoWarehouseError
        Before anything is computed, each saying what was not understood.
    """
    when = Period.parse(str(period))  # a notebook's year may be typed as a number
    if when.last_year is not None:
        raise SpanError(period=period)
    if language not in LANGUAGES:
        raise UnknownLanguageError(language=language, known=", ".join(LANGUAGES))
    spoken: Language = "vi" if language == "vi" else "en"
    warehouse = open_warehouse(source) if is_warehouse_key(source) else build_warehouse(parse_source(source))
    agencies = judged_agencies(warehouse, when, spoken, with_buyers=with_buyers)
    packages = warehouse.open("packages") if place else None
    if packages is not None:
        place = find_place(as_frame(packages.select("province").distinct())["province"], place)
    if agency and agency not in set(agencies["agency_code"]):
        if warehouse.source in REGISTERED_SOURCES:
            find_agency(load_agencies(), agency, when.end_on)
        raise UnknownInvestorError(agency=agency, source=warehouse.source)
    engine = load_settings().engine
    check_engine(engine)
    return Study(when, spoken, warehouse, agency, place, counts_shortened, agencies, engine)


def judged_agencies(
    warehouse: Warehouse, period: Period, language: Language, *, with_buyers: bool = False
) -> pd.DataFrame:
    """Return who is judged in a period: ``agency_code, agency_name, group``.

    For the city's own sources these are the agencies assessed that year, by their names in force on the
    period's last day, so that one which sent nothing still has its row. For an index of provinces they are the
    provinces that existed in the year, measured or not.

    For the national export they are the investors of its plans, to whom the quotas apply; `with_buyers`, for what
    is asked of procedures too, adds the buyers of procedures whose plans the export does not hold. For a source
    with procedures only they are the buyers. Each has the name that most of its packages spell. For a list of
    packages made by hand they are the agencies that stand in it and existed in the year, by the registry: see
    `listed_agencies`.
    """
    if warehouse.source in REGISTERED_SOURCES:
        name = "name_vi" if language == "vi" else "name_en"
        assessed = load_assessed(period.year)[["agency_code", "group"]]
        in_force = agencies_in_force(load_agencies(), period.end_on)[["agency_code", name]]
        agencies = assessed.merge(in_force, on="agency_code", how="left", validate="1:1")
        ended = agencies.loc[agencies[name].isna(), "agency_code"]
        if len(ended):
            raise AssessedNotInForceError(codes=", ".join(ended), on=period.end_on)
        return agencies.rename(columns={name: "agency_name"})[["agency_code", "agency_name", "group"]]
    if warehouse.source in PROVINCE_SOURCES:
        provinces = provinces_in_force(period.year).rename(
            columns={"code": "agency_code", f"name_{language}": "agency_name"}
        )
        return provinces[["agency_code", "agency_name"]].assign(group="province")
    held = [name for name in ("packages", "procedures") if name in warehouse.table_names]
    if not held:
        raise NotReportableError(source=warehouse.source)
    looked_at: list[str] = list(held if with_buyers else held[:1])
    if warehouse.source in LISTED_SOURCES:
        # An agency whose every row was held or rejected stands in the list too, and may turn out either way.
        looked_at.append("unsettled")
    named = pd.concat([_named_agencies(warehouse.open(name)) for name in looked_at])
    named = named.drop_duplicates("agency_code")
    if warehouse.source in LISTED_SOURCES:
        to_date = [packages_to_date(warehouse.open(name), period) for name in looked_at]
        buying = pd.concat([as_frame(table.select("agency_code").distinct()) for table in to_date])["agency_code"]
        listed = judged_of_list(named[named["agency_code"] != ""], buying, period)
        return listed_agencies(listed, period, language)
    investors = named.assign(group="investor")
    return investors.sort_values("agency_code", ignore_index=True)


def _named_agencies(table: ir.Table) -> pd.DataFrame:
    """Return the agencies of packages or procedures by the name most of them have; of equals the first."""
    spelt = table.group_by("agency_code", "agency_name").agg(rows=table.count())
    ordered = as_frame(spelt).sort_values(["rows", "agency_name"], ascending=[False, True])
    return ordered.drop_duplicates("agency_code")[["agency_code", "agency_name"]]

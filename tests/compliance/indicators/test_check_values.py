"""The check values of the domain notes, and the real OCDS files of four countries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.compliance.indicators.results import indicator_table
from cchc_analysis.intake.sources import parse_source, read_source
from cchc_analysis.period import Period
from cchc_analysis.reference.indicator_limits import load_indicator_settings
from cchc_analysis.reference.indicators import load_indicators
from tests.compliance.indicators.rows import asked, counted, procedures

# Bids opened on 25 March 2023: 157 notices, 9 without a bid, 111 with one, 216 bids in all.
_BIDDERS = [0] * 9 + [1] * 111 + [2] * 22 + [3] * 8 + [5] * 4 + [6] * 2 + [5]


def test_one_day_of_opened_bids_gives_the_noted_shares() -> None:
    assert (len(_BIDDERS), sum(_BIDDERS)) == (157, 216)
    tables = asked(procedures(*({"bidder_count": count} for count in _BIDDERS)))
    single = counted("single_bid_rate", tables).loc["A"]
    assert (single["numerator"], single["denominator"], single["asked_count"]) == (111, 148, 157)
    assert single["value"] == 0.75
    assert round(counted("bidders_per_package", tables).loc["A", "value"], 3) == 1.459


def of_country(folder: Path) -> pd.DataFrame:
    held = read_source(parse_source(f"ocds={folder}")).tables["procedures"]
    agencies = held[["agency_code"]].drop_duplicates().assign(agency_name="–")
    ever = Period(2000, last_year=2099)
    table = indicator_table(
        asked(held, period=ever, keeps_undated=True),
        agencies,
        [one.model_copy(update={"min_sample": 1}) for one in load_indicators()],
        load_indicator_settings(),
        period=ever,
        everyone="Tất cả",
    )
    return table[table["agency_code"].eq("ALL")].set_index("indicator")


# What the fields of each country allow to count at all, and for some of the rest which field is never said.
COUNTRIES = {
    "canada": ({"missing_field_share", "cancellation_rate"}, {"saving_rate": "estimate_value"}),
    "mexico": ({"missing_field_share", "cancellation_rate"}, {"award_publication_days": "award_published_on"}),
    "moldova": (
        {"missing_field_share", "cancellation_rate", "tender_days", "overdue_result_share", "top_supplier_share"},
        {"saving_rate": "estimate_value", "single_bid_rate": "form;bidder_count"},
    ),
    "paraguay": (
        {"missing_field_share", "cancellation_rate", "saving_rate", "decision_days", "supplier_hhi"},
        {"direct_award_share": "form", "petition_share": "has_petition"},
    ),
}


@pytest.mark.real_data
@pytest.mark.parametrize("country", COUNTRIES)
def test_real_ocds_files_give_what_their_fields_allow_and_name_what_is_missing(
    shared_data: Path, country: str
) -> None:
    table = of_country(shared_data / "ocds" / country)
    computed, missing = COUNTRIES[country]
    assert computed <= set(table.index[table["status"].eq("computed")])
    unsaid = table.loc[table["status"].eq("field_missing"), "missing_fields"]
    assert missing.items() <= unsaid.to_dict().items()
    assert unsaid.ne("").all()
    # Nothing is computed, missing or without packages in silence, and no limit of Vietnam is asked elsewhere.
    assert table["status"].ne("too_few").all()
    limited = [one.indicator for one in load_indicators() if one.limit]
    assert table.loc[limited, "asked_count"].eq(0).all()


@pytest.mark.real_data
def test_the_real_export_gives_what_its_tables_hold(shared_data: Path) -> None:
    tables = read_source(parse_source(f"vneps={shared_data / 'vneps-2023-03'}")).tables
    held, planned = tables["procedures"], tables["packages"]
    judged = planned[["agency_code"]].drop_duplicates().assign(agency_name="–")
    period = Period(2023)
    table = indicator_table(
        asked(held, planned, period=period),
        judged,
        load_indicators(),
        load_indicator_settings(),
        period=period,
        everyone="Tất cả",
    )
    whole = table[table["agency_code"].eq("ALL")].set_index("indicator")
    of_year = planned[planned["published_on"].dt.year.eq(2023)]
    is_direct = of_year["form"].str.startswith("direct_appointment")
    assert whole.loc["direct_award_share", "denominator"] == len(of_year)
    assert whole.loc["direct_award_share", "numerator"] == is_direct.sum()
    assert whole.loc["direct_award_value_share", "numerator"] == of_year.loc[is_direct, "value_vnd"].sum()
    assert whole.loc["petition_share", "missing_fields"] == "has_petition"
    assert whole.loc["below_ceiling_clusters", "status"] == "computed"
    assert whole.loc["short_tender_share", ["numerator", "status"]].tolist() == [0, "computed"]


@pytest.mark.real_data
def test_first_versions_of_real_notices_keep_the_least_days_of_decree_63(shared_data: Path) -> None:
    held = read_source(parse_source(f"vneps={shared_data / 'vneps-2023-03'}")).tables["procedures"]
    first = held[held["version"].eq("00") & held["closed_on"].notna() & held["published_on"].notna()]
    span = {
        form: (rows["published_on"].dt.normalize(), rows["closed_on"].dt.normalize())
        for form, rows in first.groupby("form")
    }
    opened, closed = span["open_bidding"]
    assert len(opened) > 300
    assert (closed - opened).dt.days.min() == 10
    for form, least in (("shopping", 5), ("shopping_shortened", 3)):
        opened, closed = (days + pd.Timedelta(1, "D") for days in span[form])
        working = np.busday_count(opened.to_numpy("datetime64[D]"), closed.to_numpy("datetime64[D]"))
        assert working.min() >= least

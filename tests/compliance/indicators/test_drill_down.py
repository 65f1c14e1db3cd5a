"""Every figure can be rebuilt from the packages shown behind it."""

from __future__ import annotations

import functools

import pandas as pd
import pytest

from cchc_analysis.compliance.indicators.results import indicator_table
from cchc_analysis.reference.indicator_limits import load_indicator_settings
from cchc_analysis.reference.indicators import load_indicators
from cchc_analysis.tables.package_contracts import FORMS, PROCEDURE_STATUSES
from tests.compliance.indicators.rows import PERIOD, asked, behind, packages, procedures, registered

HELD = procedures(
    *(
        {
            "agency_code": code,
            "form": FORMS[place % len(FORMS)],
            "status": PROCEDURE_STATUSES[place % len(PROCEDURE_STATUSES)],
            "bidder_count": place % 4,
            "supplier_code": f"S{place % 3}",
            "award_value": 500 + 100 * place if place % 5 else None,
            "estimate_value": 2000,
            "has_petition": None if place % 3 else True,
        }
        for place in range(24)
        for code in "AB"
    )
)
PLANNED = packages(*({"agency_code": code, "value_vnd": 300_000_000} for code in "AAB"))


@functools.cache
def figures() -> pd.DataFrame:
    """Every indicator of the two agencies, asked at once."""
    table = indicator_table(
        asked(HELD, PLANNED),
        pd.DataFrame({"agency_code": ["A", "B"], "agency_name": ["Sở A", "Sở B"]}),
        [registered(one.indicator) for one in load_indicators()],
        load_indicator_settings(),
        period=PERIOD,
        everyone="Tất cả",
    )
    return table.set_index(["indicator", "agency_code"])


@pytest.mark.parametrize("agency", ["A", "ALL"])
@pytest.mark.parametrize("name", [one.indicator for one in load_indicators()])
def test_a_figure_is_the_sum_over_the_packages_behind_it(name: str, agency: str) -> None:
    row = figures().loc[(name, agency)]
    found = behind(name, asked(HELD, PLANNED), agency)
    counts = found[found["role"] != "unknown"]
    assert len(found) == row["asked_count"]
    assert len(counts) == row["known_count"]
    assert counts["of"].sum() == row["denominator"]
    if name == "supplier_hhi":
        shares = counts.groupby("supplier")["of"].sum() / counts["of"].sum()
        assert (shares**2).sum() * 10_000 == pytest.approx(row["value"], rel=1e-12)
    else:
        assert counts["part"].sum() == row["numerator"]
    assert set(found["agency_code"]) <= {agency} if agency == "A" else True
    assert found.loc[found["role"] == "unknown", ["part", "of"]].isna().all(axis=None)


def test_what_is_in_the_numerator_comes_first_with_its_file_and_row() -> None:
    found = behind(
        "single_bid_rate", asked(procedures({"bidder_count": 2}, {"bidder_count": 0}, {"bidder_count": 1}))
    )
    assert found["role"].tolist() == ["numerator", "denominator", "unknown"]
    assert found.loc[0, "procedure_id"] == "P002-0"
    assert (found.loc[0, "source_file"], found.loc[0, "source_row"]) == ("x.csv", 1)


def test_nothing_is_behind_a_figure_without_its_table() -> None:
    found = behind("single_bid_rate", asked(planned=PLANNED))
    assert found.empty
    assert isinstance(found, pd.DataFrame)


def test_of_many_packages_the_first_are_kept_in_the_same_order() -> None:
    every = behind("missing_field_share", asked(HELD), "ALL")
    assert len(every) > 5
    pd.testing.assert_frame_equal(
        behind("missing_field_share", asked(HELD), "ALL", most=5), every.head(5), check_dtype=False
    )

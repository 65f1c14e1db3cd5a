"""The projection from earlier years: hand cases, what it refuses, and how often it held on chance itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cchc_analysis.compliance.cells import package_cells
from cchc_analysis.compliance.projection import projection_table
from cchc_analysis.compliance.projection_history import year_end_history
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums, load_rules
from cchc_analysis.reference.projection_settings import ProjectionSettings
from tests.compliance.outlook_rows import PERIOD, RULE, planned

SETTINGS = ProjectionSettings(level_pct=80, least_years=3)
ONE = pd.DataFrame({"agency_code": ["Q1"], "agency_name": ["Quận 1"], "group": ["district"]})
GROUP = pd.DataFrame({
    "agency_code": [f"D{n}" for n in range(8)], "agency_name": "Quận", "group": ["district"] * 8
})  # fmt: skip


def history(*rows: tuple[str, int, float, float | None]) -> pd.DataFrame:
    """Rows of agency, year, share to date and at the end; the same by value as by number."""
    table = pd.DataFrame(rows, columns=["agency_code", "year", "count_share_to_date", "count_share_at_end"])
    return table.assign(
        value_share_to_date=table["count_share_to_date"], value_share_at_end=table["count_share_at_end"]
    )


def projected(table: pd.DataFrame, agencies: pd.DataFrame = ONE, agency: str = "Q1", **more: int) -> pd.Series:
    rows = projection_table(table, agencies, Minimums(60, 25), replace(SETTINGS, **more), year=2020)
    return rows[rows["agency_code"].eq(agency) & rows["leg"].eq("count")].iloc[0]


def test_three_own_years_give_students_interval() -> None:
    row = projected(history(("Q1", 2017, 0.5, 0.6), ("Q1", 2018, 0.5, 0.5), ("Q1", 2019, 0.4, 0.6),
                            ("Q1", 2020, 0.5, None)))  # fmt: skip
    half = stats.t.ppf(0.9, 2) * 0.1 * np.sqrt(4 / 3)
    assert (row["method"], row["year_count"], row["case_count"]) == ("own", 3, 3)
    assert row["projected_share"] == pytest.approx(0.6)
    assert row["low_share"] == pytest.approx(0.6 - half)
    assert row["high_share"] == pytest.approx(0.6 + half)
    assert row["reading"] == "across"


def test_two_years_give_no_interval_and_say_how_many_there_were() -> None:
    row = projected(history(("Q1", 2018, 0.5, 0.6), ("Q1", 2019, 0.4, 0.6), ("Q1", 2020, 0.5, None)))
    assert (row["method"], row["reading"], row["year_count"]) == ("none", "no_interval", 2)
    assert pd.isna(row["low_share"])
    assert pd.isna(row["projected_share"])


def test_what_is_asked_of_an_interval_is_what_the_settings_say() -> None:
    two = history(("Q1", 2018, 0.5, 0.6), ("Q1", 2019, 0.4, 0.6), ("Q1", 2020, 0.5, None))
    row = projected(two, least_years=2, level_pct=90)
    half = stats.t.ppf(0.95, 1) * np.std([0.1, 0.2], ddof=1) * np.sqrt(3 / 2)
    assert (row["method"], row["least_years"], row["level_share"]) == ("own", 2, 0.9)
    assert row["low_share"] == pytest.approx(max(0, 0.65 - half))
    assert projected(two)["least_years"] == 3


def group_history(years: range = range(2017, 2020)) -> pd.DataFrame:
    rows = [(f"D{n}", year, 0.5, 0.5 + 0.01 * n) for n in range(1, 8) for year in years]
    return history(*rows, *((f"D{n}", 2020, 0.5, None) for n in range(8)))


def test_an_agency_without_years_of_its_own_leans_on_its_group() -> None:
    row = projected(group_history(), GROUP, "D0")
    # 21 changes: (21 + 1) × 0.1 = 2.2, the second smallest and second largest.
    assert (row["method"], row["year_count"], row["case_count"]) == ("group", 3, 21)
    assert (row["low_share"], row["projected_share"], row["high_share"]) == pytest.approx((0.51, 0.54, 0.57))


def test_years_that_never_differed_tell_no_spread_so_the_group_stands_in() -> None:
    assert projected(group_history(), GROUP, "D3")["method"] == "group"


def test_a_group_of_two_years_only_is_not_enough() -> None:
    assert projected(group_history(range(2018, 2020)), GROUP, "D0")["method"] == "none"


def test_another_group_does_not_stand_in() -> None:
    others = GROUP.assign(group=["department", *["district"] * 7])
    assert projected(group_history(), others, "D0")["method"] == "none"


def test_the_year_itself_and_later_ones_are_not_looked_at() -> None:
    rows = [("Q1", 2017, 0.5, 0.6), ("Q1", 2018, 0.5, 0.5), ("Q1", 2019, 0.4, 0.6)]
    known = projected(history(*rows, ("Q1", 2020, 0.5, None)))
    later = projected(history(*rows, ("Q1", 2020, 0.5, 0.0), ("Q1", 2021, 0.1, 0.9)))
    pd.testing.assert_series_equal(known, later)


def test_shares_stay_within_nought_and_one() -> None:
    row = projected(history(("Q1", 2017, 0.5, 0.9), ("Q1", 2018, 0.5, 0.5), ("Q1", 2019, 0.1, 0.6),
                            ("Q1", 2020, 0.95, None)))  # fmt: skip
    assert row["high_share"] == 1.0
    assert row["projected_share"] == 1.0
    assert row["low_share"] > 0.5


def test_nothing_is_projected_from_nothing() -> None:
    years = [("Q1", 2017, 0.5, 0.6), ("Q1", 2018, 0.5, 0.5), ("Q1", 2019, 0.4, 0.6)]
    row = projected(history(*years))
    assert row["method"] == "none"
    assert pd.isna(row["share_to_date"])


@pytest.mark.parametrize(("now", "reading"), [(0.9, "above"), (0.1, "below"), (0.6, "across")])
def test_the_interval_is_read_against_the_quota(now: float, reading: str) -> None:
    row = projected(history(("Q1", 2017, 0.5, 0.52), ("Q1", 2018, 0.5, 0.5), ("Q1", 2019, 0.5, 0.49),
                            ("Q1", 2020, now, None)))  # fmt: skip
    assert row["reading"] == reading


def test_without_a_quota_the_interval_is_told_and_not_read() -> None:
    table = history(
        ("Q1", 2017, 0.5, 0.6), ("Q1", 2018, 0.5, 0.5), ("Q1", 2019, 0.4, 0.6), ("Q1", 2020, 0.5, None)
    )
    rows = projection_table(table, ONE, NO_MINIMUMS, SETTINGS, year=2020)
    assert rows["reading"].eq("no_quota").all()
    assert rows["low_share"].notna().all()
    assert rows["min_pct"].isna().all()


PACKAGES = pd.concat(
    [
        planned((True, 10), (False, 30), published="2019-02-10"),
        planned((True, 60), published="2019-10-01", first=3),
        planned((True, 10), (False, 10), (False, 10), published="2020-09-30", first=4),
        planned((True, 10), published="2020-10-01", first=7),
        planned((False, 5), published="2018-12-31", first=8),
        planned((True, 40), published="2020-01-01", agency="SNV"),
    ],
    ignore_index=True,
)


def test_the_history_knows_no_more_than_the_period_does() -> None:
    table = year_end_history(PACKAGES, RULE, period=PERIOD, counts_shortened=True).set_index(
        ["agency_code", "year"]
    )
    assert table.loc[("Q1", 2019)].tolist() == pytest.approx([1 / 2, 10 / 40, 2 / 3, 70 / 100])
    own = table.loc[("Q1", 2020)]
    assert own["count_share_to_date"] == pytest.approx(1 / 3)
    assert own[["count_share_at_end", "value_share_at_end"]].isna().all()
    assert pd.isna(table.loc[("Q1", 2018), "count_share_to_date"])
    assert table.loc[("Q1", 2018), "count_share_at_end"] == 0
    assert table.loc[("ALL", 2020), "value_share_to_date"] == pytest.approx(50 / 70)
    assert ("SNV", 2019) not in table.index


def test_cells_give_the_same_history_as_packages() -> None:
    asked = {"period": Period(2020, 3), "counts_shortened": True}
    cells = package_cells(PACKAGES, load_rules())
    pd.testing.assert_frame_equal(
        year_end_history(cells, RULE, **asked), year_end_history(PACKAGES, RULE, **asked)
    )

"""The indicators against a second computation that shares no code with the project."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.compliance.indicators.results import indicator_table
from cchc_analysis.intake.sources import SourceSpec, read_source
from cchc_analysis.period import Period
from cchc_analysis.reference.indicator_limits import LIMITS_FILE, load_indicator_settings
from cchc_analysis.sample.write import write_sample
from cchc_analysis.settings import load_settings
from tests.compliance.indicators import independent_indicators as again
from tests.compliance.indicators.rows import asked, registered
from tests.compliance.indicators.test_check_values import of_country

ADDED_UP = (*again.SUMS, "below_ceiling_clusters")


def test_six_indicators_of_the_sample_city_come_out_the_same_without_our_code(tmp_path: Path) -> None:
    write_sample(tmp_path)
    tables = read_source(SourceSpec("sample", tmp_path)).tables
    agencies = tables["packages"][["agency_code"]].drop_duplicates().assign(agency_name="–")
    table = indicator_table(
        asked(tables["procedures"], tables["packages"], period=Period(2020)),
        agencies,
        [registered(name) for name in (*ADDED_UP, "supplier_hhi")],
        load_indicator_settings(),
        period=Period(2020),
        everyone="Tất cả",
    )
    base = again.load(tmp_path, 2020)
    expected = again.sums(base) | again.clusters(base, load_settings().reference_dir / LIMITS_FILE)
    sums = table[table["indicator"].isin(ADDED_UP) & table["agency_code"].ne("ALL") & table["known_count"].gt(0)]
    own = {
        (row["agency_code"], row["indicator"]): (row["numerator"], row["denominator"])
        for row in sums.to_dict("records")
    }
    assert own == expected
    # Every one of them counts something somewhere.
    assert set(ADDED_UP) == {name for (_, name), (top, _) in expected.items() if top}
    values = table[table["indicator"].eq("supplier_hhi") & table["value"].notna()].set_index("agency_code")[
        "value"
    ]
    judged = set(agencies["agency_code"])
    assert values.to_dict() == pytest.approx(again.hhi(base) | again.hhi(base, judged), rel=1e-12)
    assert len(values) > 10


@pytest.mark.real_data
def test_a_real_country_comes_out_the_same_without_our_code(shared_data: Path) -> None:
    folder = shared_data / "ocds" / "paraguay"
    table: pd.DataFrame = of_country(folder)
    expected = again.of_country(folder, "PYG")
    for name in ("saving_rate", "supplier_hhi"):
        assert table.loc[name, "value"] == pytest.approx(expected[name], rel=1e-12)
    assert table.loc["cancellation_rate", "denominator"] == expected["awarded"] > 5
    assert table.loc["cancellation_rate", "numerator"] == 0

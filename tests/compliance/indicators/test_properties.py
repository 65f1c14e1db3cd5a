"""What holds of every source: shares within 0 and 1, parts that add up, no order of rows that matters."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc_analysis.compliance.indicators.catalogue import CONCENTRATION
from cchc_analysis.compliance.indicators.results import indicator_table
from cchc_analysis.reference.indicator_limits import load_indicator_settings
from cchc_analysis.reference.indicators import load_indicators
from cchc_analysis.tables.package_contracts import FIELDS, FORMS, PROCEDURE_STATUSES
from tests.compliance.indicators.rows import NO_DAY, PERIOD, asked, procedures

INDICATORS = [one.model_copy(update={"min_sample": 1}) for one in load_indicators()]
# Small and large samples side by side in one table; the last agency never has a row.
CODES = [*"ABCDEFGH"]
AGENCIES = pd.DataFrame({"agency_code": [*CODES, "Z"], "agency_name": "Sở"})
DAYS = st.sampled_from([NO_DAY, "2025-08-20", "2025-09-01", "2025-12-30"])
MONEY = st.one_of(st.none(), st.integers(0, 10**12))
ROW = st.fixed_dictionaries(
    {
        "agency_code": st.sampled_from(CODES),
        "form": st.sampled_from(["", *FORMS]),
        "field": st.sampled_from(["", *FIELDS]),
        "status": st.sampled_from(PROCEDURE_STATUSES),
        "currency": st.sampled_from(["", "VND", "MDL"]),
        "estimate_value": MONEY,
        "award_value": MONEY,
        "bidder_count": st.one_of(st.none(), st.integers(0, 5)),
        "supplier_code": st.sampled_from(["", "S1", "S2"]),
        "supplier_name": st.just(""),
        "has_petition": st.sampled_from([None, True, False]),
        "is_domestic": st.sampled_from([None, True, False]),
        "published_on": DAYS,
        "closed_on": DAYS,
        "awarded_on": DAYS,
    }
)
ROWS = st.lists(ROW, min_size=12, max_size=40)
# Nothing known but that it was held: columns without a single value.
BARE = {
    "agency_code": "A",
    "form": "",
    "field": "",
    "status": PROCEDURE_STATUSES[0],
    "currency": "",
} | dict.fromkeys(["estimate_value", "award_value", "bidder_count", "has_petition", "is_domestic"])


def table_of(held: pd.DataFrame) -> pd.DataFrame:
    return indicator_table(
        asked(held), AGENCIES, INDICATORS, load_indicator_settings(), period=PERIOD, everyone="Tất cả"
    )


@settings(max_examples=2)
@example(rows=[BARE | dict.fromkeys(["published_on", "closed_on", "awarded_on"], NO_DAY)], order=random.Random(1))
@given(rows=ROWS, order=st.randoms(use_true_random=False))
def test_every_source_keeps_the_bounds_adds_up_and_has_no_order(rows: list[dict[str, Any]], order: Any) -> None:
    held = procedures(*rows)
    table = table_of(held)
    shares = table[table["unit"].eq("share") & ~table["indicator"].isin(["saving_rate", "mean_saving_rate"])]
    assert shares["value"].dropna().between(0, 1).all()
    assert table["value"].where(table["indicator"].str.contains("saving_rate")).dropna().le(1).all()
    assert table.loc[table["unit"].eq("index"), "value"].dropna().between(0, 10_000 + 1e-6).all()
    assert table.loc[table["unit"].isin(["days", "bidders"]), "value"].dropna().ge(0).all()
    assert table["known_share"].dropna().between(0, 1).all()
    assert table["known_count"].le(table["asked_count"]).all()
    assert table["value"].notna().equals(table["status"].eq("computed") & table["value"].notna())

    additive = table[~table["indicator"].isin(CONCENTRATION)]
    sides = ["numerator", "denominator", "asked_count", "known_count"]
    whole = additive[additive["agency_code"].eq("ALL")].set_index("indicator")[sides]
    parts = additive[additive["agency_code"].ne("ALL")].groupby("indicator", sort=False)[sides].sum()
    pd.testing.assert_frame_equal(whole, parts, check_dtype=False)

    shuffled = held.sample(frac=1, random_state=order.randrange(2**32))
    pd.testing.assert_frame_equal(table_of(shuffled), table, rtol=1e-12)

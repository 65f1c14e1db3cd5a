from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.one_agency import agency_name, agency_rows

TABLE = pd.DataFrame({"agency_code": ["SNV", "STP"], "agency_name": ["Sở Nội vụ", "Sở Tư pháp"]})


def test_the_rows_of_the_agency_asked_for_are_taken() -> None:
    assert agency_name(agency_rows(TABLE, "STP")) == "Sở Tư pháp"
    assert agency_rows(TABLE, "SYT").empty


def test_the_only_agency_need_not_be_named() -> None:
    assert agency_name(agency_rows(TABLE.head(1), None)) == "Sở Nội vụ"
    with pytest.raises(ValueError, match="focus"):
        agency_rows(TABLE, None)


def test_without_names_the_code_stands_in() -> None:
    assert agency_name(TABLE[["agency_code"]]) == "SNV"

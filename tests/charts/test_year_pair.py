from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.year_pair import year_pair


def test_one_pair_of_years_is_read_and_several_are_refused() -> None:
    table = pd.DataFrame({"year_from": [2019, 2019], "year_to": [2020, 2020]})
    assert year_pair(table) == (2019, 2020)
    with pytest.raises(ValueError, match="2021"):
        year_pair(table.assign(year_to=[2020, 2021]))

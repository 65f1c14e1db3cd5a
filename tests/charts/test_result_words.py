from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.result_words import counted, unit_words


def test_provinces_are_called_so_only_where_all_are() -> None:
    provinces = pd.DataFrame({"group": ["province", "province"]})
    assert unit_words(provinces, "en") == {"unit": "province", "units": "provinces"}
    mixed = provinces.assign(group=["province", "department"])
    for table in (mixed, provinces.head(0), pd.DataFrame()):
        assert unit_words(table, "en") == {"unit": "agency", "units": "agencies"}


def test_nothing_counted_is_nothing_said() -> None:
    assert counted("own_gap_cut", 0, "vi") is None
    assert counted("own_gap_cut", 3, "vi") == "Không vẽ 3 tiêu chí chênh lệch ít hơn; bảng số liệu có đủ."

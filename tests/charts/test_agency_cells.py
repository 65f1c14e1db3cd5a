from __future__ import annotations

import numpy as np
import pandas as pd

from cchc_analysis.charts.agency_cells import row_order, shown_cells
from cchc_analysis.charts.domain_table import domain_indices

from .frames import nodes

NODES = nodes({"Thể chế": [90, 60, 70], "Thủ tục": [80, 65, 75]}, codes=["SNV", "STP", "SYT"])


def test_without_a_whole_index_rows_stand_by_their_median() -> None:
    assert row_order(domain_indices(NODES), NODES) == ["SNV", "SYT", "STP"]


def test_the_whole_index_decides_where_it_is_known() -> None:
    whole = NODES.drop_duplicates("agency_code").assign(criterion_code="C", level=0, index=[10.0, 30.0, 20.0])
    assert row_order(domain_indices(NODES), pd.concat([NODES, whole])) == ["STP", "SYT", "SNV"]


def test_a_row_left_out_has_no_cells() -> None:
    cells = shown_cells(domain_indices(NODES), ["STP", None])
    assert cells[0].tolist() == [60, 65]
    assert np.isnan(cells[1]).all()

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.charts.icicle_tree import band_end, icicle

from .frames import NAN
from .result_frames import big_tree, tree

UNEVEN = {"1": (1.0, 2.0), "2.1.1": (3.0, 4.0), "2.1.2": (0.0, 1.0), "2.2": (1.0, 1.0)}


def test_a_node_is_as_wide_as_its_leaves_and_stands_above_them() -> None:
    cells = {cell.code: cell for band in icicle(tree(UNEVEN)).bands for cell in band}
    assert (cells["2"].left, cells["2"].right) == (2, 8)
    assert (cells["2.1"].left, cells["2.1"].right) == (2, 7)
    assert (cells["2.1.2"].left, cells["2.1.2"].right) == (6, 7)
    assert [cells[code].depth for code in ("1", "2.2", "2.1.2")] == [1, 2, 3]
    assert cells["2.1.1"].share == 75


@given(st.integers(1, 12), st.integers(1, 12))
def test_bands_hold_every_leaf_once_and_all_points(domains: int, leaves: int) -> None:
    nodes = big_tree(domains, leaves)
    found = icicle(nodes)
    codes = [cell.code for cell in found.leaves]
    assert len(codes) == len(set(codes)) == domains * leaves
    whole = nodes.loc[nodes["criterion_code"] == "C", "max_points"].iloc[0]
    assert math.isclose(sum(band_end(band) for band in found.bands), whole)
    assert found.widest == max(band_end(band) for band in found.bands)


def test_of_several_agencies_the_medians_count() -> None:
    three = pd.concat(
        [tree({"1": (score, most)}, code=code) for code, score, most in (("A", 1, 2), ("B", 4, 4), ("C", 1, 4))]
    )
    (cell,) = icicle(three).leaves
    assert (cell.share, cell.right) == (50, 4)


def test_without_maxima_widths_are_points_and_there_is_no_share() -> None:
    found = icicle(tree({"1": (0.7, None), "2": (0.0, None)}))
    assert not found.is_share
    assert [cell.right - cell.left for cell in found.leaves] == pytest.approx([0.7, 0.0])
    assert all(math.isnan(cell.share) for cell in found.leaves)
    assert found.without_width == 1


def test_a_missing_score_keeps_its_width_and_has_no_share() -> None:
    missing, known = icicle(tree({"1": (NAN, 2), "2": (1, 2)})).leaves
    assert (missing.left, missing.right) == (0, 2)
    assert math.isnan(missing.share)
    assert known.share == 50

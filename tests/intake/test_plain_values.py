"""What is stored as it was read, and what would come back as something else."""

from __future__ import annotations

import pytest

from cchc_analysis.intake.plain_values import is_plain


@pytest.mark.parametrize("part", ["Mua thuốc", "", "a\u200b b\tc\n", -(2**63), 2**64 - 1, 1.5, None])
def test_what_people_type_is_plain(part: object) -> None:
    assert is_plain(part)


@pytest.mark.parametrize("part", ["gói\u202e số 1", "a\x00", "a\x1fb", "\ud800", "\ufffd", 2**64])
def test_what_no_cell_may_hold_is_not(part: object) -> None:
    assert not is_plain(part)

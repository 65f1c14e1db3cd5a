"""The contract of packages holds codes only: a word nobody knows never reaches a figure."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pandera.errors
import pytest

from cchc_analysis.intake.own_tables.adapter import read_sample
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.tables.package_contracts import METHODS


@pytest.fixture(scope="module")
def packages(sample_files: Path) -> pd.DataFrame:
    return read_sample(sample_files).tables["packages"].head(3)


@pytest.mark.parametrize("column", ["field", "form", "method"])
def test_a_word_that_is_no_code_breaks_the_contract(column: str, packages: pd.DataFrame) -> None:
    assert set(check_table("packages", packages)["method"]) <= set(METHODS)
    with pytest.raises(pandera.errors.SchemaErrors, match=column):
        check_table("packages", packages.assign(**{column: "Hai giai đoạn một túi hồ sơ"}))

"""Packages added up into cells say what the packages say, for every table of the verdict."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cchc_analysis.compliance.cells import package_cells
from cchc_analysis.compliance.eligibility import exclusion_table, mark_eligible
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.legal_split import legal_split
from cchc_analysis.compliance.mandatory import mandatory_table, mark_mandatory
from cchc_analysis.compliance.quota import packages_to_date, quota_table
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import load_rules, rule_on
from cchc_analysis.tables.package_contracts import FIELDS, FORMS, METHODS, PACKAGE_CELLS

AGENCIES = pd.DataFrame({"agency_code": ["A", "B", "C"], "agency_name": ["Sở A", "Sở B", "Sở C"]})
RULES = load_rules()
# The days on which a legal basis changes, and those beside them.
EDGES = [rule.valid_from + dt.timedelta(days=away) for rule in RULES for away in (-1, 0, 1)]
PRICES = [1, *(c + away for rule in RULES for c in rule.mandatory_ceilings_vnd.values() for away in (0, 1))]
PERIODS = [Period(2020, 1), Period(2020), Period(2022, 3), Period(2024, 1), Period(2024, 4), Period(2025, 3)]

# An example asks the engine dozens of times: what fails is shown as it was found.
_NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)

_package = st.fixed_dictionaries(
    {
        "agency_code": st.sampled_from(["A", "B"]),
        "form": st.sampled_from(FORMS),
        "field": st.sampled_from(FIELDS),
        "method": st.sampled_from(METHODS),
        "plan_type": st.sampled_from(["project", "purchase", ""]),
        "is_online": st.booleans(),
        "is_domestic": st.booleans(),
        "value_vnd": st.sampled_from(sorted(set(PRICES))),
        "published_on": st.sampled_from(EDGES) | st.dates(dt.date(2020, 1, 1), dt.date(2025, 12, 31)),
    }
)


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    columns = ["agency_code", "form", "field", "method", "plan_type", "is_online", "is_domestic", "value_vnd",
               "published_on"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    types = dict.fromkeys(["agency_code", "form", "field", "method", "plan_type"], "str")
    return table.astype(
        types | {"is_online": bool, "is_domestic": bool, "value_vnd": "int64", "published_on": "datetime64[us]"}
    )


def tables(rows: pd.DataFrame, period: Period, *, counts_shortened: bool) -> dict[str, pd.DataFrame]:
    rule = rule_on(period.end_on)
    asked = {"period": period, "counts_shortened": counts_shortened}
    marked = mark_eligible(packages_to_date(rows, period), rule, counts_shortened=counts_shortened)
    return {
        "quota": quota_table(rows, AGENCIES, rule, **asked),  # type: ignore[arg-type]
        "exclusions": exclusion_table(marked),
        "mandatory": mandatory_table(mark_mandatory(rows, RULES, **asked), AGENCIES),  # type: ignore[arg-type]
        "split": legal_split(rows, AGENCIES, RULES, language="vi", **asked),  # type: ignore[arg-type]
    }


@settings(max_examples=12, deadline=None, phases=_NO_SHRINKING)
@given(st.lists(_package, min_size=1, max_size=40), st.sampled_from(PERIODS), st.booleans())
def test_cells_give_the_tables_of_their_packages(
    rows: list[dict[str, object]], period: Period, counts_shortened: bool
) -> None:
    packages = frame(rows)
    cells = as_frame(package_cells(packages, RULES))
    expected = tables(packages, period, counts_shortened=counts_shortened)
    found = tables(cells, period, counts_shortened=counts_shortened)
    for name, table in expected.items():
        pd.testing.assert_frame_equal(found[name], table, obj=name)


@settings(max_examples=6, deadline=None, phases=_NO_SHRINKING)
@given(st.lists(_package, max_size=20), st.lists(_package, max_size=20))
def test_cells_of_two_sets_add_up_to_those_of_both(
    first: list[dict[str, object]], second: list[dict[str, object]]
) -> None:
    keys = [*PACKAGE_CELLS.columns][:9]
    both = as_frame(package_cells(frame(first + second), RULES), order_by=keys)
    parts = pd.concat([as_frame(package_cells(frame(rows), RULES)) for rows in (first, second)])
    added = parts.groupby(keys, dropna=False)[["package_count", "value_vnd"]].sum().reset_index()
    added = added.sort_values(keys, ignore_index=True)
    assert added[["package_count", "value_vnd"]].to_numpy().tolist() == (
        both[["package_count", "value_vnd"]].to_numpy().tolist()
    )
    assert both["package_count"].sum() == len(first) + len(second)


def test_cells_keep_their_contract() -> None:
    row = {
        "agency_code": "A", "form": "shopping", "field": "goods", "method": METHODS[0], "plan_type": "",
        "is_online": True, "is_domestic": True, "value_vnd": 5, "published_on": dt.date(2020, 5, 5),
    }  # fmt: skip
    cells = as_frame(package_cells(frame([row, row]), RULES))
    checked = PACKAGE_CELLS.validate(cells.astype({"is_within_ceiling": "boolean"}))
    assert checked[["package_count", "value_vnd"]].to_numpy().tolist() == [[2, 10]]
    assert list(cells["published_on"].astype("datetime64[us]")) == [pd.Timestamp("2020-04-01")]


@pytest.mark.parametrize(
    ("published", "starts"),
    [
        ("2020-01-31", "2020-01-01"),
        ("2020-02-01", "2020-02-01"),
        ("2020-03-31", "2020-02-01"),
        ("2020-04-01", "2020-04-01"),
        ("2024-02-26", "2024-01-01"),
        ("2024-02-27", "2024-02-27"),
        ("2025-08-03", "2025-07-01"),
        ("2025-08-04", "2025-08-04"),
        ("2015-05-05", "2015-04-01"),
    ],
)
def test_a_quarter_is_cut_where_the_legal_basis_changes(published: str, starts: str) -> None:
    row = {
        "agency_code": "A", "form": "shopping", "field": "goods", "method": METHODS[0], "plan_type": "",
        "is_online": True, "is_domestic": True, "value_vnd": 5, "published_on": published,
    }  # fmt: skip
    cells = as_frame(package_cells(frame([row]), RULES))
    assert str(pd.Timestamp(cells["published_on"].iloc[0]).date()) == starts

"""What counts for whom: said once, and the same in the roll-up and in the score matrix."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from cchc_analysis.index.leaf_scores import directed, leaf_scores, sent_leaf_scores
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.index.score_matrix import score_matrix
from cchc_analysis.reference.frameworks import Framework
from tests.index.score_draws import EXEMPT, Drawn, any_tables, drawn
from tests.index.trees import FRAMEWORK

NAN = float("nan")
FULL = {"1.1": 310, "1.2.1": 50, "1.2.2": 50, "2": 200}


def turned(*codes: str, framework: Framework = FRAMEWORK) -> Framework:
    """The framework with less being better on some criteria."""
    is_turned = framework.criteria["code"].isin(codes)
    criteria = framework.criteria.assign(direction=framework.criteria["direction"].mask(is_turned, "down"))
    return replace(framework, criteria=criteria)


def reasons(table: Drawn, agency: str, framework: Framework = FRAMEWORK, **options: str) -> dict[str, str]:
    leaves = leaf_scores(table.scores, framework, groups=table.groups, **options)  # type: ignore[arg-type]
    own = leaves[leaves["agency_code"] == agency]
    return dict(zip(own["criterion_code"], own["reason"], strict=True))


def test_every_reason_has_its_name_and_the_strongest_stands() -> None:
    table = drawn(
        {"A": ("district", FULL | {"1.2.1": EXEMPT, "2": None}), "B": ("department", FULL | {"2": None})}
    )
    assert reasons(table, "A") == {"1.1": "", "1.2.1": "own_file", "1.2.2": "group", "2": ""}
    rebased = replace(FRAMEWORK, without_survey="rebase")
    assert reasons(table, "A", rebased)["2"] == "no_survey"
    assert reasons(table, "B", basis="self")["2"] == "not_self_scored"
    exempt = drawn({"A": ("district", dict.fromkeys(FULL, EXEMPT))})
    assert reasons(exempt, "A", rebased) == dict.fromkeys(FULL, "own_file") | {"1.2.2": "group"}


def test_points_that_count_are_exact_and_turned_where_less_is_better() -> None:
    table = drawn({"A": ("department", FULL | {"1.2.1": None})})
    leaves = leaf_scores(table.scores, turned("1.1", "1.2.1"), groups={"A": "department", "B": "ward"})
    assert leaves["score"].iloc[0] == 3.1
    assert leaves["counted"].tolist()[:4] == [Decimal("0.9"), None, Decimal("0.5"), Decimal(2)]
    assert leaves.loc[leaves["agency_code"] == "B", "counted"].isna().all()  # nothing sent, still laid out
    assert not leaves.loc[leaves["agency_code"] == "B", "has_row"].any()


def test_turning_twice_is_no_turn_and_without_a_maximum_nothing_is_left_to_it() -> None:
    assert directed(directed(Decimal("0.3"), 2, True), 2, True) == Decimal("0.3")
    assert directed(Decimal("0.3"), NAN, True) == Decimal("0.3")
    assert directed(Decimal("0.3"), 2, False) == Decimal("0.3")
    assert directed(None, 2, True) is None


def test_self_points_count_on_the_basis_of_self_scores() -> None:
    table = drawn({"A": ("department", FULL)})
    own = table.scores.assign(self_score=[1.0, 0.25, 0.75, NAN])
    leaves = leaf_scores(own, FRAMEWORK, groups=table.groups, basis="self")
    assert leaves.loc[leaves["reason"] == "", "counted"].tolist() == [1, Decimal("0.25"), Decimal("0.75")]


def test_only_agencies_with_a_row_have_sent_and_one_of_no_known_group_is_a_defect() -> None:
    table = drawn({"A": ("department", FULL)})
    sent = sent_leaf_scores(table.scores, FRAMEWORK, groups={"A": "department", "B": "ward"})
    assert set(sent["agency_code"]) == {"A"}
    with pytest.raises(KeyError, match="A"):
        sent_leaf_scores(table.scores, FRAMEWORK, groups={})


@pytest.mark.parametrize("framework", [FRAMEWORK, turned("1.1", "2"), replace(FRAMEWORK, without_survey="rebase")])
@given(table=any_tables)
def test_the_matrix_times_the_tree_is_the_roll_up(framework: Framework, table: Drawn) -> None:
    matrix = score_matrix(table.scores, framework, groups=table.groups)
    nodes = roll_up(table.scores, framework, groups=table.groups)
    parents = dict(zip(framework.criteria["code"], framework.criteria["parent_code"], strict=True))
    lies_under = pd.DataFrame(0.0, index=list(matrix.hierarchy.leaf_codes), columns=list(parents))
    for leaf in lies_under.index:
        above = leaf
        while above:
            lies_under.loc[leaf, above] = 1
            above = parents[above]
    values = np.where(matrix.applicable, matrix.values, 0.0)
    # A missing score is missing in every node above it, and in no other.
    missing = np.isnan(values).astype("float64") @ lies_under.to_numpy() > 0
    points = np.where(missing, NAN, np.nan_to_num(values) @ lies_under.to_numpy())
    most = np.where(matrix.applicable, matrix.maxima, 0.0) @ lies_under.to_numpy()
    applies = matrix.applicable.astype("float64") @ lies_under.to_numpy() > 0
    for column, expected in (
        ("score", points),
        ("max_points", most),
        ("index", points * 100 / np.maximum(most, 1)),
    ):
        found = nodes.pivot(index="agency_code", columns="criterion_code", values=column)
        found = found.reindex(index=list(matrix.agency_codes), columns=list(parents))
        np.testing.assert_allclose(
            found.to_numpy("float64"), np.where(applies, expected, NAN), rtol=0, atol=1e-9, equal_nan=True
        )

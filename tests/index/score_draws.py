"""Drawn score tables on the test tree: groups, exemptions, missing scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.reference.frameworks import Framework
from tests.index.trees import FRAMEWORK, scores

EXEMPT = "exempt"
MAXIMA = {"1.1": 4, "1.2.1": 1, "1.2.2": 1, "2": 4}

# What one agency has: its group, and per criterion hundredths of a point, None (missing) or EXEMPT.
Own = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Drawn:
    """A table of scores and who had to be assessed."""

    scores: pd.DataFrame
    assessed: pd.DataFrame

    @property
    def groups(self) -> dict[str, str]:
        return dict(zip(self.assessed["agency_code"], self.assessed["group"], strict=True))

    def nodes(self, framework: Framework = FRAMEWORK) -> pd.DataFrame:
        return roll_up(self.scores, framework, groups=self.groups)

    def renamed(self, names: dict[str, str]) -> Drawn:
        """The same agencies under other codes and names."""
        return Drawn(
            self.scores.assign(agency_code=self.scores["agency_code"].map(names)),
            self.assessed.assign(
                agency_code=self.assessed["agency_code"].map(names),
                agency_name=self.assessed["agency_code"].map(names),
            ),
        )

    def shuffled(self, order: np.random.Generator) -> Drawn:
        return Drawn(
            self.scores.iloc[order.permutation(len(self.scores))].reset_index(drop=True),
            self.assessed.iloc[order.permutation(len(self.assessed))].reset_index(drop=True),
        )


def drawn(agencies: dict[str, Own]) -> Drawn:
    """Build the tables of a draw; a criterion that is not meant for the group has an empty row."""
    parts = []
    for code, (group, points) in agencies.items():
        given = {
            leaf: None if hundredths in (None, EXEMPT) or (leaf == "1.2.2" and group != "department")
            else hundredths / 100
            for leaf, hundredths in points.items()
        }  # fmt: skip
        exempt = [leaf for leaf, hundredths in points.items() if hundredths == EXEMPT]
        table = scores(code, given)
        parts.append(table.assign(is_applicable=~table["criterion_code"].isin(exempt)))
    assessed = pd.DataFrame(
        [(code, f"Agency {code}", group) for code, (group, _) in agencies.items()],
        columns=["agency_code", "agency_name", "group"],
    )
    return Drawn(pd.concat(parts, ignore_index=True), assessed)


def _points(*others: object) -> st.SearchStrategy[dict[str, Any]]:
    def of(most: int) -> st.SearchStrategy[Any]:
        # Few different values, so that ties and median agencies happen.
        given = st.integers(0, 100 * most) | st.sampled_from([0, 50 * most, 100 * most])
        return st.one_of(given, given, *map(st.just, others))

    return st.fixed_dictionaries(
        {leaf: of(most) for leaf, most in MAXIMA.items()} | {"1.1": of(4).filter(_counts)}
    )


def _counts(value: object) -> bool:
    return value != EXEMPT  # something must be left of every agency's tree


def tables(*others: object, least: int = 1) -> st.SearchStrategy[Drawn]:
    """Tables of up to eight agencies; `others` may stand in place of points: None, EXEMPT."""
    own = st.tuples(st.sampled_from(["department", "district"]), _points(*others))
    return st.dictionaries(st.sampled_from("ABCDEFGH"), own, min_size=least, max_size=8).map(drawn)


complete_tables = tables(EXEMPT)
any_tables = tables(EXEMPT, None)

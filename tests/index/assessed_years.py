"""Years of assessment to ask what-if questions of."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.reference.classes import bands_for
from cchc_analysis.reference.frameworks import Framework
from tests.index.trees import FRAMEWORK, scores

GROUPS = {"A": "department", "B": "department", "C": "department", "D": "district"}
FULL = {"1.1": 4.0, "1.2.1": 1.0, "1.2.2": 1.0, "2": 4.0}


def assessed(groups: dict[str, str] = GROUPS) -> pd.DataFrame:
    names = [f"Sở {code}" for code in groups]
    return pd.DataFrame({"agency_code": list(groups), "agency_name": names, "group": list(groups.values())})


def assessment(
    points: dict[str, dict[str, float | None]], *, year: int = 2020, framework: Framework = FRAMEWORK
) -> Assessment:
    table = pd.concat([scores(code, own, year=year) for code, own in points.items()], ignore_index=True)
    of_year = replace(framework, year=year)
    return Assessment(table, of_year, assessed(), bands_for("hcmc", 2021), "vi")


THREE = assessment(
    {
        "A": {"1.1": 3.0, "1.2.1": 1.0, "1.2.2": 0.5, "2": 3.9},
        "B": {"1.1": 4.0, "1.2.1": 1.0, "1.2.2": 0.5, "2": 3.5},
        "C": {"1.1": 2.0, "1.2.1": 0.5, "1.2.2": 0.5, "2": 2.0},
        "D": {"1.1": 4.0, "1.2.1": 1.0, "2": 4.0},
    }
)


LAST_YEAR = assessment(
    {
        "A": {"1.1": 1.0, "1.2.1": 0.0, "1.2.2": 0.0, "2": 0.0},
        "B": {"1.1": 3.5, "1.2.1": 1.0, "1.2.2": 1.0, "2": 3.8},
        "D": {"1.1": 1.0, "1.2.1": 1.0, "2": 4.0},
    },
    year=2019,
)

"""Stand-ins for a table of the little tree, and which cells they went to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cchc_analysis.index.imputation import (
    Imputation,
    impute_scores,
)
from cchc_analysis.index.stand_ins import Method
from cchc_analysis.reference.frameworks import Framework
from tests.index.score_draws import Drawn, drawn
from tests.index.trees import FRAMEWORK

LAST_YEAR = replace(FRAMEWORK, year=2019)
FULL = {"1.1": 100, "1.2.1": 100, "1.2.2": 100, "2": 100}
GAPPED = drawn(
    {
        "A": ("department", FULL | {"1.1": None}),
        "B": ("department", FULL | {"1.1": 200}),
        "C": ("department", FULL | {"1.1": 210}),
        "D": ("department", FULL | {"1.1": 400}),
        "E": ("district", FULL | {"1.1": 0}),
        "F": ("district", FULL | {"1.1": None}),
    }
)


def imputed(
    table: Drawn,
    method: Method,
    *,
    framework: Framework = FRAMEWORK,
    previous: Framework = LAST_YEAR,
    **options: Any,
) -> Imputation:
    return impute_scores(
        table.scores, framework, table.assessed, method=method, language="en", previous=previous, **options
    )


def filled(result: Imputation) -> dict[tuple[str, str], float]:
    rows = result.imputed
    return {
        (agency, code): score
        for agency, code, score in zip(rows["agency_code"], rows["criterion_code"], rows["score"], strict=True)
    }


def unfilled(result: Imputation) -> dict[tuple[str, str], str]:
    rows = result.unfilled
    return {
        (agency, code): reason
        for agency, code, reason in zip(rows["agency_code"], rows["criterion_code"], rows["reason"], strict=True)
    }

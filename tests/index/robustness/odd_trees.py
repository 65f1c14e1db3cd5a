"""Frameworks with hardly any tree, and with criteria that give no points."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from cchc_analysis.reference.frameworks import Framework
from tests.index.trees import FRAMEWORK

Nodes = list[tuple[str, str, float]]

ROOT_ALONE: Nodes = [("R", "", 10.0)]
ONE_CRITERION: Nodes = [("R", "", 10.0), ("1", "R", 10.0)]
CHAIN: Nodes = [("R", "", 10.0), ("1", "R", 10.0), *[(str(n), str(n - 1), 10.0) for n in range(2, 6)]]
# Domain 2 is listed and gives no points; with it gone, 1 is all there is.
NO_POINTS: Nodes = [("R", "", 10.0), ("1", "R", 10.0), ("2", "R", 0.0), ("2.1", "2", 0.0), ("2.2", "2", 0.0)]


def odd_framework(nodes: Nodes, *, like: Framework = FRAMEWORK) -> Framework:
    inner = {parent for _, parent, _ in nodes}
    rows = [
        {
            "code": code, "parent_code": parent, "name_vi": f"Tiêu chí {code}", "name_en": f"Criterion {code}",
            "max_points": points, "score_source": "" if code in inner else "appraised", "applies_to": "",
            "source": "test", "direction": "" if code in inner else "up",
        }
        for code, parent, points in nodes
    ]  # fmt: skip
    return replace(like, root_code="R", criteria=pd.DataFrame(rows))


def odd_scores(nodes: Nodes, shares: dict[str, float], *, framework: str = "tree") -> pd.DataFrame:
    """Every agency has the same share of the maximum at every criterion."""
    inner = {parent for _, parent, _ in nodes}
    rows = [
        {
            "agency_code": agency, "year": 2020, "framework": framework, "criterion_code": code,
            "self_score": points * share, "appraised_score": points * share, "survey_score": np.nan,
            "is_applicable": True, "source_file": "test.csv", "source_row": 2,
        }
        for agency, share in shares.items()
        for code, _, points in nodes
        if code not in inner
    ]  # fmt: skip
    return pd.DataFrame(rows)

"""Small frameworks of two years, and indices on them, for the tests of change between years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.reference.frameworks import Framework
from tests.index.trees import FRAMEWORK

Points = Mapping[str, float | None]


def framework(leaves: Mapping[str, float | Mapping[str, Any]], *, year: int, **changes: Any) -> Framework:
    """A tree from the dotted codes of its leaves: ``3.1.2`` lies in 3.1, that in 3, that in the root R.

    A leaf is given by its maximum of points, or by the columns that are not the usual ones.
    """
    rows: dict[str, dict[str, Any]] = {"R": {"parent_code": ""}}
    for code, given in leaves.items():
        parts = code.split(".")
        for depth in range(1, len(parts)):
            inner = ".".join(parts[:depth])
            rows.setdefault(inner, {"parent_code": ".".join(parts[: depth - 1]) or "R"})
        own = dict(given) if isinstance(given, Mapping) else {"max_points": given}
        leaf = {"parent_code": ".".join(parts[:-1]) or "R", "score_source": "appraised", "direction": "up"}
        rows[code] = leaf | own
    usual = {"max_points": float("nan"), "score_source": "", "direction": "", "applies_to": "", "source": "test"}
    table = pd.DataFrame(
        [
            {"code": code, "name_vi": f"Tiêu chí {code}", "name_en": f"Criterion {code}"} | usual | row
            for code, row in rows.items()
        ]
    )
    return replace(FRAMEWORK, year=year, criteria=table, **changes)


def index_year(
    rules: Framework,
    points: Mapping[str, Points],
    *,
    groups: Mapping[str, str] | None = None,
    outside: Mapping[str, set[str]] | None = None,
    assessed: list[str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Assessment:
    """The index of agencies given their points; `outside` names criteria that an agency's own file leaves out."""
    sources = dict(zip(rules.criteria["code"], rules.criteria["score_source"], strict=True))
    listed = list(points) if assessed is None else assessed
    group_of = dict.fromkeys([*points, *listed], "department") | dict(groups or {})
    rows = [
        {
            "agency_code": agency,
            "year": rules.year,
            "framework": rules.code,
            "criterion_code": code,
            "self_score": float("nan"),
            "appraised_score": score if sources[code] == "appraised" else None,
            "survey_score": score if sources[code] == "survey" else None,
            "is_applicable": code not in (outside or {}).get(agency, ()),
        }
        for agency, own in points.items()
        for code, score in own.items()
    ]
    columns = [
        "agency_code",
        "year",
        "framework",
        "criterion_code",
        "self_score",
        "appraised_score",
        "survey_score",
    ]
    scores = pd.DataFrame(rows, columns=[*columns, "is_applicable"])
    scores = scores.astype(dict.fromkeys(columns[4:], "float64") | {"is_applicable": "bool"})
    agencies = pd.DataFrame(
        {
            "agency_code": listed,
            "agency_name": [(names or {}).get(agency, f"Sở {agency}") for agency in listed],
            "group": [group_of[agency] for agency in listed],
        },
        dtype="str",
    )
    return Assessment(scores, rules, agencies, None, "vi")

"""A small uneven framework and scores on it, for the tests of the index."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.reference.frameworks import Framework

_NODES = [
    ("R", "", 10.0, "", ""),
    ("1", "R", 6.0, "", ""),
    ("1.1", "1", 4.0, "appraised", ""),
    ("1.2", "1", 2.0, "", ""),
    ("1.2.1", "1.2", 1.0, "appraised", ""),
    ("1.2.2", "1.2", 1.0, "appraised", "department"),
    ("2", "R", 4.0, "survey", ""),
]

FRAMEWORK = Framework(
    code="tree",
    year=2020,
    root_code="R",
    name_vi="Cây thử",
    name_en="Test tree",
    legal_basis_vi="",
    legal_basis_en="",
    notes_vi="",
    notes_en="",
    is_synthetic=True,
    published_decimals=2,
    published_rounding="half_up",
    criteria=pd.DataFrame(
        [
            {
                "code": code,
                "parent_code": parent,
                "name_vi": f"Tiêu chí {code}",
                "name_en": f"Criterion {code}",
                "max_points": points,
                "score_source": source,
                "applies_to": groups,
                "source": "test",
                "direction": "up" if source else "",
            }
            for code, parent, points, source, groups in _NODES
        ]
    ),
)


def scores(agency: str, points: dict[str, float | None], *, year: int = 2020) -> pd.DataFrame:
    """Score rows of one agency; survey criteria get survey points."""
    rows = [
        {
            "agency_code": agency,
            "year": year,
            "framework": "tree",
            "criterion_code": code,
            "self_score": float("nan") if code == "2" else value,
            "appraised_score": float("nan") if code == "2" else value,
            "survey_score": value if code == "2" else float("nan"),
            "is_applicable": True,
            "source_file": "test.csv",
            "source_row": row,
        }
        for row, (code, value) in enumerate(points.items(), start=2)
    ]
    return pd.DataFrame(rows).astype(
        {"self_score": "float64", "appraised_score": "float64", "survey_score": "float64"}
    )

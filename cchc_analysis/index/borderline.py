"""Agencies whose class hangs on a rounding or on a few hundredths."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from cchc_analysis.index.league import published
from cchc_analysis.index.named_rows import WHO, named_records
from cchc_analysis.reference.classes import ClassBands
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import to_decimal
from cchc_analysis.texts import Language

# Index points; this project's choice, not a legal one.
MARGIN = Decimal("0.50")

BORDERLINE_COLUMNS = [
    *WHO, "index", "exact_index", "bound", "distance", "class_name", "other_class_name", "reason",
]  # fmt: skip

_TYPES = {
    "agency_code": "str", "index": "float64", "exact_index": "float64", "bound": "float64", "distance": "float64",
    "class_name": "str", "other_class_name": "str", "reason": "str",
}  # fmt: skip


def borderline(
    nodes: pd.DataFrame,
    assessed: pd.DataFrame,
    framework: Framework,
    *,
    bands: ClassBands | None,
    language: Language,
    margin: Decimal = MARGIN,
) -> pd.DataFrame:
    """List the agencies whose class a small change, or rounding alone, would change.

    Classes are read from the published index, as in the league table. Points are added, divided and compared as
    decimals, so that 84.995 is 84.995.

    Parameters
    ----------
    nodes
        From `cchc_analysis.index.roll_up.roll_up`.
    bands
        Class bands in force that year; None where they could not be sourced.
    margin
        Index points; an index exactly this far from a bound is still listed.

    Returns
    -------
    One row per agency and bound: who, index (published), exact_index (before rounding), bound, distance (index -
    bound, index points), class_name, other_class_name (on the other side of the bound; missing where no class is
    named there), reason. ``rounding``: published and exact index stand on different sides of the bound.
    ``margin``: both stand on the same side, the published one within the margin. Nearest to a bound first within
    each group. Empty without bands.

    Source: the bounds and whether they belong to the class above, `cchc_analysis.reference.classes`.
    """
    roots = nodes[nodes["criterion_code"] == framework.root_code]
    records = [
        (agency, *case)
        for agency, score, most in zip(roots["agency_code"], roots["score"], roots["max_points"], strict=True)
        if bands is not None and (exact := _exact_index(score, most, framework)) is not None
        for case in _cases(exact, framework, bands, language, margin)
    ]
    table = named_records(records, _TYPES, assessed, framework, language=language)
    table = table.assign(_nearest=table["distance"].abs()).sort_values(
        ["group", "_nearest", "agency_code", "bound"]
    )
    return table[BORDERLINE_COLUMNS].reset_index(drop=True)


def _exact_index(score: float, most: float, framework: Framework) -> Decimal | None:
    points, maximum = to_decimal(score), to_decimal(most)
    if framework.index_scale == "points" or points is None:
        return points
    return points * 100 / maximum if maximum else None


def _cases(
    exact: Decimal, framework: Framework, bands: ClassBands, language: Language, margin: Decimal
) -> Iterator[tuple[float, float, float, float, str | None, str | None, str]]:
    shown = published(float(exact), framework)
    if shown is None:
        return
    names = [band.name(language) for band in bands.bands]
    found = bands.find(shown)
    own = None if found is None else found.name(language)
    # Each band's lower bound, with the class above it and the one below (none below the last).
    for (band, above), (_, below) in pairwise([*zip(bands.bands, names, strict=True), (None, None)]):
        if band is None or band.low is None:
            continue
        bound = band.lower
        is_above = band.is_reached(shown)
        is_rounded = is_above != band.is_reached(exact)
        if is_rounded or abs(shown - bound) <= margin:
            other = below if is_above else above
            reason = "rounding" if is_rounded else "margin"
            yield float(shown), float(exact), float(bound), float(shown - bound), own, other, reason

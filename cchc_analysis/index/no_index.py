"""Why an agency has no index in a year."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.leaf_scores import leaf_scores

NoIndexReason = Literal["not_listed", "nothing_applies", "missing_scores"]


def no_index_reasons(year: Assessment) -> dict[str, NoIndexReason]:
    """Say of every assessed agency without an index whether scores are missing or nothing applies to it.

    Returns
    -------
    By agency code, in the order of the league table: ``nothing_applies`` where no criterion with points counts for
    the agency, ``missing_scores`` otherwise.
    """
    lacking = year.league.loc[year.league["index"].isna(), "agency_code"]
    groups = {str(code): year.groups[code] for code in lacking}
    leaves = leaf_scores(year.given_scores, year.framework, groups=groups)
    counts = leaves["reason"].eq("") & leaves["max_points"].ne(0)
    with_criteria = set(leaves.loc[counts, "agency_code"])
    return {code: "missing_scores" if code in with_criteria else "nothing_applies" for code in groups}


def no_index_reason(year: Assessment, agency: str) -> NoIndexReason | None:
    """Say why one agency has no index: ``not_listed`` where it had not to be assessed; None if it has one."""
    return no_index_reasons(year).get(agency) if agency in year.groups else "not_listed"


def is_outside(year: Assessment, agency: str) -> bool:
    """Tell whether nothing can be said of an agency: it is not on the year's list, or nothing applies to it."""
    return no_index_reason(year, agency) in ("not_listed", "nothing_applies")


def without_index(year: Assessment, reason: NoIndexReason) -> pd.Series:
    """Return the names of the assessed agencies without an index for this reason."""
    reasons = year.league["agency_code"].map(no_index_reasons(year))
    return year.league.loc[reasons == reason, "agency_name"]

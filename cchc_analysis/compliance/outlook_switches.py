"""Which of the remaining packages to take online first, where the plan alone is not enough."""

from __future__ import annotations

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame, as_table

_KNOWN = ["agency_code", "package_id", "name", "field", "form", "value_vnd", "is_online", "stage", "is_overdue",
          "published_on", "planned_start_on", "source_file", "source_row"]  # fmt: skip
_FOUND = ["place", "is_suggested"]


def suggested_switches(remaining: pd.DataFrame, outlook: pd.DataFrame) -> pd.DataFrame:
    """Mark the smallest set of packages planned offline that, taken online, meets both legs of the quota.

    Parameters
    ----------
    remaining, outlook
        `remaining_packages` and `outlook_table` of `cchc_analysis.compliance.outlook`.

    Returns
    -------
    `remaining` with ``place`` (1 = the agency's dearest) and ``is_suggested``: the dearest of the agency's
    packages planned offline, as many as its ``switch_count`` says; none where the quota is met as planned or lost.
    Other sets of the same size may do as well; no smaller one does.
    """
    wanted = outlook.set_index("agency_code")["switch_count"].fillna(0)
    place = remaining.groupby("agency_code", observed=True).cumcount() + 1
    offline = remaining[~remaining["is_online"]]
    offline_place = (offline.groupby("agency_code", observed=True).cumcount() + 1).reindex(remaining.index)
    most = remaining["agency_code"].map(wanted).fillna(0)
    is_suggested = offline_place.le(most).fillna(value=False).astype("bool")
    return remaining.assign(place=place, is_suggested=is_suggested)


def most_urgent(in_year: pd.DataFrame | ir.Table, remaining: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Return all that is known of the packages to look at first: those suggested, then the dearest.

    Parameters
    ----------
    in_year
        The packages of the year, see `cchc_analysis.compliance.outlook_packages.year_packages`.
    remaining
        What `suggested_switches` returns for them.

    Returns
    -------
    At most `most` packages: ``agency_code, package_id, name, field, form, value_vnd, is_online`` (as planned),
    ``stage, is_overdue, published_on, planned_start_on, source_file, source_row, place, is_suggested``.
    """
    ordered = remaining.sort_values(
        ["is_suggested", "value_vnd", "package_id"], ascending=[False, False, True], kind="stable"
    )
    first = ordered[["package_id", "place", "is_suggested"]].head(most)
    table, asked = as_table(in_year), as_table(first[["package_id"]])
    known = table.filter(table.is_remaining).semi_join(asked, "package_id").select(*_KNOWN)
    return first.merge(as_frame(known), on="package_id", how="left", validate="1:1")[[*_KNOWN, *_FOUND]]

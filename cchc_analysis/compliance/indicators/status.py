"""Whether an indicator could be counted, and if not, why."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cchc_analysis.reference.indicators import Indicator

STATUSES = ("computed", "too_few", "field_missing", "not_usable", "not_applicable")


def with_status(table: pd.DataFrame, said: pd.DataFrame, indicators: Sequence[Indicator]) -> pd.DataFrame:
    """Add ``known_share``, ``status``, ``missing_fields`` and ``unit``; take away a value that is not computed.

    `table` has one row per agency and indicator (``asked_count, known_count, value, has_table``), `said` how
    often each field that is or may be needed is said. One of `STATUSES`: ``not_applicable`` without a package to
    ask about; where none of them counts, ``field_missing`` if a field is never said (``missing_fields``, separated
    by ";"), else ``not_usable``: every field is said, but of no package all together, or not as it is asked for
    (an amended notice, a closing before the publication). Without such a table in the source all needed fields are
    missing. ``too_few`` below the registry's least number, else ``computed``.
    """
    registry = pd.DataFrame(
        [(one.indicator, one.min_sample, one.unit, ";".join(one.needs)) for one in indicators],
        columns=["indicator", "min_sample", "unit", "needed"],
    )
    never = said[said["said_count"].eq(0)].groupby(["agency_code", "indicator"])["field"].agg(";".join)
    rows = table.merge(registry, on="indicator", how="left", validate="m:1")
    unsaid = rows[["agency_code", "indicator"]].merge(
        never.rename("never").reset_index(), on=["agency_code", "indicator"], how="left", validate="1:1"
    )["never"]
    status = pd.Series("computed", index=rows.index, dtype="str")
    status = status.mask(rows["known_count"] < rows["min_sample"], "too_few")
    unsaid = unsaid.mask(~rows["has_table"], rows["needed"])
    status = status.mask(rows["known_count"].eq(0), "not_usable")
    status = status.mask(rows["known_count"].eq(0) & unsaid.notna(), "field_missing")
    status = status.mask(rows["asked_count"].eq(0), "not_applicable")
    status = status.mask(~rows["has_table"], "field_missing")
    is_missing = status.eq("field_missing")
    rows["known_share"] = rows["known_count"] / rows["asked_count"].where(rows["asked_count"].gt(0))
    rows["missing_fields"] = unsaid.where(is_missing, "").astype("str")
    rows["value"] = rows["value"].where(status.eq("computed"))
    return rows.assign(status=status).drop(columns=["min_sample", "needed", "has_table"])

"""Why each agency's rank moved between two years: itself, the others, the rules or the field."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.league import published
from cchc_analysis.index.named_rows import WHO_BETWEEN
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.rank import competition_ranks

_FIGURES = ["rank_from", "rank_to", "change", "own_change", "others_change", "rules_change", "field_change"]


def rank_change(index_change: pd.DataFrame, earlier: Assessment, later: Assessment) -> pd.DataFrame:
    """Split the places an agency won or lost into its own doing, that of the others, the rules and the field.

    Every figure is in places, above zero = up (towards rank 1). One thing changes at a time, and the places are
    read off after each: who is ranked (only agencies compared in both years) → the rules (criteria that ended
    leave, maximum points become the later ones) → the agency's own scores → the others' scores → the rules (new
    criteria come in) → who is ranked (all of the later year). The first and last give ``field_change``, the second
    and fifth ``rules_change``. The agency's own move is read off before the others'; the other order would share
    the places out differently.

    Parameters
    ----------
    index_change
        From `cchc_analysis.index.change.change_between`.
    earlier, later
        The two years. Indices on common criteria are rounded as the later year's index is published before they
        are ranked, and equals share the smallest rank.

    Returns
    -------
    The ``rank_change`` table, one row per row of `index_change`: agency_code, agency_name, group, year_from,
    year_to, rank_from, rank_to, change = rank_from - rank_to = own_change + others_change + rules_change +
    field_change, reason. An agency that was ranked in another group the year before (reason ``group_changed``) has
    both ranks but no change: they are places in two different tables.
    """
    before, after = earlier.league.set_index("agency_code"), later.league.set_index("agency_code")
    table = index_change[WHO_BETWEEN].assign(
        rank_from=before["rank"].reindex(index_change["agency_code"]).astype("Int64").to_numpy(),
        rank_to=after["rank"].reindex(index_change["agency_code"]).astype("Int64").to_numpy(),
    )
    same_group = before["group"].reindex(table["agency_code"]).to_numpy() == table["group"].to_numpy()
    parts = pd.DataFrame(math.nan, index=table.index, columns=_FIGURES[2:])
    for _, own in index_change[same_group].groupby("group", sort=False):
        places = table.loc[own.index, ["rank_from", "rank_to"]].to_numpy(dtype="float64")
        parts.loc[own.index] = np.column_stack(_split(own, places, later.framework))
    table = table.join(parts.astype("Int64"))
    table["reason"] = pd.Series(np.where(same_group, "", "group_changed"), index=table.index, dtype="str")
    return table[[*WHO_BETWEEN, *_FIGURES, "reason"]]


def _split(own: pd.DataFrame, places: FloatArray, framework: Framework) -> tuple[FloatArray, ...]:
    """Return change, own, others, rules and field part of one group, as arrays of places."""
    old, new = (_as_published(own[column], framework) for column in ("chained_from", "chained_to"))
    of_common = competition_ranks(own["index_from"].to_numpy("float64"))
    restated = competition_ranks(old)
    # With its own new index among the others' old ones: those above, less its own old self if that is above.
    above = len(old) - np.searchsorted(np.sort(old), new, side="right")
    advanced = 1.0 + above - (old > new)
    overtaken = competition_ranks(new)
    whole = competition_ranks(own["index_to"].to_numpy("float64"))
    return (
        places[:, 0] - places[:, 1],
        restated - advanced,
        advanced - overtaken,
        (of_common - restated) + (overtaken - whole),
        (places[:, 0] - of_common) + (whole - places[:, 1]),
    )


def _as_published(indices: pd.Series, framework: Framework) -> FloatArray:
    rounded = (published(index, framework) for index in indices)
    return np.array([math.nan if index is None else float(index) for index in rounded])
